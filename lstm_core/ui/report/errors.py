"""A closer look at the errors: by step ahead, where they are large, what is left in them."""

import pandas as pd
import streamlit as st

from lstm_core.evaluation import diagnostics
from lstm_core.ui import fragment, look, notices, words
from lstm_core.ui.charts import failures, residuals, style
from lstm_core.ui.charts import forecast as chart
from lstm_core.ui.report.reading import Reading

BY = {"hour": "Hour", "weekday": "Weekday", "month": "Month", "volatility": "Volatility"}
ALIKE = 1.2  # largest over smallest error below which groups count as alike


@fragment.of
def show(reading: Reading) -> None:
    """Three tabs; what is not open is not computed."""
    st.subheader("A closer look at the errors")
    titles = ["By step ahead", "Where it fails", "What is left"]
    tabs = st.tabs(titles, key="errors", on_change="rerun")
    for tab, draw in zip(tabs, (by_step, where, left), strict=True):
        if tab.open:
            with tab, notices.shown():
                draw(reading)


def by_step(reading: Reading) -> None:
    """How the error of every model grows with distance."""
    if reading.steps == 1:
        st.markdown("The forecasts reach one step ahead only: there is nothing to compare by distance.")
        return
    if reading.is_one_path:
        st.markdown("All was forecast from one origin only: each step ahead was measured once, which says little.")
        return
    rows = reading.tested("multi_step")
    error = (rows.actual - rows.forecast).abs().groupby([rows.step, rows.model]).mean().unstack()
    error = error[reading.models()]
    said = " ".join(
        f"{style.name(model)}: off by {words.number(error[model].iloc[0])} one step ahead,"
        f" {words.number(error[model].iloc[-1])} {reading.steps} steps ahead."
        for model in (reading.ours, reading.rival)
    )
    st.markdown(notices.plain(said))
    scores = error.melt(ignore_index=False, value_name="value").reset_index()
    scores = scores.assign(part="test", mode="multi_step", metric="mae").to_dict("records")
    table = error.rename(columns=style.name).rename_axis(index="Steps ahead", columns=None)
    look.chart(chart.error_by_step(scores, "mae", look.dark()), "by step", said, table)


def where(reading: Reading) -> None:
    """By the groupings that the data have: how large the errors are in each group."""
    ways = diagnostics.ways(reading.backtest)
    by = st.segmented_control(
        "By", ways, default=ways[0], format_func=BY.get, required=True, key=f"fails by {reading.record.id}"
    )
    if by == "volatility":
        st.caption("How much the series moved in the last rows before the origin, in thirds of all origins.")
    found = diagnostics.where(reading.backtest, by)
    found.index = [group_in_words(by, group) for group in found.index]
    said = sentence(found, reading.ours, reading.rival)
    st.markdown(notices.plain(said))
    figure = failures.failures(found, reading.ours, [reading.rival], look.dark(), f"Mean error by {BY[by].lower()}")
    table = found.rename(columns=style.name).rename(columns={"count": "Count"}).rename_axis(index=BY[by])
    look.chart(figure, f"where {by}", said, table)
    few = int((found["count"] < diagnostics.MIN_GROUP).sum())
    if few:
        st.caption(f"{words.count(few, 'group')} with fewer than {diagnostics.MIN_GROUP} forecasts: not defined.")


def group_in_words(by: str, group: object) -> str:
    """A group's name: `14:00`, `Monday`, `Jan`, `quiet`."""
    if by == "hour":
        return f"{group:02d}:00"
    return words.MONTHS[group - 1] if by == "month" else str(group)


def sentence(found: pd.DataFrame, ours: str, rival: str) -> str:
    """In which group the error is largest and smallest, and where the simple method is better.

    >>> table = pd.DataFrame({"count": [9, 9], "lstm": [1.0, 2.0], "naive": [3.0, 1.5]}, index=["Monday", "Tuesday"])
    >>> sentence(table, "lstm", "naive")
    'Largest error: Tuesday (2), smallest: Monday (1). Naive (last value) is better on: Tuesday.'
    """
    told = found.dropna(subset=[ours])
    if len(told) < 2:
        return "Fewer than two groups hold enough forecasts: there is nothing to compare."
    large, small = told[ours].idxmax(), told[ours].idxmin()
    most, least = words.number(told[ours].max()), words.number(told[ours].min())
    said = f"Largest error: {large} ({most}), smallest: {small} ({least})."
    if told[ours].max() <= ALIKE * told[ours].min():
        said = f"The errors are nearly alike in all groups ({least} to {most})."
    lost = [str(group) for group in told.index[told[ours] > told[rival]]]
    if len(lost) in (0, len(told)):
        return f"{said} {style.name(rival)} is {'better' if lost else 'worse'} in every group."
    named = ", ".join(lost[:6]) + (f" and {len(lost) - 6} more" if len(lost) > 6 else "")
    return f"{said} {style.name(rival)} is better on: {named}."


def left(reading: Reading) -> None:
    """The errors of one-step forecasts: their size, their memory, their course."""
    found = diagnostics.of(reading.backtest, reading.ours)
    st.caption("Errors of the one-step forecasts on the test part. What shows a pattern here could still be learnt.")
    errors = pd.DataFrame({"error": found.errors}, index=pd.Index(found.times, name="Time"))
    bins = pd.DataFrame({"from": found.edges[:-1], "to": found.edges[1:], "count": found.counts})
    lags = pd.DataFrame({"autocorrelation": found.correlations}).rename_axis(index="lag")
    one, two = st.columns(2, gap="large")
    pictures = (
        (one, residuals.histogram, found.shape, "errors by size", bins),
        (two, residuals.memory, found.memory, "errors by lag", lags),
        (st.container(), residuals.course, found.course, "errors by time", errors),
    )
    for place, draw, said, key, table in pictures:
        with place:
            look.chart(draw(found, look.dark()), key, said, table if len(table) else None)
            st.markdown(notices.plain(said))
