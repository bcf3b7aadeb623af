"""A search in pictures: how the best came about, what mattered, and its trials side by side."""

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate

import plotly.graph_objects as go

from lstm_core.search.judging import Finding
from lstm_core.search.space import Axis
from lstm_core.search.tried import Tried
from lstm_core.ui.charts import frame, style

HEIGHT, BAR, AROUND = 260, 30, 60  # px of the plots, of a bar, around the bars
MOST_AXES = 5  # side by side: more leave no room for their names on a phone
TICKS = 4


def course(finished: Sequence[Tried], found: Finding, dark: bool) -> tuple[go.Figure, str]:
    """The error of each trial in its turn, the best so far, and the simple methods as lines; and that in a sentence."""
    shown = sorted(finished, key=lambda one: one.number)
    numbers, errors = [one.number + 1 for one in shown], [one.mae for one in shown]
    pen, figure = style.line("lstm", dark), go.Figure()
    mark = {"color": pen["color"], "size": 8, "symbol": "circle-open"}
    number = f"%{{y:{style.DIGITS}}}"
    figure.add_scatter(x=numbers, y=errors, name="Trial", mode="markers", marker=mark, hovertemplate=number)
    so_far = list(accumulate(errors, min))
    line = pen | {"shape": "hv"}
    figure.add_scatter(x=numbers, y=so_far, name="Best so far", mode="lines", line=line, hovertemplate=number)
    ends = [numbers[0] - 0.5, numbers[-1] + 0.5]
    near = sorted(found.best.baselines.items(), key=lambda item: item[1])[:2]
    naive = [("naive", found.best.baselines["naive"])] if "naive" in found.best.baselines else []
    for name, mae in dict(near + naive).items():
        pen = style.line(name, dark)
        figure.add_scatter(x=ends, y=[mae, mae], name=style.name(name), mode="lines", line=pen, hovertemplate=number)
    figure.update_xaxes(title_text="Trial", dtick=max(1, (numbers[-1] - numbers[0]) // 10), hoverformat="d")
    figure.update_yaxes(title_text="Error on validation")
    best = f"Trial {found.best.number + 1} has the smallest error"
    title = best if found.skill > 0 else "No trial beats the simple methods"
    told = (
        f"{title}: its error is {found.best.mae:.4g}, that of {style.name(found.baseline)}"
        f" {found.best.baselines[found.baseline]:.4g}."
    )
    return frame.finish(figure, title, dark, height=HEIGHT), told


def mattered(shares: Mapping[str, float], titles: Mapping[str, str], dark: bool) -> tuple[go.Figure, str]:
    """The share of each setting, the largest on top; and the first in a sentence."""
    shown = sorted(shares.items(), key=lambda item: item[1])
    names = [frame.literal(titles.get(name, name), 28) for name, _ in shown]
    values = [100 * share for _, share in shown]
    figure = go.Figure(
        go.Bar(
            x=values,
            y=names,
            orientation="h",
            marker={"color": style.palette(dark).brand},
            hovertemplate="%{y}: %{x:.0f}%<extra></extra>",
            showlegend=False,
        )
    )
    figure.update_yaxes(showgrid=False, type="category")
    figure.update_xaxes(title_text="Share of what tells good trials apart, %", showgrid=True, showspikes=False)
    figure.update_layout(hovermode="closest", bargap=0.35)
    title = f"{names[-1]} seems to matter most"
    told = f"{title}: {values[-1]:.0f}% of what tells good trials from the rest."
    return frame.finish(figure, title, dark, height=BAR * len(shown) + AROUND), told


def side_by_side(finished: Sequence[Tried], axes: Sequence[Axis], dark: bool) -> tuple[go.Figure, str]:
    """Parallel coordinates: a line for each trial through its settings to its error; the darker, the better."""
    colours, shown = style.palette(dark), axes[:MOST_AXES]
    errors = [one.mae for one in finished]
    dimensions = [dimension(axis, [one.point.get(axis.name) for one in finished]) for axis in shown]
    dimensions.append({"label": "Error", "values": errors})
    worst = sorted(errors)[math.ceil(0.9 * (len(errors) - 1))]  # a wild one would leave one colour to the rest
    figure = go.Figure(
        go.Parcoords(
            dimensions=dimensions,
            line={
                "color": errors,
                "colorscale": [[0, colours.brand], [1, colours.grid]],
                "cmin": min(errors),
                "cmax": worst,
            },
            labelfont={"color": colours.ink, "size": 12},
            tickfont={"color": colours.muted, "size": 11},
            rangefont={"color": "rgba(0,0,0,0)", "size": 1},
            labelangle=-20,
            labelside="bottom",
        )
    )
    title = "The trials side by side"
    best = min(finished, key=lambda one: one.mae)
    left = f" The {MOST_AXES} settings that matter most, of {len(axes)}." if len(axes) > MOST_AXES else ""
    told = (
        f"{len(finished)} trials, each a line through its settings to its error; the best is trial {best.number + 1}."
    )
    note = f"Strong lines: small errors. Drag along an axis to pick trials.{left}"
    figure = frame.finish(figure, title, dark, height=HEIGHT + 90, note=note)
    figure.update_layout(margin={"l": 48, "r": 40, "b": 70})
    figure.layout.margin.t += 20  # Plotly puts the highest tick above the axes
    return figure, told


def dimension(axis: Axis, values: Sequence) -> dict:
    """One upright axis: choices evenly apart, numbers that go by factors on a logarithmic one."""
    label = frame.literal(axis.title, 18)
    if axis.choices:
        places = list(axis.choices)
        names = [{True: "in", False: "out"}.get(one, str(one)) if isinstance(one, bool) else str(one) for one in places]
        at = [places.index(value) for value in values]
        return {
            "label": label,
            "values": at,
            "range": [-0.2, len(places) - 0.8],
            "tickvals": list(range(len(places))),
            "ticktext": [name.replace("_", " ") for name in names],
        }
    if not axis.log:
        return {"label": label, "values": list(values), "range": [axis.low, axis.high]}
    low, high = math.log10(axis.low), math.log10(axis.high)
    ticks = [low + (high - low) * part / (TICKS - 1) for part in range(TICKS)]
    return {
        "label": label,
        "values": [math.log10(value) for value in values],
        "range": [low, high],
        "tickvals": ticks,
        "ticktext": [f"{10**tick:.3g}" for tick in ticks],
    }
