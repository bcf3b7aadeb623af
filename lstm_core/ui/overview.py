"""What was understood: a dataset, its features, its windows - as numbers, sentences and pictures."""

import pandas as pd
import streamlit as st

from lstm_core.data.series import Series
from lstm_core.ui import look, notices, resources, state, words


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
