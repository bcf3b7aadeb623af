"""The series itself: candles over volume where the data have them, and any columns in panes of their own."""

from collections.abc import Mapping, Sequence
from itertools import cycle

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style, thinning

WHOLE, FIRST, PANE, GAP = 466, 340, 110, 24  # px: a single pane, the first of several, the others, between them
CANDLES = 1_500  # more than these are thinner than a pixel each
RULES = {"open": "first", "high": "max", "low": "min", "close": "last", "volume": "sum"}


def series(
    frame: pd.DataFrame,
    columns: Sequence[str],
    dark: bool,
    title: str,
    roles: Mapping[str, str] | None = None,
    zoom: Mapping[str, tuple] | None = None,
) -> go.Figure:
    """Columns over time, one pane each. With `roles` (open, high, low, close, volume to columns) candles stand first.

    Long histories are drawn with fewer points, or in candles of several rows each, and the note says how many. `zoom`
    holds the ranges on screen by axis: what lies within is drawn in full detail.
    """
    zoom = zoom or {}
    columns = [column for column in columns if frame[column].notna().any()]
    volume = bool(roles) and "volume" in roles
    count = bool(roles) + volume + len(columns)
    if not count or not len(frame):
        return frames.empty("No values to draw. Choose a column, or bring data.", title, dark)
    heights = [WHOLE] if count == 1 else [FIRST, *[PANE] * (count - 1)]
    figure = frames.panes(heights, GAP)
    view = thinning.rows_in(frame.index, zoom.get("xaxis"))
    note, row = "", 1
    if roles:
        note = prices(figure, frame, roles, view, dark)
        row += 1 + volume
    pens = cycle([style.line("actual", dark)["color"], *style.palette(dark).overlays])
    room = thinning.LIMIT - (2 * CANDLES if roles else 0)
    for at, (column, pen) in enumerate(zip(columns, pens, strict=False), start=row):
        line(figure, frame[column], at, pen, view, room // len(columns))
    frames.time_axis(figure, frame.index)
    frames.keep_zoom(figure, zoom)
    return frames.finish(figure, title, dark, height=sum(heights) + GAP * (count - 1), note=note)


def line(figure: go.Figure, values: pd.Series, row: int, colour: str, view: slice, limit: int) -> None:
    """One column in its pane, as high as what is in view."""
    numbers = values.to_numpy(dtype="float64")
    rows = thinning.in_view(numbers, view, limit)
    alone = np.isfinite(numbers).sum() == 1
    figure.add_trace(
        go.Scatter(
            x=values.index[rows],
            y=numbers[rows],
            name=frames.literal(values.name),
            mode="markers" if alone else "lines",
            line={"color": colour, "width": 1.6 if row == 1 else 1.3},
            yaxis=frames.axis(row),
            hovertemplate=f"%{{y:{style.DIGITS}}}",
            showlegend=False,
        )
    )
    fit(figure, row, numbers[view], len(values))
    if row == 1:
        figure.update_layout(yaxis_title_text=frames.literal(values.name))
        return
    frames.name_pane(figure, row, values.name)


def prices(figure: go.Figure, frame: pd.DataFrame, roles: Mapping[str, str], view: slice, dark: bool) -> str:
    """Candles, and volume below them where there is any; and what to say of them. Zoomed in, the rows around are left
    out, since candles of different widths can't stand side by side."""
    wide = view.stop - view.start
    drawn = slice(max(0, view.start - wide), min(len(frame), view.stop + wide))
    size = -(-(drawn.stop - drawn.start) // CANDLES)
    bars = candles(frame.iloc[drawn], roles, size)
    colours = style.palette(dark)
    figure.add_trace(
        go.Candlestick(
            x=bars.index,
            **{role: bars[role] for role in ("open", "high", "low", "close")},
            name=frames.literal(roles["close"]),
            showlegend=False,
            increasing={"line": {"color": colours.ink, "width": 1}, "fillcolor": colours.rising},
            decreasing={"line": {"color": colours.ink, "width": 1}, "fillcolor": colours.falling},
        )
    )
    seen = frame.iloc[view]
    fit(figure, 1, np.r_[seen[roles["low"]], seen[roles["high"]]], 2 * len(frame))
    figure.update_layout(yaxis_title_text="Price")
    if "volume" in bars:
        grey = {"color": colours.baseline, "line": {"width": 0}}
        figure.add_trace(
            go.Bar(x=bars.index, y=bars["volume"], name="Volume", yaxis="y2", showlegend=False, marker=grey)
        )
        figure.update_layout(yaxis2={"title_text": "Volume", "nticks": 3})
    figure.update_xaxes(rangeslider_visible=False)
    return f"{f'One candle joins {size} rows. ' if size > 1 else ''}Hollow rose, filled fell."


def fit(figure: go.Figure, row: int, seen: np.ndarray, whole: int) -> None:
    """Stretches a pane to the values in view; the whole is left to Plotly."""
    seen = seen[np.isfinite(seen)]
    if len(seen) == 0 or len(seen) == whole:
        return
    low, high = float(seen.min()), float(seen.max())
    room = 0.05 * (high - low) or abs(high) * 0.05 or 1.0
    figure.update_layout({f"yaxis{row if row > 1 else ''}": {"range": [low - room, high + room]}})


def candles(frame: pd.DataFrame, roles: Mapping[str, str], size: int = 1) -> pd.DataFrame:
    """OHLCV bars of `size` rows each, named by role and dated by their first row; the last may be shorter."""
    bars = pd.DataFrame({role: frame[roles[role]] for role in RULES if role in roles}, index=frame.index)
    if size == 1:
        return bars
    groups = np.arange(len(bars)) // size
    joined = bars.groupby(groups).agg({role: RULES[role] for role in bars})
    return joined.set_index(bars.index[::size])
