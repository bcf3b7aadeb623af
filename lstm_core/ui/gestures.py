"""What a hand does to a chart in the browser, told to Python."""

import re
from pathlib import Path

import streamlit as st

AXIS = re.compile(r"[xy]axis\d{0,2}")
_LISTENER = st.components.v2.component("gestures", js=Path(__file__).with_suffix(".js").read_text("utf-8"))


def zoomed(key: str) -> dict[str, tuple]:
    """The ranges to which the reader has zoomed the chart of that key, as {"xaxis": (from, to)}; {} shows the whole.

    A range is of numbers, or of dates as text. Call it in the fragment that draws the chart, before the drawing: a zoom
    runs that fragment again. Draw with these ranges, since Streamlit puts a new chart in place of the old one.
    """
    return moved(key)[0]


def moved(key: str) -> tuple[dict[str, tuple], dict[int, object]]:
    """As `zoomed`, and the shapes that were dragged just now as {number in the layout: where they begin}."""
    name = f"zoom {key}"
    told = _LISTENER(
        key=name,
        data={"key": class_of(key), "ranges": ranges(st.session_state.get(name))},
        on_ranges_change=nothing,
        on_dragged_change=nothing,
    )
    return ranges(told), dragged(told)


def class_of(key: str) -> str:
    """How Streamlit writes a key into an element's class, after `st-key-`."""
    return re.sub(r"[^a-zA-Z0-9_-]", "-", key.strip())


def ranges(told: object) -> dict[str, tuple]:
    """What the browser told, without what no chart says.

    >>> ranges({"ranges": {"xaxis": ["2020-01-01", "2020-02-01"], "yaxis": [1, 2], "title": "x", "yaxis2": [None, 1]}})
    {'xaxis': ('2020-01-01', '2020-02-01'), 'yaxis': (1, 2)}
    """
    found = dict(told).get("ranges") if told else None
    if not isinstance(found, dict):
        return {}
    return {
        axis: tuple(span)
        for axis, span in found.items()
        if AXIS.fullmatch(axis) and isinstance(span, list | tuple) and len(span) == 2 and all(map(is_place, span))
    }


def dragged(told: object) -> dict[int, object]:
    """The dragged shapes that the browser told, without what can't be one.

    >>> dragged({"dragged": {"1": "2020-01-01", "x": 2, "0": None}})
    {1: '2020-01-01'}
    """
    found = dict(told).get("dragged") if told else None
    if not isinstance(found, dict):
        return {}
    return {int(at): place for at, place in found.items() if str(at).isdigit() and len(at) < 4 and is_place(place)}


def is_place(value: object) -> bool:
    """Whether this can be a place on an axis."""
    return isinstance(value, int | float) or (isinstance(value, str) and len(value) <= 40)


def nothing() -> None:
    """Streamlit keeps only the values that someone listens to."""
