"""The time machine: from one origin after another, the path that was forecast and what happened, in the browser alone.

Every origin is a frame of the figure. Slider and play button switch frames without asking the server; `ui.keys` gives
both to the keyboard.
"""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui import words
from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import scrubbing, style
from lstm_core.ui.charts.thinning import thin

ORIGINS = 120
PATH_POINTS = 6_000  # of one model over all frames: what keeps a year of hourly paths under 2 MB
STRIP_POINTS = 600
HEIGHT, STRIP = 380, 60  # px
BEFORE, AFTER = 3, 1  # spans of a path in view before and behind it


def timemachine(
    rows: pd.DataFrame,
    known: pd.Series,
    ours: str,
    rival: str,
    dark: bool,
    title: str = "What was forecast when",
    first: int = 0,
) -> go.Figure:
    """`rows` are the multi-step forecasts of a part, `known` all that was measured, by time; `first` is the frame
    that is shown.

    The view moves along with the origin and keeps its scale, so that the paths of two origins can be compared.
    """
    origins = scrubbed(rows)
    if len(origins) < 2:
        return frames.empty("There is one origin only: its whole path stands in the chart above.", title, dark)
    paths = {model: path_of(rows, origins, model) for model in (ours, rival)}
    views = views_of(paths, known, origins)
    drawn = [moving(paths, at, ours, rival) for at in range(len(origins))]

    figure = frames.panes([HEIGHT, STRIP], scrubbing.GAP)
    figure.update_layout(xaxis={"anchor": "y"}, xaxis2={"anchor": "y2", "showspikes": False})
    figure.update_layout(yaxis2={"anchor": "x2", "visible": False})
    for trace in (*standing(known, dark), *pens(ours, rival, paths[ours], dark)):
        figure.add_trace(trace)
    pen = len(figure.data) - len(drawn[0])
    for trace, values in zip(figure.data[pen:], drawn[first], strict=True):
        trace.update(values)
    figure.frames = [
        {
            "name": str(at),
            "data": [{"type": "scatter"} | values for values in drawn[at]],
            "traces": list(range(pen, pen + len(drawn[at]))),
            "layout": {"xaxis": {"range": across}, "yaxis": {"range": upright}},
        }
        for at, (across, upright) in enumerate(views)
    ]
    frames.time_axis(figure, known.index)
    figure.update_layout(xaxis={"range": views[first][0]}, yaxis={"range": views[first][1]})
    labels = [label(paths, at, ours, rival) for at in range(len(origins))]
    note = "One frame for each origin. Drag the slider, press Play, or use the arrow keys on it."
    frames.finish(figure, title, dark, height=HEIGHT + scrubbing.GAP + STRIP, note=note)
    figure.update_layout(legend={"traceorder": "normal"}, meta={"origins": told(list(origins))})
    scrubbing.controlled(figure, labels, dark)
    return figure.update_layout({"sliders[0].active": first})


