"""One training window, drawn over the rows around it."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style

FEWEST = 120  # rows around: below this a slider's step would shake the picture
HEIGHT = 260  # px
MARKED = 60  # more points than these are a thick line


def window(values: pd.Series, origin: int, look_back: int, horizon: int, dark: bool, title: str = "") -> go.Figure:
    """The rows around the window that ends at row `origin`: its inputs, its origin, its targets.

    The picture's width stays while the window grows, up to half of it; then it doubles.
    """
    title = title or f"One window: {look_back} rows in, the next {horizon} out"
    if origin - look_back + 1 < 0 or origin + horizon >= len(values):
        return frames.empty("No window of this length fits into the training part.", title, dark)
    inside, shown = slice(origin - look_back + 1, origin + 1), slice(origin + 1, origin + horizon + 1)
    wide = FEWEST
    while wide < 2 * (look_back + horizon):
        wide *= 2
    after = min(len(values), shown.stop + max(horizon, wide // 12))
    around = slice(max(0, after - wide), after)
    colours = style.palette(dark)
    figure = go.Figure()
    line(figure, values.iloc[around], "Other rows", {"color": colours.baseline, "width": 1.2, "dash": "dot"}, False)
    line(figure, values.iloc[inside], "Goes in", style.line("actual", dark), look_back <= MARKED)
    line(figure, values.iloc[shown], "Is asked", style.line("lstm", dark), horizon <= MARKED)
    frames.tint(figure, "train", values.index[inside.start], values.index[origin], dark, "Sequence", beside="left")
    frames.tint(figure, "future", values.index[origin], values.index[shown.stop - 1], dark, "Origin", beside="left")
    frames.time_axis(figure, values.index[around])
    return frames.finish(figure, title, dark, height=HEIGHT)


def line(figure: go.Figure, values: pd.Series, name: str, pen: dict, marked: bool) -> None:
    """Some rows of the target; with a dot on each where they are few."""
    figure.add_trace(
        go.Scatter(
            x=values.index,
            y=values.to_numpy(),
            name=name,
            mode="lines+markers" if marked or len(values) == 1 else "lines",
            line=pen,
            marker={"size": 5, "color": pen["color"]},
            hovertemplate=f"%{{y:{style.DIGITS}}}",
        )
    )


def rhythm(correlations: np.ndarray, season: int, look_back: int, dark: bool) -> go.Figure:
    """How alike the series is to itself some rows before (-1 to 1, from lag 0), the season and the sequence marked."""
    from lstm_core.ui.charts import portrait

    title = "How alike is it to earlier rows?"
    figure = portrait.rhythm(correlations, season, title, dark)
    if not figure.data:
        return figure
    reach = min(look_back, len(correlations) - 1)
    figure.add_vrect(x0=0, x1=reach, fillcolor=style.palette(dark).parts["train"], line_width=0, layer="below")
    return figure.update_layout(height=figure.layout.height + HEIGHT - portrait.SMALL)
