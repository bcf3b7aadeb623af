"""The series itself: candles over volume where the data have them, else a line."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style
from lstm_core.ui.charts.thinning import thin

HEIGHT = 466  # px
CANDLES = 1_500  # more than these are thinner than a pixel each
RULES = {"open": "first", "high": "max", "low": "min", "close": "last", "volume": "sum"}


def series(frame: pd.DataFrame, target: str, roles: Mapping[str, str], title: str, dark: bool) -> go.Figure:
    """The target over time. `roles` maps open, high, low, close, volume to columns; without them it is a line.

    A long history is drawn in candles of several rows each, and the note under the title says how many.
    """
    if not len(frame) or frame[target].notna().sum() == 0:
        return frames.empty("No values to draw yet. Bring data first.", title, dark)
    if not {"open", "high", "low", "close"} <= roles.keys():
        return line(frame[target], title, dark)
    size = -(-len(frame) // CANDLES)
    bars = candles(frame, roles, size)
    figure = frames.panes([340, 110] if "volume" in bars else [HEIGHT], gap=16)
    colours = style.palette(dark)
    figure.add_trace(
        go.Candlestick(
            x=bars.index,
            **{role: bars[role] for role in ("open", "high", "low", "close")},
            name=target,
            showlegend=False,
            increasing={"line": {"color": colours.ink, "width": 1}, "fillcolor": colours.rising},
            decreasing={"line": {"color": colours.ink, "width": 1}, "fillcolor": colours.falling},
        )
    )
    figure.update_layout(yaxis_title_text="Price")
    if "volume" in bars:
        grey = {"color": colours.baseline, "line": {"width": 0}}
        figure.add_trace(
            go.Bar(x=bars.index, y=bars["volume"], name="Volume", yaxis="y2", showlegend=False, marker=grey)
        )
        figure.update_layout(yaxis2={"title_text": "Volume", "nticks": 3})
    figure.update_xaxes(rangeslider_visible=False)
    frames.time_axis(figure, bars.index)
    joined = f"One candle joins {size} rows. " if size > 1 else ""
    note = f"{joined}Hollow rose, filled fell."
    return frames.finish(figure, title, dark, height=HEIGHT, note=note)


def line(values: pd.Series, title: str, dark: bool) -> go.Figure:
    """One column over time."""
    times, drawn = thin(values.index, values.to_numpy())
    pen = style.line("actual", dark)
    figure = go.Figure(go.Scatter(x=times, y=drawn, name=str(values.name), mode="lines", line=pen, showlegend=False))
    if values.notna().sum() == 1:
        figure.update_traces(mode="markers")
    figure.update_yaxes(title_text=str(values.name))
    frames.time_axis(figure, values.index)
    return frames.finish(figure, title, dark)


def candles(frame: pd.DataFrame, roles: Mapping[str, str], size: int = 1) -> pd.DataFrame:
    """OHLCV bars of `size` rows each, named by role and dated by their first row; the last may be shorter."""
    bars = pd.DataFrame({role: frame[roles[role]] for role in RULES if role in roles}, index=frame.index)
    if size == 1:
        return bars
    groups = np.arange(len(bars)) // size
    joined = bars.groupby(groups).agg({role: RULES[role] for role in bars})
    return joined.set_index(bars.index[::size])
