"""The forecast as it was, and as it would be with other values in the last window."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style

HEIGHT = 320  # px
BEFORE = 60  # rows of the window that are drawn


def whatif(
    actual: pd.Series, edited: pd.Series, times: pd.Index, forecasts: np.ndarray, dark: bool, title: str = ""
) -> go.Figure:
    """`actual` and `edited` are the window's targets, `forecasts` (2, steps) the answers to each at `times`."""
    title = title or "What would the network say?"
    colours = style.palette(dark)
    figure = go.Figure()
    actual, edited = actual.tail(BEFORE), edited.tail(BEFORE)
    few = len(times) == 1
    pen = {"color": colours.hybrid, "width": 2.2, "dash": "dash"}
    changed = edited.to_numpy() != actual.to_numpy()
    line(figure, actual, style.name("actual"), style.line("actual", dark))
    if changed.any():
        near = changed | np.roll(changed, 1) | np.roll(changed, -1)
        line(figure, edited.where(near), "Edited", pen | {"width": 1.6})
    lead = actual.index[-1:].append(times)
    for name, first, path, how in (
        ("As it was", actual.iloc[-1], forecasts[0], style.line("lstm", dark)),
        ("What if", edited.iloc[-1], forecasts[1], pen),
    ):
        line(figure, pd.Series([first, *path], index=lead), name, how, "lines+markers" if few else "lines")
    frames.tint(figure, "future", actual.index[-1], times[-1], dark, beside="left")
    frames.time_axis(figure, actual.index.append(times))
    return frames.finish(figure, title, dark, height=HEIGHT)


def line(figure: go.Figure, values: pd.Series, name: str, pen: dict, mode: str = "lines") -> None:
    """One line."""
    hover = f"%{{y:{style.DIGITS}}}"
    figure.add_trace(
        go.Scatter(x=values.index, y=values.to_numpy(), name=name, mode=mode, line=pen, hovertemplate=hover)
    )
