"""What stands on the Memory lab's page: one lab a tab, of which the open one is drawn; the address names it."""

import streamlit as st

from lstm_core.ui import notices, state
from lstm_core.ui.memory import gradients, melody, recall, wave, words

KEY = "memory lab"
LABS = {
    "recall": ("Who still remembers?", recall.show),
    "gradients": ("Vanishing gradients", gradients.show),
    "words": ("The next word", words.show),
    "melody": ("The next note", melody.show),
    "wave": ("Running free", wave.show),
}


def show() -> None:
    """The tabs, and the open one."""
    titles = {title: name for name, (title, _) in LABS.items()}
    if (named := state.linked(state.LAB)) in LABS:
        state.at_first(KEY, LABS[named][0])
    tabs = st.tabs(list(titles), on_change="rerun", key=KEY)
    for tab, (name, (_, draw)) in zip(tabs, LABS.items(), strict=True):
        if tab.open:
            state.link(state.LAB, name)
            with tab, notices.shown():
                draw()
