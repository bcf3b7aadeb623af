"""What a hand does to a chart in the browser, told to Python."""

import re
from pathlib import Path
from typing import NamedTuple

import streamlit as st

AXIS = re.compile(r"[xy]axis\d{0,2}")
_LISTENER = st.components.v2.component("gestures", js=Path(__file__).with_suffix(".js").read_text("utf-8"))


class Zoom(NamedTuple):
    """The ranges that a chart was zoomed to, as {"xaxis": (from, to)}, {} for the whole; and how often it was zoomed.

    A range is of numbers, or of dates as text.
    """

    axes: dict[str, tuple]
    turn: int


def zoomed(key: str) -> Zoom:
    """How the reader has zoomed the chart in the container of that key.

    Call it in the fragment that draws the chart, before the drawing: a zoom runs that fragment again. Draw with these
    ranges, since Streamlit puts a new chart in place of the old one; and put the turn into the figure (`layout.meta`),
    or Streamlit takes a figure that it has seen before for the one that was zoomed.
    """
    name = f"zoom {key}"
    before = zoom(st.session_state.get(name))
    return zoom(_LISTENER(key=name, data={"key": class_of(key), **before._asdict()}, on_zoom_change=nothing))


def class_of(key: str) -> str:
    """How Streamlit writes a key into an element's class, after `st-key-`."""
    return re.sub(r"[^a-zA-Z0-9_-]", "-", key.strip())


def zoom(told: object) -> Zoom:
    """What the browser told, without what no chart says.

    >>> zoom({"zoom": {"axes": {"xaxis": ["2020-01-01", "2020-02-01"], "title": "x", "yaxis2": [None, 1]}, "turn": 3}})
    Zoom(axes={'xaxis': ('2020-01-01', '2020-02-01')}, turn=3)
    """
    found = dict(told).get("zoom") if told else None
    axes, turn = (found.get("axes"), found.get("turn")) if isinstance(found, dict) else (None, 0)
    spans = axes.items() if isinstance(axes, dict) else ()
    return Zoom(
        {
            axis: tuple(span)
            for axis, span in spans
            if AXIS.fullmatch(axis) and isinstance(span, list | tuple) and len(span) == 2 and all(map(is_place, span))
        },
        turn if isinstance(turn, int) else 0,
    )


def is_place(value: object) -> bool:
    """Whether this can be a place on an axis."""
    return isinstance(value, int | float) or (isinstance(value, str) and len(value) <= 40)


def nothing() -> None:
    """Streamlit keeps only the values that someone listens to."""
