"""How far each unit's gate stands open by hour, weekday or month; or how strong its state is."""

import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style

ROW, AROUND = 8, 90  # px, a unit's row and what surrounds them
LEAST = 200  # px


def by_group(means: pd.DataFrame, hue: str | None, dark: bool, title: str) -> go.Figure:
    """`means` (groups, units), columns unit numbers from strongest to weakest; `hue` names a gate's, None a state."""
    if len(means) < 2:
        return frames.empty("The windows fall into one group only: there is nothing to compare.", title, dark)
    colours = style.palette(dark)
    values = means.to_numpy().T
    reach = float(abs(values).max()) or 1.0
    signed = [[0, colours.arima], [0.5, colours.ground], [1, colours.hybrid]]
    scale = [[0, colours.ground], [1, colours.gates[hue]]] if hue else signed
    figure = go.Figure(
        go.Heatmap(
            x=[str(group) for group in means.index],
            y=[f"unit {unit}" for unit in means.columns],
            z=values,
            zmin=0 if hue else -reach,
            zmax=1 if hue else reach,
            colorscale=scale,
            colorbar={"thickness": 10, "nticks": 3, "outlinewidth": 0},
            hovertemplate="%{y}, %{x}: %{z:.2f}<extra></extra>",
        )
    )
    figure.update_xaxes(type="category", showspikes=False)
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False, nticks=10)
    figure.update_layout(hovermode="closest")
    return frames.finish(figure, title, dark, height=max(LEAST, ROW * len(values) + AROUND))
