"""Pitfalls: the classic mistakes made on purpose, and what they do to the score that is told."""

import streamlit as st

from lstm_core.ui import frame, notices
from lstm_core.ui.pitfalls import asking, choose, told

frame.ready()
st.title("Pitfalls")
st.markdown("Make a classic mistake, and see what a dashboard would report beside what is true of the same data.")
with notices.shown():
    choose.series()
    left, right = st.columns([2, 7], gap="large")
    with left:
        choose.switches()
    with right:
        asked, wrong = choose.asked(), choose.wrong()
        if frames := asking.frames(asked):
            told.show(asked, wrong, frames)
        told.lessons(wrong)
