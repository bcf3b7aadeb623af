"""Compare: all runs in one table, and any of them side by side."""

import streamlit as st

from lstm_core.ui import frame, notices
from lstm_core.ui.compare import acts, beside, filters, looks, named, opened, table

frame.ready()
st.title("Compare")
with notices.shown():
    runs = opened.runs()
    if not runs:
        acts.undo_deletion()
        notices.nothing_yet(
            "No runs yet",
            "Every run you train stands here, ranked beside the others on the same data. Two of them can be compared.",
            "Train",
            frame.TRAIN,
            ":material/compare_arrows:",
        )
    shown, group = filters.ask(runs)
    table.show(shown, runs)
    picked = table.picked(runs)
    looks.tell(runs, group, picked)
    acts.offer(picked, filters.tags(runs))
    beside.show(picked, named.apart(runs))
    if not all(one.state.is_over for one in runs):
        table.follow(runs)
