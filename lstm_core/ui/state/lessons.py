"""Where this tab stands in a lesson, and what the controls of that step begin with."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.ui.state.links import LESSON, STEP, link, linked

if TYPE_CHECKING:
    from collections.abc import Mapping

STANDS, PRESETS = "lesson_stands", "lesson_presets"


def lesson() -> tuple[str | None, str | None]:
    """Name and step of the lesson that the address names, unchecked; None, None outside a lesson."""
    return linked(LESSON), linked(STEP)


def enter_lesson(name: str | None, step: int = 1) -> None:
    """Goes on with a step of a lesson; None leaves it."""
    link(LESSON, name)
    link(STEP, name and str(step))


def stand(place: tuple) -> tuple | None:
    """Remembers at which place of a lesson this tab stands, and gives the one before; None at the first."""
    before, st.session_state[STANDS] = st.session_state.get(STANDS), place
    return before


def preset(key: str, usual: object) -> object:
    """What the control of that key begins with: as the lesson's step has it, else as usual."""
    return st.session_state.get(PRESETS, {}).get(key, usual)


def keep_presets(controls: "Mapping[str, object]") -> None:
    """Has the controls of a lesson's step begin with these values, by their keys; all others as usual."""
    st.session_state[PRESETS] = controls
