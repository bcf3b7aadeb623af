"""Indicators as a trading terminal shows them: some over the price, the others in panes below."""

from collections.abc import Mapping
from itertools import cycle

import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style
from lstm_core.ui.charts.thinning import thin

PANE = 100  # px
GAP = 26  # px: room for the pane's name
DASHES = ("solid", "dash", "dot")


def preview(
    series: pd.Series,
    overlays: pd.DataFrame,
    panes: Mapping[str, pd.DataFrame],
    window: tuple | None,
    dark: bool,
    title: str = "What the network will see",
) -> go.Figure:
    """The target with `overlays` on it and one pane per entry of `panes`, all on one time axis.

    `window` is (start, end) or (start, origin, end) of one training window; with an origin the horizon is shaded apart.
    """
    if series.notna().sum() == 0:
        return frames.empty("No values to draw yet. Bring data first.", title, dark)
    heights = [320, *[PANE] * len(panes)]
    figure = frames.panes(heights, GAP)
    draw(figure, series, 1, {"line": style.line("actual", dark)})
    hues = style.palette(dark).overlays
    for column, hue, dash in zip(overlays, cycle(hues), cycle(DASHES), strict=False):
        draw(figure, overlays[column], 1, {"line": {"color": hue, "width": 1.4, "dash": dash}})
    figure.update_layout(yaxis_title_text=str(series.name or "Target"))
    for row, (label, pane) in enumerate(panes.items(), start=2):
        for column, hue, dash in zip(pane, cycle(hues), cycle(DASHES), strict=False):
            draw(figure, pane[column], row, {"line": {"color": hue, "width": 1.4, "dash": dash}, "showlegend": False})
        figure.update_layout({f"yaxis{row}_nticks": 4})
        figure.add_annotation(
            text=label,
            x=0,
            xref="paper",
            xanchor="left",
            y=1,
            yref=f"y{row} domain",
            yanchor="bottom",
            showarrow=False,
            font={"size": 12, "color": style.palette(dark).muted},
        )
    if window:
        shade(figure, window, dark)
    frames.time_axis(figure, series.index)
    return frames.finish(figure, title, dark, height=sum(heights) + GAP * len(panes))


def draw(figure: go.Figure, values: pd.Series, row: int, how: dict) -> None:
    """One thinned line in one pane."""
    times, drawn = thin(values.index, values.to_numpy())
    hover = f"%{{y:{style.DIGITS}}}"
    pane = frames.axis(row)
    figure.add_trace(
        go.Scatter(x=times, y=drawn, name=str(values.name), yaxis=pane, mode="lines", hovertemplate=hover, **how)
    )


def shade(figure: go.Figure, window: tuple, dark: bool) -> None:
    """Mark one training window: what goes in, and what is asked."""
    start, *middle, end = window
    origin = middle[0] if middle else end
    frames.tint(figure, "train", start, origin, dark, "Sequence" if middle else "One window", beside="left")
    if middle:
        frames.tint(figure, "future", origin, end, dark, "Horizon", beside="right")
