"""Search: many settings tried on the validation part, beside the simple methods, and what that is worth."""

import streamlit as st

from lstm_core.ui import frame, notices, state
from lstm_core.ui.search import asking, following

frame.ready()
st.title("Search")
if state.dataset() is None and state.search() is None:
    following.others()
    notices.nothing_yet(
        "No data yet",
        "A search tries many settings of a network on a series, and says honestly whether the best of them is more"
        " than luck. Bring data first, or start with a sample.",
        "Bring data",
        frame.DATA,
        ":material/table_view:",
    )
watch = st.container()  # all of the page for a search that was found by its link alone
if state.dataset() is not None:
    choices, watch = watch.columns([2, 3], gap="large")
    with choices, notices.shown():
        asking.form_of(state.data())
with watch, notices.shown():
    following.follow(state.search())
