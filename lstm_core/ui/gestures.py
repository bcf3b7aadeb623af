"""What a hand does to a chart in the browser, told to Python."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from lstm_core.ui import look

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

AXIS = re.compile(r"[xy]axis\d{0,2}")
_LISTENER = st.components.v2.component("gestures", js=Path(__file__).with_suffix(".js").read_text("utf-8"))


class Moved(NamedTuple):
    """What a hand did to a chart: the ranges it zoomed to as {"xaxis": (from, to)}, {} for the whole, and how often.

    `dragged` holds the shapes moved just now, as {number in the layout: where they begin}. A place is a number,
    or a date as text.
    """

    axes: dict[str, tuple]
    turn: int
    dragged: dict[int, object]


def moved(key: str) -> Moved:
    """What was done to the chart of that key. Call it in the fragment that draws it, which a gesture runs again."""
    name = f"zoom {key}"
    before = told(st.session_state.get(name))
    return told(
        _LISTENER(
            key=name,
            data={"key": class_of(key), "axes": before.axes, "turn": before.turn},
            on_zoom_change=nothing,
            on_dragged_change=nothing,
        )
    )


def chart(figure: "Figure", key: str, alt: str, done: Moved, **config: object) -> None:
    """Draws a chart that was made for what was `done` to it.

    Streamlit puts a new chart in place of the old one, and takes a figure that it has seen before as it was left: so
    each turn makes another figure.
    """
    figure.update_layout(meta=done.turn)
    with st.container(key=key):
        look.chart(figure, f"chart {key}", alt, doubleClick="autosize", **config)


def class_of(key: str) -> str:
    """How Streamlit writes a key into an element's class, after `st-key-`."""
    return re.sub(r"[^a-zA-Z0-9_-]", "-", key.strip())


def told(said: object) -> Moved:
    """What the browser said, without what no chart says.

    >>> told({"zoom": {"axes": {"xaxis": ["2020-01-01", "2020-02-01"], "title": "x", "yaxis2": [None, 1]}, "turn": 3}})
    Moved(axes={'xaxis': ('2020-01-01', '2020-02-01')}, turn=3, dragged={})
    >>> told({"dragged": {"1": "2020-01-01", "x": 2, "0": None}})
    Moved(axes={}, turn=0, dragged={1: '2020-01-01'})
    """
    said = dict(said or {})
    zoom = mapping(said.get("zoom"))
    axes = {
        axis: tuple(span)
        for axis, span in mapping(zoom.get("axes")).items()
        if AXIS.fullmatch(axis) and isinstance(span, list | tuple) and len(span) == 2 and all(map(is_place, span))
    }
    shapes = mapping(said.get("dragged")).items()
    dragged = {int(at): place for at, place in shapes if str(at).isdecimal() and len(at) < 4 and is_place(place)}
    return Moved(axes, turn if isinstance(turn := zoom.get("turn"), int) else 0, dragged)


def mapping(value: object) -> dict:
    """The value where it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def is_place(value: object) -> bool:
    """Whether this can be a place on an axis."""
    return isinstance(value, int | float) or (isinstance(value, str) and len(value) <= 40)


def nothing() -> None:
    """Streamlit keeps only the values that someone listens to."""
