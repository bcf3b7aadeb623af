"""Many series: one recipe on all of them, and what it is worth on each."""

import streamlit as st

from lstm_core.ui import frame, notices
from lstm_core.ui.many import ask, follow

frame.ready()
st.title("Many series")
st.markdown("One recipe on many series: how often does it beat the simple methods, and where does it fail?")
choices, watch = st.columns([2, 3], gap="large")
with choices, notices.shown():
    ask.form()
with watch, notices.shown():
    follow.group()
