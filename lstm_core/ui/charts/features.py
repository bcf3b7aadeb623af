"""Indicators as a trading terminal shows them: over the price and in panes below, with the split behind them."""

from collections.abc import Mapping
from itertools import cycle

import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style, thinning

PANE = 100  # px
GAP = 26  # px: room for the pane's name
FIRST = 320  # px
DASHES = ("solid", "dash", "dot")
BORDERS = ("validation", "test")
"""The parts whose first row a hand can move: shape 0 and shape 1 of the chart."""


def preview(
    series: pd.Series,
    overlays: pd.DataFrame,
    panes: Mapping[str, pd.DataFrame],
    borders: tuple | None,
    dark: bool,
    title: str = "What the network will see",
    zoom: Mapping[str, tuple] | None = None,
) -> go.Figure:
    """The target with `overlays` on it and one pane per entry of `panes`, all on one time axis.

    `borders` are the first times of validation and test; their lines can be dragged. `zoom` holds the ranges on screen
    by axis: what lies within is drawn in full detail.
    """
    if series.notna().sum() == 0:
        return frames.empty("No values to draw yet. Bring data first.", title, dark)
    zoom = zoom or {}
    span = zoom.get("xaxis")
    figure = frames.panes([FIRST, *[PANE] * len(panes)], GAP)
    if borders:
        split(figure, series.index, borders, dark)
    draw(figure, series, 1, {"line": style.line("actual", dark)}, span)
    hues = style.palette(dark).overlays
    for column, hue, dash in zip(overlays, cycle(hues), cycle(DASHES), strict=False):
        draw(figure, overlays[column], 1, {"line": {"color": hue, "width": 1.4, "dash": dash}}, span)
    figure.update_layout(yaxis_title_text=frames.literal(series.name or "Target"))
    for row, (label, pane) in enumerate(panes.items(), start=2):
        for column, hue, dash in zip(pane, cycle(hues), cycle(DASHES), strict=False):
            pen = {"line": {"color": hue, "width": 1.4, "dash": dash}, "showlegend": False}
            draw(figure, pane[column], row, pen, span)
        frames.name_pane(figure, row, label, style.palette(dark).muted)
    frames.time_axis(figure, series.index)
    frames.keep_zoom(figure, zoom)
    note = "Drag the border of validation or test to move it." if borders else ""
    figure = frames.finish(figure, title, dark, height=FIRST + (PANE + GAP) * len(panes), note=note)
    return figure.update_layout(editrevision=str(borders))  # a border moved elsewhere wins over one moved by hand


def draw(figure: go.Figure, values: pd.Series, row: int, how: dict, span: tuple | None) -> None:
    """One thinned line in one pane; most of its points inside the span that is on screen."""
    numbers = values.to_numpy(dtype="float64")
    rows = thinning.in_view(numbers, thinning.rows_in(values.index, span))
    figure.add_trace(
        go.Scatter(
            x=values.index[rows],
            y=numbers[rows],
            name=frames.literal(values.name),
            yaxis=frames.axis(row),
            mode="lines",
            hovertemplate=f"%{{y:{style.DIGITS}}}",
            **how,
        )
    )


def split(figure: go.Figure, times: pd.Index, borders: tuple, dark: bool) -> None:
    """Training, validation and test as bands; the two lines between them are shapes 0 and 1, which a hand can move."""
    pen = {"color": style.palette(dark).muted, "width": 2}
    for part, place in zip(BORDERS, borders, strict=True):
        figure.add_shape(
            type="line",
            name=part,
            x0=place,
            x1=place,
            y0=0,
            y1=1,
            xref="x",
            yref="paper",
            line=pen,
        )
    edges = (times[0], *borders, times[-1])
    for part, start, end in zip(("train", *BORDERS), edges[:-1], edges[1:], strict=True):
        frames.tint(figure, part, start, end, dark)
    figure.layout.annotations[-1].yshift = -18  # on a phone the bands are narrower than their names
