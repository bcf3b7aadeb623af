"""Forecast against what happened, the future beyond the data, and the error by step ahead."""

from collections.abc import Collection

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style
from lstm_core.ui.charts.thinning import LIMIT, kept, thin

ORDER = list(style.NAMES)


def forecast(
    backtest: pd.DataFrame,
    future: pd.DataFrame | None,
    mode: str,
    step: int = 1,
    dark: bool = False,
    *,
    origin: object = None,
    context: pd.Series | None = None,
    part: str = "test",
    beside: Collection[str] = ("naive",),
    title: str = "Forecast against what happened",
    unit: str = "",
    ours: str = "lstm",
) -> go.Figure:
    """All models over one part, with the band of `ours` and the future beyond the data.

    `mode` is one_step or multi_step. Of a multi_step backtest with many origins the chart shows what was forecast
    `step` steps ahead, or, given an `origin`, the one path that starts there. `context` holds actual values from
    before the part. Models not named in `beside` wait in the legend.
    """
    rows = backtest[(backtest["part"] == part) & (backtest["mode"] == mode)]
    if rows.empty:
        return frames.empty("There is no forecast of this kind yet. Train a network first.", title, dark)
    chosen, note = choose(rows, mode, step, origin)
    if chosen.empty:
        return frames.empty("No forecast was made at this step or origin. Choose another.", title, dark)
    known = rows.drop_duplicates("time").set_index("time")["actual"].sort_index()
    before = context if context is not None else known[:0]
    actual = pd.concat([values for values in (before[~before.index.isin(known.index)], known) if len(values)])
    if origin is not None:
        actual, future = around(actual, chosen["time"]), None
        known = known[known.index.isin(actual.index)]

    figure = go.Figure()
    add_band(figure, chosen[chosen["model"] == ours], dark)
    times, values = thin(actual.index, actual.to_numpy())
    pen = style.line("actual", dark)
    hover = {"hovertemplate": f"%{{y:{style.DIGITS}}}"}
    figure.add_trace(go.Scatter(x=times, y=values, name=style.name("actual"), mode="lines", line=pen, **hover))
    for model in ranked(chosen):
        add_model(figure, chosen[chosen["model"] == model], model, dark, model in {ours, *beside})
    frames.tint(figure, part, known.index[0], known.index[-1], dark)
    shown = actual.index
    if future is not None and len(future):
        add_future(figure, future, ours, beside, dark)
        frames.tint(figure, "future", known.index[-1], future["time"].max(), dark, beside="left")
        shown = shown.append(pd.Index(future["time"].drop_duplicates()))
    if origin is not None:
        rule = {"color": style.palette(dark).ink, "width": 1, "dash": "dot"}
        figure.add_shape(type="line", xref="x", yref="paper", x0=origin, x1=origin, y0=0, y1=1, line=rule)
    figure.update_yaxes(title_text=unit)
    frames.time_axis(figure, shown)
    slider = {"thickness": 0.09, "bordercolor": style.palette(dark).border, "borderwidth": 1}
    figure.update_xaxes(rangeslider=slider | {"visible": origin is None})
    return frames.finish(figure, title, dark, height=480, note=note)


def choose(rows: pd.DataFrame, mode: str, step: int, origin: object) -> tuple[pd.DataFrame, str]:
    """The rows that the chart draws, and the sentence that says which kind of forecast they are."""
    if mode == "one_step":
        return rows[rows["step"] == 1], "One-step: each point sees all actual values before it."
    if origin is not None:
        return rows[rows["origin"] == origin], "Free-running: one path that sees nothing after its origin."
    if rows["origin"].nunique() == 1:
        return rows, "Free-running: it sees nothing after the start of the part."
    ahead = "1 step" if step == 1 else f"{step} steps"
    return rows[rows["step"] == step], f"Each point was forecast {ahead} before it happened."


def around(actual: pd.Series, path: pd.Series) -> pd.Series:
    """The actual values near one path: far enough back to see where it comes from."""
    first, last = actual.index.searchsorted([path.min(), path.max()])
    length = max(10, last - first + 1)
    return actual.iloc[max(0, first - 6 * length) : last + 2 * length + 1]


def ranked(rows: pd.DataFrame) -> list[str]:
    """The models in the order of the legend, those without a name of their own last."""
    return sorted(rows["model"].unique(), key=lambda model: (ORDER.index(model) if model in ORDER else 99, model))


