"""Skill by series: a point each, the best first, above or below the simple method."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as frames
from lstm_core.ui.charts import style
from lstm_core.ui.charts.thinning import LIMIT

FLOOR = -1.0  # twice the simple method's error: what is worse still is drawn there


def skills(scores: pd.DataFrame, ours: str, dark: bool) -> go.Figure:
    """Every series with a skill; those far below are drawn at -1, the hover has their numbers."""
    told = ordered(scores)
    if told.empty:
        return frames.empty(
            "No series has a skill yet: it takes a forecast and a simple method that errs.", "Skill", dark
        )
    place, values = np.arange(1, len(told) + 1), told.skill.to_numpy()
    colours = style.palette(dark)
    hover = (
        f"%{{customdata[0]}}: %{{customdata[1]:.3f}} against %{{customdata[2]}}; MASE %{{customdata[3]:{style.DIGITS}}}"
    )
    figure = go.Figure()
    for which, name, symbol in (
        (values > 0, f"{style.name(ours)} errs less", style.SYMBOLS.get(ours, "circle")),
        (values <= 0, "The simple method errs less, or as much", "circle-open"),
    ):
        some = told[which].iloc[:LIMIT]
        colour = colours.brand if symbol != "circle-open" else colours.baseline
        size = 10 if len(told) <= 60 else 6
        names = [frames.literal(one) for one in some.series]
        against = [style.name(one) for one in some.baseline]
        figure.add_trace(
            go.Scatter(
                x=place[which][:LIMIT],
                y=np.maximum(some.skill, FLOOR),
                customdata=list(zip(names, some.skill, against, some.mase, strict=True)),
                mode="markers",
                name=name,
                marker={"symbol": symbol, "size": size, "color": colour},
                hovertemplate=hover + "<extra></extra>",
            )
        )
    figure.add_hline(y=0, line={"color": colours.ink, "width": 1})
    figure.update_xaxes(title_text="Series, the best first", tickformat=",d", rangemode="tozero")
    if len(told) <= 12:
        figure.update_xaxes(dtick=1)
    figure.update_yaxes(title_text="Skill", tickformat=".0%")
    figure.update_layout(hovermode="closest")
    deep = int((values < FLOOR).sum())
    note = f"{deep:,} with a skill below -100% are drawn at -100%." if deep else ""
    return frames.finish(figure, title(values), dark, height=320, note=note)


def title(values: np.ndarray) -> str:
    """The finding: on how many series it is better."""
    return f"Better than the best simple method on {int((values > 0).sum()):,} of {len(values):,} series"


def alt(scores: pd.DataFrame) -> str:
    """The same with the best and the worst, for those who hear the page."""
    told = ordered(scores)
    if told.empty:
        return "No series has a skill yet."
    best, worst = told.iloc[0], told.iloc[-1]
    return (
        f"{title(told.skill.to_numpy())}; best on {best.series} (skill {best.skill:.2f}), worst on {worst.series}"
        f" ({worst.skill:.2f})."
    )


def ordered(scores: pd.DataFrame) -> pd.DataFrame:
    """The series that have a skill, the best first."""
    return scores.dropna(subset=["skill"]).sort_values("skill", ascending=False)