def scrubbed(rows: pd.DataFrame) -> pd.Index:
    """The origins that become frames, evenly chosen, the first and the last among them."""
    origins = pd.Index(rows["origin"].unique()).sort_values()
    most = int(np.clip(PATH_POINTS // max(1, rows["step"].max()), 2, ORIGINS))
    return origins[np.unique(np.linspace(0, len(origins) - 1, most).round().astype(int))]


def path_of(rows: pd.DataFrame, origins: pd.Index, model: str) -> pd.DataFrame:
    """A model's rows from these origins, in order."""
    mine = rows[(rows["model"] == model) & rows["origin"].isin(origins)]
    return mine.sort_values(["origin", "step"])


def moving(paths: dict[str, pd.DataFrame], at: int, ours: str, rival: str) -> list[dict]:
    """What a frame changes: band above and below, our path, the rival's, the origin, and its place in the strip."""
    mine, theirs = (one(paths[model], at) for model in (ours, rival))
    origin = mine["origin"].iloc[0]
    there = mine["last"].iloc[0]
    band = [] if mine["lower"].isna().all() else [mine["upper"], mine["lower"]]
    lines = [*band, mine["forecast"], theirs["forecast"]]
    ahead = told([origin, *mine["time"]])
    place = told([origin])
    return [
        *({"x": ahead, "y": np.r_[there, line.to_numpy(dtype="float64")]} for line in lines),
        {"x": place, "y": np.array([there])},
        {"x": place, "y": np.array([there])},
    ]


def one(path: pd.DataFrame, at: int) -> pd.DataFrame:
    """The rows of the origin number `at`."""
    steps = int(path["step"].max())
    return path.iloc[at * steps : (at + 1) * steps]


def told(times: list) -> list:
    """Times as short text: they stand in the page once for each frame.

    >>> told([pd.Timestamp("2024-01-31"), pd.Timestamp("2024-01-31 05:00")]), told([7])
    (['2024-01-31', '2024-01-31T05:00'], [7])
    """
    if not isinstance(times[0], pd.Timestamp):
        return [int(time) for time in times]
    return [time.isoformat().removesuffix(":00").removesuffix("T00:00") for time in times]


def standing(known: pd.Series, dark: bool) -> list[go.Scatter]:
    """What no frame changes: what happened, in the large pane and in the strip below."""
    pen = style.line("actual", dark)
    times, values = thin(known.index, known.to_numpy())
    small, low = thin(known.index, known.to_numpy(), STRIP_POINTS)
    hover = f"%{{y:{style.DIGITS}}}"
    strip = {"xaxis": "x2", "yaxis": "y2", "showlegend": False, "hoverinfo": "skip", "line": pen | {"width": 1}}
    return [
        go.Scatter(x=times, y=values, name=style.name("actual"), mode="lines", line=pen, hovertemplate=hover),
        go.Scatter(x=small, y=low, name="all", mode="lines", **strip),
    ]


def pens(ours: str, rival: str, path: pd.DataFrame, dark: bool) -> list[go.Scatter]:
    """How that which frames change is drawn, without values, in the order of `moving`."""
    colours, hover = style.palette(dark), f"%{{y:{style.DIGITS}}}"
    nothing = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    named = f"{style.name(ours)}, {path['level'].max():.0%} band"
    band = [
        go.Scatter(name="upper", showlegend=False, **nothing),
        go.Scatter(name=named, fill="tonexty", fillcolor=style.band(ours, dark), **nothing),
    ]
    mark = {"symbol": "circle", "size": 9, "color": colours.ink}
    spot = {"mode": "markers", "marker": mark, "hoverinfo": "skip"}
    return [
        *([] if path["lower"].isna().all() else band),
        *(
            go.Scatter(name=style.name(model), mode="lines", line=style.line(model, dark), hovertemplate=hover)
            for model in (ours, rival)
        ),
        go.Scatter(name="Origin", **spot),
        go.Scatter(name="place", xaxis="x2", yaxis="y2", showlegend=False, **spot),
    ]


def views_of(paths: dict[str, pd.DataFrame], known: pd.Series, origins: pd.Index) -> list[tuple[list, list]]:
    """The ranges in view at each origin, all of one height but where a frame needs more."""
    mine = next(iter(paths.values()))
    steps = int(mine["step"].max())
    places = known.index.get_indexer(origins, method="nearest")
    last, spans = len(known) - 1, []
    for at, place in enumerate(places):
        low, high = max(0, place - max(12, BEFORE * steps)), min(last, place + steps + max(4, AFTER * steps))
        seen = [known.iloc[low : high + 1].to_numpy(dtype="float64")]
        seen += [one(path, at)[edge].to_numpy(dtype="float64") for path in paths.values() for edge in EDGES]
        seen = np.concatenate(seen)
        spans.append((known.index[low], known.index[high], np.nanmin(seen), np.nanmax(seen)))
    usual = np.quantile([high - low for *_, low, high in spans], 0.95) or 1.0
    views = []
    for start, end, low, high in spans:
        half = 0.54 * max(usual, high - low)
        views.append((told([start, end]), [(low + high) / 2 - half, (low + high) / 2 + half]))
    return views


EDGES = ("forecast", "lower", "upper")


def label(paths: dict[str, pd.DataFrame], at: int, ours: str, rival: str) -> str:
    """The origin, and how far both models were off from there."""
    mine, theirs = (one(paths[model], at) for model in (ours, rival))
    off = [words.number(float((path["actual"] - path["forecast"]).abs().mean()), 3) for path in (mine, theirs)]
    return (
        f"{words.date(mine['origin'].iloc[0])}<br>{style.name(ours)} off by {off[0]}, {style.name(rival)} by {off[1]}"
    )
