"""What was understood: a dataset, its features, its windows - as numbers, sentences and pictures."""

import pandas as pd
import streamlit as st

from lstm_core.data.series import Series
from lstm_core.features import build, catalogue
from lstm_core.specs import Features, Split, Window
from lstm_core.ui import look, notices, resources, state, words
from lstm_core.windows import splits


def dataset(sha: str) -> None:
    """A dataset's facts, its target, its chart, and what was mended."""
    found = resources.dataset(sha)
    st.subheader(notices.plain(found.name))
    columns = list(found.frame.columns)
    chosen = state.target() if state.target() in columns else found.target
    target = st.selectbox(
        "Target: the column to forecast", columns, index=columns.index(chosen), key=f"target {sha}", width=360
    )
    state.choose_target(target)
    series = resources.series(sha, target)
    facts(found.frame, series, target)
    from lstm_core.ui.charts import series as chart

    figure = chart.series(found.frame, target, series.roles, f"{target} over time", look.dark())
    look.chart(figure, f"series {sha} {target}", f"{target} over time")
    for note in (*found.notes, *series.notes):
        st.markdown(f":material/build: {notices.plain(note)}")
    st.caption(notices.plain(found.source))
    with st.expander("View as table", icon=":material/table_view:", on_change="rerun", key="as table") as table:
        if table.open:
            st.dataframe(found.frame.head(1000), height=320)
            st.caption(f"The first {min(1000, len(found.frame)):,} of {len(found.frame):,} rows.")


def facts(frame: pd.DataFrame, series: Series, target: str) -> None:
    """Rows, first and last time, frequency, missing values."""
    missing = int(frame[target].isna().sum())
    with st.grid(5, min_column_width=150):
        st.metric("Rows", f"{len(frame):,}")
        st.metric("From", words.time(frame.index[0]))
        st.metric("To", words.time(frame.index[-1]))
        st.metric("Frequency", f"every {series.frequency.label}")
        st.metric("Missing values", f"{missing:,}", help=f"In “{notices.plain(target)}”, before they were filled.")


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
    table = resources.features(state.dataset(), series.target, chosen)
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
