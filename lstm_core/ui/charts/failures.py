"""Where the errors are large: one bar for each hour, weekday, month or third of volatility."""

import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style


def failures(table: pd.DataFrame, ours: str, beside: list[str], dark: bool, title: str) -> go.Figure:
    """The mean error of `ours` in each group as a bar with the count in its hover, other models as marks.

    `table` as `evaluation.diagnostics.where` gives it, its index in words.
    """
    told = table.dropna(subset=[ours])
    if told.empty:
        return frames.empty("No group holds enough forecasts to compare. Bring a longer series.", title, dark)
    groups = [str(group) for group in told.index]
    hover = f"%{{y:{style.DIGITS}}}"
    figure = go.Figure(
        go.Bar(
            x=groups,
            y=told[ours],
            name=style.name(ours),
            marker={"color": style.band(ours, dark), "line": {"color": style.line(ours, dark)["color"], "width": 1.5}},
            text=[f"{count:,}" for count in told["count"]],
            textposition="inside",
            insidetextanchor="start",
            textangle=0,
            insidetextfont={"color": style.palette(dark).ink, "size": 11},
            hovertemplate=f"{hover} (from %{{text}})",
        )
    )
    for model in beside:
        mark = {"symbol": style.SYMBOLS.get(model, "x"), "size": 10, "color": style.line(model, dark)["color"]}
        marks = {"mode": "markers", "marker": mark, "hovertemplate": hover}
        figure.add_trace(go.Scatter(x=groups, y=told[model], name=style.name(model), **marks))
    figure.update_xaxes(type="category", showspikes=False)
    figure.update_yaxes(title_text="Mean error", rangemode="tozero")
    figure.update_layout(bargap=0.35)
    note = "In each bar: from how many times forecast."
    return frames.finish(figure, title, dark, height=300, note=note)
