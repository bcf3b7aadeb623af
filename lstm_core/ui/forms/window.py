"""Sequence length and horizon: by hand on a slider, or as numbers."""

import streamlit as st

from lstm_core import specs
from lstm_core.guide import glossary
from lstm_core.ui import notices, state


def window(longest: int) -> None:
    """Sequence length up to `longest`, which is the largest that leaves windows to train on, and horizon."""
    draft, low = state.window(), specs.LOOK_BACK[0]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        box(
            st.number_input,
            "Sequence length",
            "look_back",
            draft.look_back,
            specs.LOOK_BACK,
            help=glossary.meaning("sequence-length"),
            width=150,
        )
        box(
            st.number_input,
            "Horizon",
            "horizon",
            draft.horizon,
            specs.HORIZON,
            help=glossary.meaning("horizon"),
            width=150,
        )
        box(
            st.slider,
            "Move the sequence length",
            "look_back",
            min(draft.look_back, max(longest, low + 1)),
            (low, max(longest, low + 1)),
        )


def box(widget, label: str, setting: str, value: int, bounds: tuple[int, int], **how) -> None:
    """A number of the window that follows the draft, and is kept in it when it is changed here."""
    key = f"{setting} {widget.__name__}"
    state.follow(key, value)
    widget(label, *bounds, key=key, on_change=keep, args=(setting, key), **how)


def keep(setting: str, key: str) -> None:
    """A number was changed."""
    take(**{setting: st.session_state[key]})


def take(**settings: int) -> None:
    """The window with other numbers."""
    with notices.shown():
        state.keep_window(specs.checked(specs.Window, **state.window().model_dump() | settings))
