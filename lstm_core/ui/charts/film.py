"""The film of learning: the validation forecast after each epoch, over what happened."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import moving, scrubbing, style

FRAMES = 120  # epochs that can be shown at most
POINTS = 36_000  # of all frames together: what keeps the film under half a megabyte
HEIGHT = 280  # px
ROOM = 0.2  # of the actual values' span, above and below them
FINE = 10_000  # parts of that span that a frame's values are rounded to
FORECAST = 1  # the place of the trace that a frame changes
TITLE = "The validation forecast, one step ahead"


def film(preview: dict | None, dark: bool, kind: str = "lstm", title: str = TITLE) -> go.Figure:
    """The forecast of one line of `preview.jsonl` over what happened; the view fits what happened, in every epoch.

    `kind` is the network's.
    """
    if not preview or not preview.get("time"):
        return frames.empty("After the first epoch the validation forecast will stand here.", title, dark)
    times = axis(preview["time"])
    figure = go.Figure()
    for key, model in (("actual", "actual"), ("forecast", kind)):
        figure.add_trace(
            go.Scatter(
                x=times,
                y=preview[key],
                name=style.name(model),
                mode="lines",
                line=style.line(model, dark),
                hovertemplate=f"%{{y:{style.DIGITS}}}",
            )
        )
    frames.time_axis(figure, times)
    low, high = span(preview)
    figure.update_yaxes(range=[low - ROOM * (high - low), high + ROOM * (high - low)])
    return frames.finish(figure, title, dark, height=HEIGHT)


def stage(preview: dict, dark: bool, kind: str = "lstm") -> go.Figure:
    """The same chart without a forecast, for the frames to fill."""
    nothing = [None] * len(preview["time"])
    return moving.standing(film(preview | {"forecast": nothing}, dark, kind))


def alone(standing: go.Figure, frames: list[list], labels: list[str], dark: bool) -> go.Figure:
    """The film as one figure that plays itself; `frames` are the forecasts, `standing` the chart that they fill."""
    figure = go.Figure(standing).update_layout(updatemenus=None)
    figure.data[FORECAST].y = frames[-1]
    if len(frames) == 1:
        return figure
    return scrubbing.film(figure, [[{}, {"y": frame}] for frame in frames], labels, dark)


def frames_of(previews: list[dict]) -> dict[int, list[float]]:
    """The forecasts by epoch, evenly chosen where there are too many, the last among them.

    >>> frames_of([{"epoch": n, "actual": [0.0, 1.0], "forecast": [n / 3, 1.0], "time": [1, 2]} for n in (1, 2)])
    {1: [0.3333, 1.0], 2: [0.6667, 1.0]}
    """
    whole = [one for one in previews if len(one["forecast"]) == len(previews[0]["time"])]
    most = int(np.clip(POINTS // max(1, len(previews[0]["time"])), 2, FRAMES)) if previews else 0
    chosen = np.unique(np.linspace(0, len(whole) - 1, min(most, len(whole))).round().astype(int))
    return {whole[at]["epoch"]: rounded(whole[at], *span(previews[0])) for at in chosen}


def rounded(preview: dict, low: float, high: float) -> list[float | None]:
    """A frame's values as short as the eye needs them."""
    digits = int(np.ceil(-np.log10((high - low) / FINE))) if high > low else 6
    values = np.array(preview["forecast"], dtype="float64").round(digits)
    return [float(value) if np.isfinite(value) else None for value in values]


def span(preview: dict) -> tuple[float, float]:
    """From the lowest to the highest of what happened; one apart where all is the same."""
    actual = np.array(preview["actual"], dtype="float64")
    low, high = (float(np.nanmin(actual)), float(np.nanmax(actual))) if np.isfinite(actual).any() else (0.0, 1.0)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def axis(times: list) -> pd.Index:
    """ISO texts as dates; numbers stay row numbers."""
    return pd.DatetimeIndex(pd.to_datetime(times)) if isinstance(times[0], str) else pd.Index(times)
