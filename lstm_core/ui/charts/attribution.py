"""What a forecast rests on: each input's part in it, over the steps of the window."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style

SUM, CELL, GAP = 150, 26, 34  # px, the bars, a feature's row, and between the two
MOST = 20  # features that are drawn


def attribution(parts: pd.DataFrame, dark: bool, title: str, unit: str) -> go.Figure:
    """`parts` (steps, features) in `unit`, the oldest step first: bars of all together, a row for each feature."""
    if not np.abs(parts.to_numpy()).any():
        return frames.empty("No input of this window moves the network's answer.", title, dark)
    colours = style.palette(dark)
    strongest = parts.abs().sum().sort_values(ascending=False).index[:MOST]
    shown = parts[[column for column in parts.columns if column in set(strongest)]]
    figure = frames.panes([SUM, max(2 * CELL, CELL * shown.shape[1])], GAP)
    together, steps = parts.sum(axis=1), -np.arange(len(parts))[::-1]
    hue = np.where(together < 0, colours.arima, colours.hybrid)
    figure.add_trace(
        go.Bar(
            x=steps,
            y=together.to_numpy(),
            marker={"color": hue.tolist(), "line": {"width": 0}},
            name="All inputs",
            showlegend=False,
            hovertemplate=f"all inputs %{{y:{style.DIGITS}}}<extra></extra>",
        )
    )
    largest = float(np.abs(shown.to_numpy()).max())
    figure.add_trace(
        go.Heatmap(
            x=steps,
            y=[frames.literal(name, 18) for name in shown.columns],
            z=shown.to_numpy().T,
            yaxis="y2",
            zmin=-largest,
            zmax=largest,
            colorscale=[[0, colours.arima], [0.5, colours.ground], [1, colours.hybrid]],
            showscale=False,
            hovertemplate=f"%{{y}} %{{z:{style.DIGITS}}}<extra></extra>",
        )
    )
    figure.update_layout(
        xaxis={"title": "Steps before the origin", "hoverformat": "d"},
        yaxis={"title": unit, "zeroline": True, "zerolinecolor": colours.border},
        yaxis2={"type": "category", "autorange": "reversed", "showgrid": False},
        bargap=0.15,
    )
    note = f"The {MOST} inputs that matter most of {parts.shape[1]}." if parts.shape[1] > MOST else ""
    return frames.finish(figure, title, dark, height=SUM + GAP + CELL * shown.shape[1] + 60, note=note)
