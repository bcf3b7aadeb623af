"""Which features mattered: what the run measured on validation windows, as a sentence and two pictures."""

import pandas as pd
import streamlit as st

from lstm_core.runs.record import Record
from lstm_core.ui import look, notices, words
from lstm_core.ui.charts import importance as chart


def show(record: Record) -> None:
    """The sentence, the features, the rows of the window; nothing for a run from before this was measured."""
    found = record.importance
    if not found.get("features"):
        return
    said = sentence(found["features"], found["base"])
    st.subheader("Which features mattered")
    st.markdown(notices.plain(said))
    which, when = st.columns([3, 2], gap="large")
    with which:
        table = pd.DataFrame(found["features"]).set_index("name")
        look.chart(chart.by_feature(found["features"], "", look.dark()), "by feature", said, table)
    with when:
        table = pd.DataFrame(found["lags"])
        said = f"By row of the window: {latest(found)}"
        look.chart(chart.by_lag(found["lags"], "", look.dark()), "by lag", said, table)
    left_out = found.get("left_out", 0)
    st.caption(
        f"Measured on {found['windows']:,} validation windows: a feature's values, or those of some rows, are swapped"
        f" between windows {found['repeats']} times; the bars show how much the mean error rises, the lines how much"
        f" the repeats differ. {latest(found)} Features that say the same share what they are worth."
        + (f" {words.count(left_out, 'more feature')} not measured." if left_out else "")
    )


def sentence(features: list[dict], base: float) -> str:
    """Which mattered most, by how much, and how many made no clear difference.

    >>> sentence([{"name": "Close", "mean": 5.0, "spread": 0.1}, {"name": "RSI", "mean": 0.0, "spread": 0.1}], 10.0)
    '“Close” mattered most: swapped between windows, it raises the mean error from 10 to 15. 1 of 2 shows no effect.'
    """
    most = max(features, key=lambda one: one["mean"])
    idle = sum(not clear(one) for one in features)
    if not clear(most):
        return "No feature made a clear difference: the network hardly looks at what it is given."
    said = (
        f"“{most['name'][:60]}” mattered most: swapped between windows, it raises the mean error from"
        f" {words.number(base)} to {words.number(base + most['mean'])}."
    )
    return f"{said} {idle} of {len(features):,} {'shows' if idle == 1 else 'show'} no effect." if idle else said


def clear(one: dict) -> bool:
    """Whether the rise stands out from how the repeats differ."""
    return one["mean"] > 2 * one["spread"] and one["mean"] > 0


def latest(found: dict) -> str:
    """Which rows of the window the forecast rests on most."""
    most = max(found["lags"], key=lambda one: one["mean"])
    if not clear(most):
        return "No rows of the window stand out."
    return f"Of the window's rows those {chart.rows(most)} before the origin mattered most."
