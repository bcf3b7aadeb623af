"""Learning as it happens: the losses, and the validation forecast taking shape."""

import math

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style
from lstm_core.ui.charts.thinning import thin

WIDE = 10  # a loss that falls by more than this factor is drawn on a logarithmic axis


def losses(history: list[dict], dark: bool, title: str = "Is it still learning?") -> go.Figure:
    """Training and validation loss per epoch against the line to beat. `history` holds lines of `history.jsonl`."""
    if not history:
        return frames.empty("The first epoch is not done yet. Its loss will stand here.", title, dark)
    table = pd.DataFrame(history).apply(pd.to_numeric, errors="coerce")
    colours = style.palette(dark)
    figure = go.Figure()
    pens = {
        "loss": ("Training loss", {"color": colours.muted, "width": 1.6, "dash": "dot"}, "circle-open"),
        "val_loss": ("Validation loss", {"color": colours.brand, "width": 2.2}, "circle"),
    }
    few = len(table) <= 40
    for column, (label, pen, marker) in pens.items():
        epochs, drawn = thin(table["epoch"].to_numpy(), table[column].to_numpy())
        figure.add_trace(
            go.Scatter(
                x=epochs,
                y=drawn,
                name=label,
                line=pen,
                mode="lines+markers" if few else "lines",
                marker={"size": 6, "symbol": marker},
                hovertemplate="%{y:.3~r}",
            )
        )
    add_line_to_beat(figure, table, dark)
    drawn = np.concatenate([table[column].to_numpy() for column in pens])
    drawn = drawn[np.isfinite(drawn)]
    if len(drawn) and drawn.min() > 0 and drawn.max() > WIDE * drawn.min():
        figure.update_yaxes(type="log", tickvals=ticks(drawn.min(), drawn.max()))
    figure.update_xaxes(title_text="Epoch", tickformat="d", hoverformat="d")
    last = max(5, int(table["epoch"].max()))
    figure.update_xaxes(range=[0.5, last + 0.5], dtick=1 if last <= 10 else None)
    figure.update_yaxes(title_text="Loss (scaled units)")
    return frames.finish(figure, title, dark, height=300)


def ticks(low: float, high: float) -> list[float]:
    """Round numbers for a logarithmic axis, which would else write 0.5 as a bare 5.

    >>> ticks(0.04, 1.1)
    [0.05, 0.1, 0.2, 0.5, 1.0]
    """
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    return [tick for power in powers for step in (1, 2, 5) if low <= (tick := float(f"{step}e{power}")) <= high]


def add_line_to_beat(figure: go.Figure, table: pd.DataFrame, dark: bool) -> None:
    """The loss of the best baseline, as a dashed line that carries its name."""
    known = table.get("line_to_beat", pd.Series(dtype=float)).dropna()
    if known.empty:
        return
    pen = style.line("naive", dark)
    ends = [0.5, max(5.5, table["epoch"].max() + 0.5)]
    level = float(known.iloc[-1])
    figure.add_trace(
        go.Scatter(
            x=ends,
            y=[level, level],
            name="Best baseline",
            mode="lines+text",
            line=pen,
            text=["best baseline", ""],  # a text on the line, because an annotation misses it on a logarithmic axis
            textposition="top right",
            textfont={"size": 12, "color": style.palette(dark).muted},
            showlegend=False,
            hoverinfo="skip",
        )
    )


def taking_shape(preview: dict | None, dark: bool, title: str | None = None) -> go.Figure:
    """The validation forecast after one epoch over what happened. `preview` is one line of `preview.jsonl`."""
    if not preview or not preview.get("time"):
        waiting = title or "The forecast takes shape"
        return frames.empty("After the first epoch the validation forecast will stand here.", waiting, dark)
    times = axis(preview["time"])
    figure = go.Figure()
    for key, model in (("actual", "actual"), ("forecast", "lstm")):
        across, drawn = thin(times, np.array(preview[key], dtype="float64"))
        figure.add_trace(
            go.Scatter(x=across, y=drawn, name=style.name(model), mode="lines", line=style.line(model, dark))
        )
    frames.time_axis(figure, times)
    return frames.finish(figure, title or f"Validation forecast after epoch {preview['epoch']}", dark, height=300)


def axis(times: list) -> pd.Index:
    """ISO texts as dates; numbers stay row numbers."""
    return pd.DatetimeIndex(pd.to_datetime(times)) if isinstance(times[0], str) else pd.Index(times)
