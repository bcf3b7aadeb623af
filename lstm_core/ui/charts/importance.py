"""Which features, and which rows of the window, the trained network's forecasts rest on."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style

BAR, AROUND, MOST = 26, 60, 15  # px of a bar, px of the axis, bars
LAGS_HIGH = 260  # px


def by_feature(features: Sequence[dict], unit: str, dark: bool, title: str = "By feature") -> go.Figure:
    """The rise of the error when a feature is shuffled, with its spread over the repeats; the largest on top.

    `features` are those of `importance.json`: name, mean, spread.
    """
    if not features:
        return frames.empty("This run did not measure what mattered. Train it again.", title, dark)
    shown = sorted(features, key=lambda one: one["mean"], reverse=True)[:MOST][::-1]
    figure = go.Figure(
        go.Bar(
            y=[frames.literal(one["name"], 28) for one in shown],
            x=[one["mean"] for one in shown],
            orientation="h",
            error_x=spread(shown, dark),
            marker={"color": style.palette(dark).brand},
            customdata=[one["spread"] for one in shown],
            hovertemplate=f"%{{y}}: %{{x:{style.DIGITS}}} ± %{{customdata:{style.DIGITS}}}<extra></extra>",
            showlegend=False,
        )
    )
    figure.update_yaxes(showgrid=False, type="category")
    figure.update_xaxes(title_text=rise(unit), showgrid=True, gridcolor=style.palette(dark).grid, showspikes=False)
    figure.update_layout(hovermode="closest", bargap=0.35)
    left = f"The {MOST} largest of {len(features)}." if len(features) > MOST else ""
    return frames.finish(figure, title, dark, height=BAR * len(shown) + AROUND, note=left)


def by_lag(lags: Sequence[dict], unit: str, dark: bool, title: str = "By row of the window") -> go.Figure:
    """The same by how long before the origin the rows lie, the latest to the right. `lags`: from, to, mean, spread."""
    if not lags:
        return frames.empty("This run did not measure what mattered. Train it again.", title, dark)
    shown = sorted(lags, key=lambda one: -one["from"])
    figure = go.Figure(
        go.Bar(
            x=[rows(one) for one in shown],
            y=[one["mean"] for one in shown],
            error_y=spread(shown, dark),
            marker={"color": style.palette(dark).brand},
            hovertemplate=f"%{{x}} rows before the origin: %{{y:{style.DIGITS}}}<extra></extra>",
            showlegend=False,
        )
    )
    figure.update_xaxes(title_text="Rows before the origin", type="category", showspikes=False)
    figure.update_yaxes(title_text=rise(unit))
    figure.update_layout(hovermode="closest", bargap=0.35)
    return frames.finish(figure, title, dark, height=LAGS_HIGH)


def spread(shown: Sequence[dict], dark: bool) -> dict:
    """The standard deviation over the repeats as an error bar."""
    return {
        "array": np.array([one["spread"] for one in shown]),
        "color": style.palette(dark).ink,
        "thickness": 1.2,
        "width": 3,
    }


def rows(one: dict) -> str:
    """A group of rows by their distance from the origin.

    >>> rows({"from": 9, "to": 7}), rows({"from": 0, "to": 0})
    ('9–7', '0')
    """
    return f"{one['from']}–{one['to']}" if one["from"] != one["to"] else str(one["to"])


def rise(unit: str) -> str:
    """What the bars measure."""
    return f"Rise of the mean error ({unit})" if unit else "Rise of the mean error"
