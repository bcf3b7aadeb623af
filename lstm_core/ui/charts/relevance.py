"""What features tell of the target's next value, and which of them say the same."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style

BAR, AROUND, MOST = 26, 70, 20  # px of a bar, px of the axis, features drawn
CELL, WRITTEN = 26, 10  # px of a square, features up to which numbers stand in the squares


def bars(found: pd.DataFrame, asked: str, dark: bool, title: str) -> go.Figure:
    """Correlation to the left, mutual information to the right, the most informative feature on top.

    `found` is what `features.relevance.measured` gives, `asked` is `value` or `change`.
    """
    if found.empty:
        return frames.empty("No feature to ask about yet.", title, dark)
    shown = found.nlargest(MOST, f"{asked}_information").iloc[::-1]
    names = [frames.literal(name, 28) for name in shown.index]
    colours = style.palette(dark)
    figure = go.Figure()
    kinds = (("correlation", "x", colours.arima, ""), ("information", "x2", colours.brand, " nats"))
    for column, place, hue, unit in kinds:
        figure.add_trace(
            go.Bar(
                y=names,
                x=shown[f"{asked}_{column}"],
                xaxis=place,
                orientation="h",
                marker={"color": hue},
                hovertemplate=f"%{{y}}: %{{x:.3f}}{unit}<extra></extra>",
                showlegend=False,
            )
        )
    axis = {"showgrid": True, "gridcolor": colours.grid, "showspikes": False, "nticks": 4, "tickangle": 0}
    figure.update_layout(
        xaxis=axis | {"domain": [0, 0.48], "title": "Correlation", "zeroline": True, "zerolinecolor": colours.border},
        xaxis2=axis | {"domain": [0.52, 1], "title": "Mutual information", "rangemode": "tozero"},
        yaxis={"type": "category", "showgrid": False},
        hovermode="closest",
        bargap=0.35,
    )
    note = f"The {MOST} most informative of {len(found)}." if len(found) > MOST else ""
    return frames.finish(figure, title, dark, height=BAR * len(shown) + AROUND, note=note)


def map_of(correlations: pd.DataFrame, dark: bool, title: str = "Which features say the same?") -> go.Figure:
    """Rank correlation of each feature with each other (features, features), -1 to 1."""
    if len(correlations) < 2:
        return frames.empty("It takes two features to compare. Add another.", title, dark)
    shown = correlations.iloc[:MOST, :MOST]
    names = [frames.literal(name, 20) for name in shown.index]
    colours, values = style.palette(dark), shown.to_numpy()
    figure = go.Figure(
        go.Heatmap(
            x=names,
            y=names,
            z=values,
            zmin=-1,
            zmax=1,
            colorscale=[[0, colours.arima], [0.5, colours.ground], [1, colours.hybrid]],
            colorbar={"thickness": 10, "tickvals": [-1, 0, 1], "outlinewidth": 0},
            text=np.round(values, 2) if len(shown) <= WRITTEN else None,
            texttemplate="%{text}" if len(shown) <= WRITTEN else None,
            hovertemplate="%{y} and %{x}: %{z:.2f}<extra></extra>",
        )
    )
    figure.update_xaxes(type="category", showspikes=False, tickangle=-45)
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    figure.update_layout(hovermode="closest")
    note = f"The first {MOST} of {len(correlations)}." if len(correlations) > MOST else ""
    return frames.finish(figure, title, dark, height=CELL * len(shown) + 130, note=note)
