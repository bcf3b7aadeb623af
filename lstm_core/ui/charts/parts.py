"""ARIMA + LSTM as a storyboard: the series is the linear part, plus what the LSTM adds, plus what is left."""

import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style
from lstm_core.ui.charts.thinning import thin

HEIGHTS, GAP = [240, 130, 130], 22  # px


def storyboard(told: pd.DataFrame, dark: bool, title: str = "Linear part, LSTM part, and what is left") -> go.Figure:
    """Three panes on one time axis. `told` holds one row a time: time, actual, linear, lstm, left."""
    if told.empty:
        return frames.empty("No forecast was made at this step. Choose another.", title, dark)
    told = told.sort_values("time")
    times = pd.Index(told["time"])
    figure = frames.panes(HEIGHTS, GAP)
    ink = style.line("actual", dark)
    rows = (
        ("actual", style.name("actual"), ink, 1),
        ("linear", "ARIMA: linear part", style.line("arima", dark), 1),
        ("lstm", "LSTM part", style.line("lstm", dark), 2),
        ("left", "What is left", ink | {"width": 1}, 3),
    )
    for column, name, pen, row in rows:
        across, values = thin(times, told[column].to_numpy(dtype="float64"))
        hover = f"%{{y:{style.DIGITS}}}"
        pane = {"mode": "lines", "line": pen, "yaxis": frames.axis(row), "hovertemplate": hover}
        figure.add_trace(go.Scatter(x=across, y=values, name=name, **pane))
    reach = 1.08 * float(told[["lstm", "left"]].abs().max().max() or 1)
    both = {"range": [-reach, reach], "zeroline": True, "zerolinecolor": style.palette(dark).border}
    figure.update_layout(yaxis2=both | {"title": {"text": "LSTM part"}}, yaxis3=both | {"title": {"text": "Left"}})
    frames.time_axis(figure, times)
    note = "The two lower panes share one scale."
    return frames.finish(figure, title, dark, height=sum(HEIGHTS) + 2 * GAP, note=note)
