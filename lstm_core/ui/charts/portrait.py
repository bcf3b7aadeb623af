"""A series in three small pictures: where values are missing, how they spread, what repeats."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style

BINS = 300  # of the strip; more than these are thinner than a pixel on a phone
MOST_COLUMNS = 30
STRIP, SMALL = 22, 220  # px: a column's strip, a small chart


def missing(frame: pd.DataFrame, title: str, dark: bool) -> go.Figure:
    """The share of missing values over time, one strip a column; those that lack most when there are many columns."""
    shares = missing_shares(frame)
    if shares.empty:
        return frames.empty("No value is missing.", title, dark)
    colours = style.palette(dark)
    figure = go.Figure(
        go.Heatmap(
            x=frame.index[np.linspace(0, len(frame), len(shares), endpoint=False).astype(int)],
            y=[frames.literal(column, 24) for column in shares],
            z=shares.to_numpy().T,
            zmin=0,
            zmax=1,
            colorscale=[[0, colours.ground], [0.001, colours.grid], [1, colours.ink]],
            showscale=False,
            hovertemplate="%{y}: %{z:.0%} missing<br>from %{x}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, type="category")
    frames.time_axis(figure, frame.index[:0])
    figure.update_layout(hovermode="closest")
    frames.finish(figure, title, dark, height=STRIP * shares.shape[1] + 48)
    return figure.update_layout(margin_t=figure.layout.margin.t + 8)


def missing_shares(frame: pd.DataFrame) -> pd.DataFrame:
    """The share of missing values (bins, columns) in at most BINS runs of equally many rows; complete columns left out.

    >>> missing_shares(pd.DataFrame({"a": [1.0, None], "b": [1.0, 2.0]})).to_dict("list")
    {'a': [0.0, 1.0]}
    """
    gone = frame.isna()
    counts = gone.sum()
    worst = counts[counts > 0].nlargest(MOST_COLUMNS).index
    columns = [column for column in frame.columns if column in worst]
    edges = np.linspace(0, len(frame), min(BINS, len(frame)) + 1).astype(int)
    sums = np.add.reduceat(gone[columns].to_numpy(dtype="int64"), edges[:-1], axis=0)
    return pd.DataFrame(sums / np.diff(edges)[:, None], columns=columns)


def spread(values: pd.Series, title: str, dark: bool) -> go.Figure:
    """How often which values occur, with the mean and the median marked."""
    numbers = values.to_numpy(dtype="float64")
    numbers = numbers[np.isfinite(numbers)]
    if not len(numbers):
        return frames.empty("No values to count.", title, dark)
    counts, edges = np.histogram(numbers, bins=min(60, max(10, int(np.sqrt(len(numbers))))))
    colours = style.palette(dark)
    figure = go.Figure(
        go.Bar(
            x=(edges[:-1] + edges[1:]) / 2,
            y=counts,
            width=np.diff(edges),
            marker={"color": colours.baseline, "line": {"width": 0}},
            hovertemplate=f"around %{{x:{style.DIGITS}}}: %{{y:,}} rows<extra></extra>",
            showlegend=False,
        )
    )
    mean, median = float(numbers.mean()), float(np.median(numbers))
    mark(figure, mean, "Mean", "solid", dark, left=mean < median)
    mark(figure, median, "Median", "dash", dark, left=mean >= median)
    figure.update_layout(bargap=0, hovermode="closest", xaxis_title_text=frames.literal(values.name))
    figure.update_layout(yaxis_title_text="Rows", xaxis_showspikes=False)
    figure.update_yaxes(range=[0, 1.2 * int(counts.max())])  # room for the names of the marks
    return frames.finish(figure, title, dark, height=SMALL)


def rhythm(correlations: np.ndarray, season: int, title: str, dark: bool) -> go.Figure:
    """How alike the series is to itself some rows before (-1 to 1, by lag from 0); a `season` above 1 is marked."""
    if len(correlations) < 3 or not correlations.any():
        return frames.empty("The series is too short, or too even, to repeat itself.", title, dark)
    pen = style.line("actual", dark)
    figure = go.Figure(
        go.Scatter(
            x=np.arange(1, len(correlations)),
            y=correlations[1:],
            mode="lines",
            line=pen,
            fill="tozeroy",
            fillcolor=style.palette(dark).parts["test"],
            hovertemplate="%{x} rows before: %{y:.2f}<extra></extra>",
            showlegend=False,
        )
    )
    if 1 < season < len(correlations):
        mark(figure, season, f"{season} rows", "solid", dark)
    figure.update_layout(xaxis_title_text="Rows before", yaxis_title_text="Autocorrelation", hovermode="closest")
    figure.update_yaxes(range=[min(0.0, 1.1 * float(correlations.min())), 1.2])
    return frames.finish(figure, title, dark, height=SMALL)


def mark(figure: go.Figure, x: float, name: str, dash: str, dark: bool, left: bool = False) -> None:
    """A named vertical line."""
    colours = style.palette(dark)
    figure.add_vline(x=x, line={"color": colours.brand, "width": 1.6, "dash": dash})
    figure.add_annotation(
        x=x,
        y=1,
        yref="paper",
        text=name,
        showarrow=False,
        xanchor="right" if left else "left",
        yanchor="top",
        xshift=-4 if left else 4,
        font={"size": 12, "color": colours.brand},
    )
