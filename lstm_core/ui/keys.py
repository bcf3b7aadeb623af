"""The keyboard's way into a chart's own slider and buttons, which Plotly draws for pointers only."""

from pathlib import Path

import streamlit as st

from lstm_core.ui import gestures

_EQUIPMENT = st.components.v2.component("keys", js=Path(__file__).with_suffix(".js").read_text("utf-8"))


def reach(key: str, label: str) -> None:
    """Lets arrows, Page, Home and End move the slider of the chart of that key, Enter and Space press its buttons.

    `label` is what a screen reader calls the slider.
    """
    _EQUIPMENT(key=f"keys {key}", data={"key": gestures.class_of(key), "label": label})
