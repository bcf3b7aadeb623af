"""Learning as it happens: the losses against the line to beat, and under them the learning rate."""

import math

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import moving, style
from lstm_core.ui.charts.thinning import thin

WIDE = 10  # a loss that falls by more than this factor is drawn on a logarithmic axis
HEIGHT, RATE, GAP = 250, 44, 16  # px
COLUMNS = ["epoch", "loss", "val_loss", "learning_rate", "line_to_beat"]
TITLE = "Is it still learning?"
SHOWN = 4  # the place of the trace that marks an epoch


def losses(history: list[dict], dark: bool, title: str = TITLE, to_beat: str = "best baseline") -> go.Figure:
    """Training and validation loss per epoch against the line to beat, which is the loss of the method `to_beat`.

    `history` holds lines of `history.jsonl`.
    """
    if not history:
        return frames.empty("The first epoch is not done yet. Its loss will stand here.", title, dark)
    return drawn(history, dark, title, to_beat)


def stage(dark: bool, title: str = TITLE) -> go.Figure:
    """The same chart before the first epoch, for `moving.change(losses(...))` to fill."""
    return moving.standing(drawn([], dark, title, ""))


def drawn(history: list[dict], dark: bool, title: str, to_beat: str) -> go.Figure:
    """The chart; its traces are always the same ones in the same order, with values or without."""
    table = pd.DataFrame(history).reindex(columns=COLUMNS).apply(pd.to_numeric, errors="coerce")
    colours, rows = style.palette(dark), table.to_numpy(dtype="float64")
    many = "lines" if len(table) > 40 else "lines+markers"
    figure = frames.panes([HEIGHT, RATE], GAP)
    loss = {"mode": many, "hovertemplate": "%{y:.3~r}"}
    figure.add_trace(
        curve(
            table,
            "loss",
            "Training loss",
            line={"color": colours.muted, "width": 1.6, "dash": "dot"},
            marker={"size": 6, "symbol": "circle-open"},
            **loss,
        )
    )
    figure.add_trace(
        curve(
            table,
            "val_loss",
            "Validation loss",
            line={"color": colours.brand, "width": 2.2},
            marker={"size": 6, "symbol": "circle"},
            **loss,
        )
    )
    figure.add_trace(line_to_beat(table, to_beat, dark))
    best = table.loc[[table["val_loss"].idxmin()]] if table["val_loss"].notna().any() else table.iloc[:0]
    mark = {"mode": "markers", "hoverinfo": "skip"}
    figure.add_trace(
        go.Scatter(
            x=best["epoch"].to_numpy(),
            y=best["val_loss"].to_numpy(),
            name="Best epoch",
            marker={"size": 13, "symbol": "diamond-open", "color": colours.ink, "line": {"width": 1.6}},
            **mark,
        )
    )
    shown = {"size": 15, "symbol": "circle-open", "color": colours.hybrid, "line": {"width": 2}}
    figure.add_trace(go.Scatter(x=[], y=[], name="Epoch shown below", marker=shown, **mark))
    rate = {"color": colours.baseline, "width": 1.5}
    figure.add_trace(
        curve(
            table,
            "learning_rate",
            "Learning rate",
            yaxis=frames.axis(2),
            mode="lines",
            line=rate,
            showlegend=False,
            hovertemplate="%{y:.3~g}",
        )
    )
    falls = rows[:, 1:3][np.isfinite(rows[:, 1:3])]
    figure.update_layout(yaxis={"type": "linear", "tickmode": "auto"})  # said, because a chart in place must go back
    if len(falls) and falls.min() > 0 and falls.max() > WIDE * falls.min():
        figure.update_layout(yaxis={"type": "log", "tickmode": "array", "tickvals": ticks(falls.min(), falls.max())})
    if not history:
        words = {"text": "The first epoch is not done yet.", "font": {"size": 14, "color": colours.muted}}
        figure.add_annotation(**words, showarrow=False, x=0.5, y=0.6, xref="paper", yref="paper")
    few = len(table) <= 10
    figure.update_xaxes(title_text="Epoch", tickformat="d", hoverformat="d", dtick=1 if few else None)
    figure.update_xaxes(autorangeoptions={"include": [0.5, 5.5]})
    figure.update_layout(yaxis_title_text="Loss (scaled units)")
    figure.update_layout(yaxis2={"title_text": "Rate", "rangemode": "tozero", "nticks": 3, "tickformat": "~g"})
    for axes in (figure.update_xaxes, figure.update_yaxes):
        axes(showticklabels=bool(history))
    return frames.finish(figure, title, dark, height=HEIGHT + GAP + RATE)


def curve(table: pd.DataFrame, column: str, label: str, **pen: object) -> go.Scatter:
    """One column by epoch."""
    epochs, values = thin(table["epoch"].to_numpy(), table[column].to_numpy())
    return go.Scatter(x=epochs, y=values, name=label, **pen)


def ticks(low: float, high: float) -> list[float]:
    """Round numbers for a logarithmic axis, which would else write 0.5 as a bare 5.

    >>> ticks(0.04, 1.1)
    [0.05, 0.1, 0.2, 0.5, 1.0]
    """
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    return [tick for power in powers for step in (1, 2, 5) if low <= (tick := float(f"{step}e{power}")) <= high]


def line_to_beat(table: pd.DataFrame, to_beat: str, dark: bool) -> go.Scatter:
    """The loss of the best baseline, as a dashed line that carries its name; without points where it is not known."""
    known = table["line_to_beat"].dropna()
    across = [0.5, max(5.5, table["epoch"].max() + 0.5)] if len(known) else []
    highest = bool(len(known)) and table[["loss", "val_loss"]].max().max() <= known.iloc[-1]
    return go.Scatter(
        x=across,
        y=[float(known.iloc[-1])] * 2 if len(known) else [],
        name=f"Line to beat: {to_beat}" if to_beat else "Line to beat",
        mode="lines+text",
        line=style.line("naive", dark),
        text=[f"to beat: {to_beat}", ""] if len(known) else [],  # an annotation misses a line on a logarithmic axis
        textposition="bottom right" if highest else "top right",
        textfont={"size": 12, "color": style.palette(dark).muted},
        showlegend=False,
        hoverinfo="skip",
    )
