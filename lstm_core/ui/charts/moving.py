"""A chart that is drawn once and then told what changes, so that it neither flickers nor loses its zoom.

Streamlit puts a new chart in place of one whose figure changes. A standing figure never changes: it carries a button
that nobody sees, and pressing it is Plotly's own way (`updatemenus`, method `update`) to take new values in place.
`ui/training/film.js` presses it.
"""

import math

import plotly.graph_objects as go

VALUES = ("x", "y", "mode", "text", "textposition", "name")
LABELS = tuple(f"{axis}.showticklabels" for axis in ("xaxis", "yaxis", "yaxis2"))
LAYOUT = ("annotations", "yaxis.type", "yaxis.tickmode", "yaxis.tickvals", "xaxis.dtick", *LABELS)


def standing(figure: go.Figure) -> go.Figure:
    """The figure with the door through which `change` comes in."""
    door = {"label": "", "method": "update", "args": [{}, {}]}
    unseen = {"bgcolor": "rgba(0,0,0,0)", "borderwidth": 0, "showactive": False, "pad": {"t": 0, "l": 0}}
    place = {"x": 0, "y": 1, "xanchor": "left", "yanchor": "top"}
    return figure.update_layout(updatemenus=[{"type": "buttons", "buttons": [door], **unseen, **place}])


def change(figure: go.Figure) -> dict:
    """What makes the standing figure look like this one: values by trace, and settings of the layout.

    >>> change(go.Figure(go.Scatter(x=[1], y=[2.5])))["traces"]
    {'x': [[1]], 'y': [[2.5]], 'mode': [None], 'text': [None], 'textposition': [None], 'name': [None]}
    """
    told = figure.to_plotly_json()
    traces = {name: [plain(trace.get(name)) for trace in told["data"]] for name in VALUES}
    layout = {path: at(told["layout"], path) for path in LAYOUT}
    return {"traces": traces, "layout": layout | {"annotations": layout["annotations"] or []}}


def at(layout: dict, path: str) -> object:
    """The setting at `yaxis.type`, None where it is not set."""
    for name in path.split("."):
        layout = (layout or {}).get(name)
    return plain(layout)


def plain(value: object) -> object:
    """The value as it travels in JSON: arrays and tuples as lists, what is not a number as null."""
    value = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