def add_model(figure: go.Figure, rows: pd.DataFrame, model: str, dark: bool, visible: bool) -> None:
    """One model's line; the hover adds its band in numbers."""
    rows = rows.sort_values("time")
    rows = rows.iloc[kept(rows["forecast"].to_numpy())]
    template, data = f"%{{y:{style.DIGITS}}}", None
    if rows["lower"].notna().any():
        template += f" (%{{customdata[0]:{style.DIGITS}}} to %{{customdata[1]:{style.DIGITS}}})"
        data = rows[["lower", "upper"]].to_numpy(dtype="float64")
    figure.add_trace(
        go.Scatter(
            x=rows["time"],
            y=rows["forecast"],
            customdata=data,
            name=style.name(model),
            legendgroup=model,
            mode="lines" if len(rows) > 1 else "markers",
            line=style.line(model, dark),
            visible=True if visible else "legendonly",
            hovertemplate=template,
        )
    )


def add_band(figure: go.Figure, rows: pd.DataFrame, dark: bool, in_legend: bool = True) -> None:
    """A model's interval as a translucent band, named after the coverage that it claims."""
    rows = rows.dropna(subset=["lower", "upper"]).sort_values("time")
    if rows.empty:
        return
    lower, upper = (rows[edge].to_numpy(dtype="float64") for edge in ("lower", "upper"))
    both = np.union1d(kept(lower, LIMIT // 2), kept(upper, LIMIT // 2))
    level = rows["level"].iloc[0]
    common = {"x": rows["time"].iloc[both], "mode": "lines", "legendgroup": "band", "hoverinfo": "skip"}
    nothing, model = {"width": 0}, rows["model"].iloc[0]
    figure.add_trace(go.Scatter(y=upper[both], line=nothing, showlegend=False, name="upper", **common))
    name = f"{style.name(model)}, {level:.0%} band"
    fill = {"fill": "tonexty", "fillcolor": style.band(model, dark), "line": nothing, "showlegend": in_legend}
    figure.add_trace(go.Scatter(y=lower[both], name=name, **fill, **common))


def add_future(
    figure: go.Figure, future: pd.DataFrame, ours: str, beside: Collection[str], dark: bool, in_legend: bool = False
) -> None:
    """What lies beyond the data: the same pens, by default with the same entries of the legend."""
    add_band(figure, future[future["model"] == ours], dark, in_legend=in_legend)
    for model in ranked(future):
        add_model(figure, future[future["model"] == model], model, dark, model in {ours, *beside})
        figure.data[-1].update(showlegend=in_legend)


def future(
    known: pd.Series,
    ahead: pd.DataFrame,
    ours: str,
    dark: bool,
    beside: Collection[str] = ("naive",),
    title: str = "What comes next",
) -> go.Figure:
    """The last `known` values, and every model's forecast beyond them with the band of `ours`."""
    if ahead.empty:
        return frames.empty("This run left no forecast beyond the data. Train it again.", title, dark)
    figure = go.Figure()
    hover = f"%{{y:{style.DIGITS}}}"
    pen = {"name": style.name("actual"), "mode": "lines", "line": style.line("actual", dark), "hovertemplate": hover}
    figure.add_trace(go.Scatter(x=known.index, y=known.to_numpy(), **pen))
    add_future(figure, ahead, ours, beside, dark, in_legend=True)
    frames.tint(figure, "future", known.index[-1], ahead["time"].max(), dark, beside="left")
    frames.time_axis(figure, known.index.append(pd.Index(ahead["time"].drop_duplicates())))
    return frames.finish(figure, title, dark, height=340)


def error_by_step(
    scores: list[dict], metric: str, dark: bool, title: str = "How the error grows with distance", unit: str = ""
) -> go.Figure:
    """One line a model over steps ahead, from the test part's free-running scores. `metric` as in `scores.json`."""
    table = pd.DataFrame(scores, columns=["part", "model", "mode", "step", "metric", "value"])
    table = table[(table["part"] == "test") & (table["mode"] == "multi_step") & (table["metric"] == metric)]
    table = table.dropna(subset=["step", "value"]).sort_values("step")
    if table.empty:
        return frames.empty("No error by step yet: it takes a trained network that forecasts ahead.", title, dark)
    figure = go.Figure()
    for model in ranked(table):
        rows = table[table["model"] == model].iloc[: LIMIT // 2]
        figure.add_trace(
            go.Scatter(
                x=rows["step"],
                y=rows["value"],
                name=style.name(model),
                line=style.line(model, dark),
                mode="lines+markers" if len(rows) <= 40 else "lines",
                marker={"size": 7, "symbol": style.SYMBOLS.get(model, "x")},
                hovertemplate=f"%{{y:{style.DIGITS}}}",
            )
        )
    figure.update_xaxes(title_text="Steps ahead", tickformat="d", hoverformat="d")
    if table["step"].max() <= 12:
        figure.update_xaxes(dtick=1)
    figure.update_yaxes(title_text=f"{metric.upper()} ({unit})" if unit else metric.upper(), rangemode="tozero")
    return frames.finish(figure, title, dark, height=300)
