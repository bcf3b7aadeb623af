"""Features and windows as numbers, sentences and pictures."""

import pandas as pd
import streamlit as st

from lstm_core.data.series import Series
from lstm_core.features import build, catalogue
from lstm_core.specs import Features, Split, Window
from lstm_core.ui import look, resources, state, words
from lstm_core.windows import splits


def features(series: Series, chosen: Features, window: Window) -> None:
    """Indicators over the series, or below it in a pane of their own, with the last training window marked."""
    from lstm_core.ui.charts import features as chart

    target = series.frame[series.target]
    overlays, panes = pd.DataFrame(index=target.index), {}
    for pick in chosen.indicators:
        values, on_the_price = build.indicator(series, pick), list(catalogue.on_the_price(pick))
        overlays = overlays.join(values[on_the_price])
        if len(on_the_price) < values.shape[1]:
            panes[catalogue.label(pick)] = values.drop(columns=on_the_price)
    for column in chosen.columns:
        panes[column] = series.frame[[column]]
    figure = chart.preview(target, overlays, panes, sketch(series, window), look.dark())
    look.chart(figure, f"preview {state.dataset()}", f"{target.name} with the chosen features")


def sketch(series: Series, window: Window) -> tuple | None:
    """The last training window: its first row, its origin and its last row; None where none fits."""
    parts = splits.cut(len(series), Split())
    last = len(parts.train) - 1
    origin = last - window.horizon
    first = origin - window.look_back + 1
    return tuple(series.frame.index[[first, origin, last]]) if first >= 0 else None


def windows(series: Series, chosen: Features, window: Window) -> None:
    """How many training windows result; TooLittleData, with the largest setting that works, when too few."""
    table = resources.features(state.data(), chosen)
    parts = splits.check(len(table.frame), Split(), window)
    count = splits.windows_left(len(table.frame), Split(), window)
    st.markdown(
        f"**{count:,} training windows**, each {window.look_back} rows of"
        f" {words.count(table.frame.shape[1], 'feature')} in, the next {words.count(window.horizon, 'value')} out."
    )
    dropped = (
        f" {table.warm_up:,} warm-up rows at the start are dropped: the indicators have no value there."
        if table.warm_up
        else ""
    )
    st.caption(
        f"By time: {len(parts.train):,} rows train, {len(parts.validation):,} validate,"
        f" the last {len(parts.test):,} test." + dropped
    )
