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
    figure = go.Figure(
        go.Bar(
            x=[str(group) for group in told.index],
            y=told[ours],
            name=style.name(ours),
            marker={"color": style.palette(dark).brand},
            customdata=told["count"],
            hovertemplate=f"%{{y:{style.DIGITS}}} (from %{{customdata:,}})",
        )
    )
    for model in beside:
        mark = {"symbol": style.SYMBOLS.get(model, "x"), "size": 10, "color": style.line(model, dark)["color"]}
        figure.add_trace(
            go.Scatter(
                x=[str(group) for group in told.index],
                y=told[model],
                name=style.name(model),
                mode="markers",
                marker=mark | {"line": {"width": 2, "color": style.line(model, dark)["color"]}},
                hovertemplate=f"%{{y:{style.DIGITS}}}",
            )
        )
    figure.update_xaxes(type="category", showspikes=False)
    figure.update_yaxes(title_text="Mean error", rangemode="tozero")
    figure.update_layout(bargap=0.35)
    return frames.finish(figure, title, dark, height=300)
