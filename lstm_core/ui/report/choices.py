"""How the page shows a forecast: made step by step or far ahead, with which band."""

from dataclasses import dataclass

import streamlit as st

from lstm_core.ui import state

LEVELS = (0.8, 0.9, 0.95)
MODE, LEVEL, FOLLOWS = "mode", "band level", "band follows"
MADE = {
    "multi_step": "Multi-step: each forecast is made from what was known at its origin.",
    "one_step": "One-step: actual values are fed in, up to the row before each forecast.",
}
FREE = "Free-running: one forecast from the last row before the test part, which sees nothing after it."


@dataclass(frozen=True)
class Chosen:
    """The mode that is shown, the coverage that bands aim at, and whether they follow errors that drift."""

    mode: str
    level: float
    adaptive: bool


def now() -> Chosen:
    """What is chosen, or stands there at first: many steps ahead, 90%, fixed on validation."""
    told = st.session_state
    linked = state.linked(state.MODE)
    mode = told.get(MODE) or (linked if linked in MADE else "multi_step")
    return Chosen(mode, told.get(LEVEL) or 0.9, bool(told.get(FOLLOWS)))


def ask(is_one_path: bool) -> None:
    """The three choices; a change draws the page anew."""
    state.follow(MODE, now().mode)
    modes = {"multi_step": "Free-running" if is_one_path else "Multi-step", "one_step": "One-step"}
    st.segmented_control(
        "How the forecasts were made",
        list(modes),
        format_func=modes.get,
        required=True,
        key=MODE,
        on_change=lambda: state.link(state.MODE, st.session_state[MODE]),
        persist_state="session",
        help=f"{FREE if is_one_path else MADE['multi_step']} {MADE['one_step']}",
    )
    st.segmented_control(
        "Band",
        LEVELS,
        default=0.9,
        format_func="{:.0%}".format,
        required=True,
        key=LEVEL,
        persist_state="session",
        help="How much of what happens the band aims to hold. Its width at each step ahead comes from the errors on"
        " the validation part (split-conformal).",
    )
    st.toggle(
        "Follow drifting errors",
        key=FOLLOWS,
        persist_state="session",
        help="After each miss the band widens, after each hit it narrows a little, from errors known by then (adaptive"
        " conformal inference). For series that change their ways; otherwise the plain band is as good.",
    )


def made(mode: str, is_one_path: bool) -> str:
    """How the forecasts of a mode were made, in a sentence."""
    return FREE if is_one_path and mode == "multi_step" else MADE[mode]
