"""Guide: short answers with pictures, the gates of one's own network, the words of the field, and lessons."""

import streamlit as st

from lstm_core.guide import glossary
from lstm_core.guide import search as searching
from lstm_core.guide.answers import ANSWERS
from lstm_core.ui import frame, state
from lstm_core.ui.guide import answers, entries, gates, plans, tour

frame.ready()
st.title("Guide")
if state.term():
    entries.asked(state.term())
sought = st.text_input("Search the guide", type="search", placeholder="gate, horizon, overfitting …", live=True)
if sought:
    found, terms = searching.search(sought)
    if not found and not terms:
        st.caption("Nothing of that name. Try another word.")
    answers.show(found)
    entries.show(terms)
    st.stop()
GATES = "Your own gates"
PARTS = {
    "Short answers": lambda: answers.show(ANSWERS),
    GATES: gates.show,
    "Glossary": lambda: entries.show(glossary.every().values()),
    "Lessons": plans.show,
}
tabs = st.tabs(list(PARTS), default=GATES if tour.chosen()[0] else None, on_change="rerun", key="guide part")
for tab, show in zip(tabs, PARTS.values(), strict=True):
    if tab.open:
        with tab:
            show()
