"""Forecasts as a mistaken dashboard draws them, marked so that nobody takes one for true; and the honest ones."""

import base64

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style

MARK = "WRONG ON PURPOSE"
HEIGHT = 340


def forecast(told: dict, dark: bool, title: str, rival: str | None, steps: int = 1) -> go.Figure:
    """The truth and the forecast of a lab's frame; beside it the `rival`, if one is shown.

    Of forecasts that run many `steps` each is a line of its own.
    """
    times = moments(told["time"])
    figure = go.Figure()
    lines = [("actual", "actual"), *([(rival, "baseline")] if rival else []), ("lstm", "forecast")]
    for model, column in lines:
        values = np.array(told[column], dtype=float)
        at = times
        if steps > 1 and column != "actual":
            at, values = broken(times, values, steps)
        pen = {"name": style.name(model), "mode": "lines", "line": style.line(model, dark)}
        figure.add_trace(go.Scatter(x=at, y=values, hovertemplate=f"%{{y:{style.DIGITS}}}", **pen))
    frames.time_axis(figure, times)
    return frames.finish(figure, title, dark, height=HEIGHT)


def seeds(told: list[dict], dark: bool) -> go.Figure:
    """R² on the test part of every network of the lab, the best one marked: what is shown, and what is not."""
    colours = style.palette(dark)
    r2 = np.array([frame["r2"] for frame in told], dtype=float)
    best = int(np.nanargmax(r2)) if np.isfinite(r2).any() else 0
    marks = {"size": 9, "color": colours.baseline, "symbol": "circle-open"}
    figure = go.Figure()
    at = [frame["seed"] for frame in told]
    hover = "seed %{x}: %{y:.3f}<extra></extra>"
    figure.add_trace(go.Scatter(x=at, y=r2, mode="markers", marker=marks, name="Thrown away", hovertemplate=hover))
    shown = {"size": 13, "color": colours.brand, "symbol": "star"}
    kept = {"x": [at[best]], "y": [r2[best]], "name": "Shown", "marker": shown}
    figure.add_trace(go.Scatter(mode="markers", hovertemplate=hover, **kept))
    figure.update_xaxes(title_text="Seed")
    figure.update_yaxes(title_text="R² on the test part")
    return marked(frames.finish(figure, "The one that is shown, and the 29 that are not", dark, height=240), dark)


def marked(figure: go.Figure, dark: bool) -> go.Figure:
    """The figure hatched and written over, in every picture that is made of it."""
    colours = style.palette(dark)
    hatch = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='1600' height='600'><defs><pattern id='h' width='14' height='14'"
        " patternUnits='userSpaceOnUse' patternTransform='rotate(45)'>"
        f"<rect width='5' height='14' fill='{colours.hybrid}' fill-opacity='0.16'/></pattern></defs>"
        "<rect width='1600' height='600' fill='url(#h)'/></svg>"
    )
    source = "data:image/svg+xml;base64," + base64.b64encode(hatch.encode()).decode()
    whole = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "sizex": 1, "sizey": 1}
    figure.add_layout_image(source=source, sizing="fill", layer="below", **whole)
    words = {"text": f"<b>{MARK}</b>", "showarrow": False, "xref": "paper", "yref": "paper"}
    for height, size, opacity in ((0.5, 26, 0.5), (0.03, 12, 0.9)):
        font = {"size": size, "color": colours.hybrid}
        figure.add_annotation(x=0.5, y=height, opacity=opacity, font=font, **words)
    return figure


def table(told: dict, rival: str | None, wrong: bool) -> pd.DataFrame:
    """What a chart draws, as rows by time; every row of a wrong one says so."""
    columns = {style.name("actual"): told["actual"], style.name("lstm"): told["forecast"]}
    if rival:
        columns[style.name(rival)] = told["baseline"]
    rows = pd.DataFrame(columns, index=moments(told["time"]).rename("Time"), dtype=float)
    if wrong:
        rows.insert(0, "Mark", MARK)
    return rows


def moments(times: list) -> pd.Index:
    """A frame's times as they were: dates, or row numbers."""
    return pd.DatetimeIndex(times) if times and isinstance(times[0], str) else pd.Index(times)


def broken(times: pd.Index, values: np.ndarray, steps: int) -> tuple[pd.Index, np.ndarray]:
    """Paths of `steps` rows with a gap between them.

    >>> broken(pd.Index([1, 2, 3, 4]), np.array([5.0, 6.0, 7.0, 8.0]), 2)[1].tolist()
    [5.0, 6.0, nan, 7.0, 8.0, nan]
    """
    ends = np.arange(steps, len(values) + 1, steps)
    return times[np.insert(np.arange(len(times)), ends, ends - 1)], np.insert(values, ends, np.nan)
