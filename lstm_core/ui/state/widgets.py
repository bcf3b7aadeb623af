"""How widgets begin, and go along with drafts that are changed elsewhere."""

import streamlit as st

GENERATION = "generation"


def generation() -> int:
    """Part of the key of every widget that shows a draft: it changes when a draft was changed elsewhere."""
    return st.session_state.get(GENERATION, 0)


def renew() -> None:
    """Makes the widgets show their drafts anew; without this a widget holds on to what was last typed into it."""
    st.session_state[GENERATION] = generation() + 1


def at_first(key: str, value: object) -> None:
    """Has the widget of that key begin with a value; once it is on the page it goes its own way. Call it before."""
    if key not in st.session_state:
        st.session_state[key] = value


def follow(key: str, value: object) -> None:
    """Makes the widget of that key show a draft's value, also where the draft was changed elsewhere. Call it before."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
