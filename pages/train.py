"""Train: a recipe, a button, and the training itself as it happens."""

import streamlit as st

from lstm_core.ui import frame, live, notices, state
from lstm_core.ui.forms import experiment as form

frame.ready()
st.title("Train")
if state.dataset() is None:
    notices.nothing_yet(
        "No data yet",
        "A network learns from a series. Bring one first, or start with a sample.",
        "Bring data",
        frame.DATA,
        ":material/table_view:",
    )
choices, watch = st.columns([2, 3], gap="large")
with choices, notices.shown():
    live.start(form.experiment(state.data()))
with watch, notices.shown():
    live.follow(state.run())
