"""What the trials show: the leaderboard with the simple methods in it, and the pictures."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lstm_core.search import judging, space
from lstm_core.search.asked import Search
from lstm_core.search.judging import Finding
from lstm_core.search.kept import Kept
from lstm_core.search.tried import Tried
from lstm_core.ui import look, notices, words
from lstm_core.ui.charts import search as chart
from lstm_core.ui.charts import style

HIGH = 560  # px of the leaderboard
WIDTHS = {"Who": 185, "Fate": 110}  # px
FIRST = 0  # the number of the trial with the settings as they stood
FATES = {"pruned": "given up early", "failed": "failed"}


def leaderboard(kept: Kept, found: Finding) -> None:
    """Every trial by its error on validation, and each simple method where it belongs."""
    st.subheader("Leaderboard")
    rows = table(kept.asked, kept.tried, found)
    wide = {name: st.column_config.TextColumn(width=px, pinned=name == "Who") for name, px in WIDTHS.items()}
    look.read(rows, wide, height=min(HIGH, 36 * (len(rows) + 1) + 3), hide_index=True, placeholder="")
    look.save(rows, f"search-{kept.id}")
    st.caption(
        "Errors are mean absolute errors of the validation part, over all steps ahead, in the series' own units."
        " A simple method with a smaller error than a trial stands above it."
    )


def table(asked: Search, tried: Sequence[Tried], found: Finding) -> pd.DataFrame:
    """The rows of the leaderboard: trials and simple methods by error, then what was given up or has failed."""
    best = found.best.baselines[found.baseline]
    counted = [one for one in tried if one.outcome != "cut"]
    rows = [
        {
            "Who": f"Trial {one.number + 1}" + (" (your settings)" if one.number == FIRST else ""),
            "Error": one.mae if one.outcome == "finished" else None,
            "Skill %": 100 * (1 - one.mae / best) if one.outcome == "finished" and best else None,
            "Fate": FATES.get(one.outcome, ""),
            "Epochs": one.epochs,
            "Seconds": round(one.seconds, 1),
        }
        | {axis.title: said(one.point.get(axis.name)) for axis in space.axes(asked)}
        for one in counted
    ]
    rows += [
        {
            "Who": style.name(name),
            "Error": mae,
            "Skill %": 100 * (1 - mae / best) if best else None,
            "Fate": "simple method",
        }
        for name, mae in found.best.baselines.items()
    ]
    made = pd.DataFrame(rows).sort_values("Error", na_position="last", kind="stable")
    made["Error"] = made["Error"].map(lambda value: float(f"{value:.5g}"), na_action="ignore")
    return made.round({"Skill %": 1}).convert_dtypes()


def said(value: object) -> str:
    """A setting as people say it.

    >>> said(0.0123456), said(True), said("window_spread"), said(None)
    ('0.0123', 'in', 'window spread', '')
    """
    if isinstance(value, bool):
        return "in" if value else "out"
    if value is None:
        return ""
    return f"{value:.3g}" if isinstance(value, float) else str(value).replace("_", " ")


def charts(kept: Kept, asked: Search, tried: Sequence[Tried], found: Finding) -> None:
    """How the best came about, what mattered, and all trials side by side."""
    finished = [one for one in tried if one.outcome == "finished"]
    figure, told = chart.course(finished, found, look.dark())
    look.chart(figure, "course of the search", told)
    if shares := kept.importance:
        figure, told = chart.mattered(shares, {axis.name: axis.title for axis in space.axes(asked)}, look.dark())
        look.chart(figure, "what mattered in the search", told)
        st.caption(
            f"Rough: from {judging.trials(len(finished))}, how much each setting tells good ones from the rest"
            " (PED-ANOVA, as Optuna computes it). Settings that hardly varied seem to matter little."
        )
    if len(finished) > 1:
        axes = sorted(space.axes(asked), key=lambda axis: -kept.importance.get(axis.name, 0.0))
        figure, told = chart.side_by_side(finished, axes, look.dark())
        look.chart(figure, "trials side by side", told, beside(finished, axes))


def beside(finished: Sequence[Tried], axes: Sequence[space.Axis]) -> pd.DataFrame:
    """What the lines of the trials go through, the smallest error first; all settings, the chart's first."""
    rows = [
        {"Trial": one.number + 1, "Error": float(f"{one.mae:.5g}")}
        | {axis.title: said(one.point.get(axis.name)) for axis in axes}
        for one in sorted(finished, key=lambda one: one.mae)
    ]
    return pd.DataFrame(rows).set_index("Trial")


def without(tried: Sequence[Tried]) -> None:
    """What is said before a trial is finished."""
    given_up = sum(one.outcome == "pruned" for one in tried)
    st.caption(f"No trial is finished yet; {words.count(given_up, 'trial')} given up early.")
    for why in dict.fromkeys(one.error for one in tried if one.error):
        st.caption(notices.plain(why))
