"""The pictures of the Guide's answers: drawn by us, in the colours of every chart; and the gates of one's own run."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import guidecasts, guidenets, style
from lstm_core.ui.charts import guidepen as pen

HEIGHT = 204
DRAWN = {
    "book": guidenets.book,
    "lstm": guidenets.lstm,
    "gate": guidenets.gate,
    "state": guidenets.state,
    "window": guidecasts.window,
    "epoch": guidecasts.epoch,
    "overfitting": guidecasts.overfitting,
    "vanishing": guidenets.vanishing,
    "baseline": guidecasts.baseline,
    "running": guidecasts.running,
    "interval": guidecasts.interval,
    "wrong": guidecasts.wrong,
}
TITLES = {"forget_gate": "Forget gate", "input_gate": "Input gate", "output_gate": "Output gate"}
HEIGHTS, GAP = [150, 210], 22  # px


def picture(name: str, alt: str, dark: bool) -> str:
    """A drawing as an HTML image."""
    return pen.image(DRAWN[name](dark), alt, HEIGHT)


def gates(values: pd.Series, opened: dict[str, np.ndarray], dark: bool, title: str) -> go.Figure:
    """The target over a window, and below it how far each gate stood open at each step, 0 to 1: (steps,) each."""
    figure = frames.panes(HEIGHTS, GAP)
    times = values.index
    figure.add_trace(
        go.Scatter(x=times, y=values, name=frames.literal(values.name), mode="lines", line=style.line("actual", dark))
    )
    for name, open_by in opened.items():
        pane = {"yaxis": frames.axis(2), "hovertemplate": "%{y:.2f}"}
        figure.add_trace(
            go.Scatter(x=times, y=open_by, name=TITLES[name], mode="lines", line=style.gate(name, dark), **pane)
        )
    figure.update_layout(yaxis2={"range": [-0.03, 1.03], "title": {"text": "Open, mean of units"}})
    frames.time_axis(figure, times)
    return frames.finish(figure, title, dark, height=sum(HEIGHTS) + GAP)
