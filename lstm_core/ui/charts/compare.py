"""Several runs in one picture: what each forecast, its error by step ahead, its loss by epoch.

The first run has the network's own pen, the others have a hue and a dash each; a simple method is grey, as everywhere.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style
from lstm_core.ui.charts.thinning import LIMIT, kept, thin

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star")
MOST = len(DASHES)  # runs that can be told apart in greyscale, too
HOVER = f"%{{y:{style.DIGITS}}}"


def pen(at: int, dark: bool) -> dict:
    """How the run at that place is drawn."""
    colours = style.palette(dark)
    return {"color": (colours.brand, *colours.overlays)[at], "width": 2.2 if at == 0 else 1.8, "dash": DASHES[at]}


def overlay(
    rows: pd.DataFrame,
    names: Mapping[str, str],
    baseline: str,
    step: int,
    dark: bool,
    title: str = "What each forecast",
) -> go.Figure:
    """The runs' forecasts of the same rows, made `step` steps before from the same origins, over what happened.

    `rows` as `evaluation.comparing.common` gives them, `names` on screen by their columns; the column `baseline` is a
    simple method. Of a single origin the whole path is drawn.
    """
    single = rows.origin.nunique() == 1
    shown = rows if single else rows[rows.step == step]
    if shown.empty:
        return frames.empty("These runs forecast no row in common.", title, dark)
    shown = shown.sort_values("time").set_index("time")
    figure = go.Figure()
    add(figure, shown["actual"], style.name("actual"), style.line("actual", dark))
    for at, (column, name) in enumerate(names.items()):
        add(figure, shown[column], name, pen(at, dark))
    add(figure, shown[baseline], style.name(baseline), style.line(baseline, dark), visible="legendonly")
    frames.time_axis(figure, shown.index)
    ahead = "1 step" if step == 1 else f"{step} steps"
    note = "One path from one origin." if single else f"Each point was forecast {ahead} before, from the same origin."
    return frames.finish(figure, title, dark, note=note)


def add(figure: go.Figure, values: pd.Series, name: str, line: dict, **how: object) -> None:
    """One line over time, with as few points as keep its shape."""
    times, values = thin(values.index, values.to_numpy(), LIMIT // 2)
    name = frames.literal(name)
    figure.add_trace(go.Scatter(x=times, y=values, name=name, mode="lines", line=line, hovertemplate=HOVER, **how))


def by_step(
    errors: pd.DataFrame,
    names: Mapping[str, str],
    baseline: str,
    dark: bool,
    title: str = "How the error grows with distance",
) -> go.Figure:
    """The mean error of each run by steps ahead; `errors` as `evaluation.comparing.by_step` gives them."""
    if errors.empty:
        return frames.empty("These runs forecast no row in common.", title, dark)
    pens = {column: (name, pen(at, dark), SYMBOLS[at]) for at, (column, name) in enumerate(names.items())}
    pens[baseline] = (style.name(baseline), style.line(baseline, dark), style.SYMBOLS[baseline])
    figure = go.Figure()
    for column, (name, line, symbol) in pens.items():
        figure.add_trace(
            go.Scatter(
                x=errors.index,
                y=errors[column],
                name=frames.literal(name),
                line=line,
                mode="lines+markers" if len(errors) <= 40 else "lines",
                marker={"size": 7, "symbol": symbol},
                hovertemplate=HOVER,
            )
        )
    figure.update_xaxes(title_text="Steps ahead", tickformat="d", dtick=1 if len(errors) <= 12 else None)
    figure.update_yaxes(title_text="MAE", rangemode="tozero")
    return frames.finish(figure, title, dark, height=300)


def losses(
    histories: Mapping[str, list[dict]], dark: bool, title: str = "How each learned, against its line to beat"
) -> go.Figure:
    """Each run's validation loss by epoch as a multiple of its line to beat, the loss of the best baseline.

    So losses in other units, as other scalings have them, stand on one axis: below 1 the network is ahead.
    """
    figure = go.Figure()
    for at, (name, history) in enumerate(histories.items()):
        table = pd.DataFrame(history, columns=["epoch", "val_loss", "line_to_beat"]).astype(float)
        share = (table.val_loss / table.line_to_beat.where(table.line_to_beat > 0)).to_numpy()
        if not np.isfinite(share).any():
            continue
        points = kept(share, LIMIT // MOST)
        few = {"mode": "lines+markers" if len(points) <= 40 else "lines", "marker": {"size": 6, "symbol": SYMBOLS[at]}}
        line, name = pen(at, dark), frames.literal(name)
        epochs, hover = table.epoch.iloc[points], "%{y:.3~f}"
        figure.add_trace(go.Scatter(x=epochs, y=share[points], name=name, line=line, hovertemplate=hover, **few))
    if not figure.data:
        return frames.empty("None of these runs has an epoch with a line to beat yet.", title, dark)
    figure.add_hline(y=1, line=style.line("naive", dark))
    figure.update_xaxes(title_text="Epoch", tickformat="d", hoverformat="d")
    figure.update_yaxes(title_text="Validation loss / line to beat")
    note = "Below the dashed line a network is ahead of the best simple method on validation."
    return frames.finish(figure, title, dark, height=320, note=note)
