"""What stands on the Guide page: what a search finds, or its four parts, of which the open one is drawn."""

import streamlit as st

from lstm_core.guide import glossary
from lstm_core.guide import search as searching
from lstm_core.guide.answers import ANSWERS
from lstm_core.ui import state
from lstm_core.ui.guide import answers, entries, gates, plans

PARTS = {
    "answers": ("Short answers", lambda: answers.show(ANSWERS)),
    "gates": ("Your own gates", gates.show),
    "glossary": ("Glossary", lambda: entries.show(glossary.every().values())),
    "lessons": ("Lessons", plans.show),
}


def show() -> None:
    """The search box, and below it what it finds; everything while it is empty."""
    sought = st.text_input("Search the guide", type="search", placeholder="gate, horizon, overfitting …", live=True)
    if sought and sought.strip():
        found(sought)
        return
    if (named := st.query_params.get(state.PART)) in PARTS:
        state.at_first("guide part", PARTS[named][0])
    tabs = st.tabs([title for title, _ in PARTS.values()], on_change="rerun", key="guide part")
    for tab, (name, (_, draw)) in zip(tabs, PARTS.items(), strict=True):
        if tab.open:
            st.query_params[state.PART] = name
            with tab:
                draw()


def found(sought: str) -> None:
    """The answers and the terms that speak of it."""
    told, terms = searching.search(sought)
    if not told and not terms:
        st.caption("Nothing of that name. Try another word.")
    answers.show(told)
    entries.show(terms)
