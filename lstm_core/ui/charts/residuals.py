"""What is left over: the errors as a histogram, their memory, their course along the test part."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style
from lstm_core.ui.charts.thinning import thin

if TYPE_CHECKING:
    from lstm_core.evaluation.diagnostics import Diagnostics

HEIGHT = 260  # px
ERROR = "Truth less forecast"


def histogram(found: "Diagnostics", dark: bool, title: str = "How large are the errors?") -> go.Figure:
    """How often errors of each size occur; zero is marked."""
    if not len(found.counts):
        return frames.empty(found.shape, title, dark)
    colours = style.palette(dark)
    figure = go.Figure(
        go.Bar(
            x=(found.edges[:-1] + found.edges[1:]) / 2,
            y=found.counts,
            width=np.diff(found.edges) * 0.92,
            marker={"color": colours.brand},
            hovertemplate="%{y} errors near %{x:,.3~r}<extra></extra>",
            showlegend=False,
        )
    )
    figure.add_vline(x=0, line={"color": colours.ink, "width": 1, "dash": "dot"})
    figure.update_layout(hovermode="closest")
    figure.update_xaxes(title_text=ERROR, showspikes=False)
    figure.update_yaxes(title_text="Count")
    return frames.finish(figure, title, dark, height=HEIGHT)


def memory(found: "Diagnostics", dark: bool, title: str = "Does one error tell of the next?") -> go.Figure:
    """The errors' autocorrelation by lag, between the bounds that chance keeps to nineteen times in twenty."""
    if len(found.correlations) < 2:
        return frames.empty(found.memory, title, dark)
    colours = style.palette(dark)
    values = found.correlations[1:]
    figure = go.Figure(
        go.Bar(
            x=np.arange(1, len(values) + 1),
            y=values,
            width=0.3,
            marker={"color": colours.brand},
            hovertemplate="lag %{x}: %{y:.2f}<extra></extra>",
            showlegend=False,
        )
    )
    for bound in (-found.bound, found.bound):
        figure.add_hline(y=bound, line={"color": colours.muted, "width": 1, "dash": "dash"})
    reach = 1.15 * max(found.bound, float(np.abs(values).max()))
    figure.update_layout(hovermode="closest")
    figure.update_xaxes(title_text="Lag (forecasts)", dtick=1, showspikes=False)
    figure.update_yaxes(title_text="Autocorrelation", range=[-reach, reach])
    return frames.finish(figure, title, dark, height=HEIGHT)


def course(found: "Diagnostics", dark: bool, title: str = "Do the errors change with time?") -> go.Figure:
    """Each error at its time."""
    if not len(found.errors):
        return frames.empty(found.course, title, dark)
    times, errors = thin(pd.Index(found.times), found.errors)
    figure = go.Figure(
        go.Scatter(
            x=times,
            y=errors,
            mode="markers",
            marker={"color": style.palette(dark).brand, "size": 4, "opacity": 0.7},
            hovertemplate=f"%{{y:{style.DIGITS}}}<extra></extra>",
            showlegend=False,
        )
    )
    figure.add_hline(y=0, line={"color": style.palette(dark).ink, "width": 1, "dash": "dot"})
    figure.update_yaxes(title_text=ERROR)
    frames.time_axis(figure, pd.Index(found.times))
    return frames.finish(figure, title, dark, height=HEIGHT)
