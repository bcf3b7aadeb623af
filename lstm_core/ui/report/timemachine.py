"""The time machine: from each origin, what was forecast and what happened."""

import pandas as pd
import streamlit as st

from lstm_core.guide import glossary
from lstm_core.ui import keys, look, notices, state
from lstm_core.ui.charts import style
from lstm_core.ui.charts import timemachine as chart
from lstm_core.ui.report.reading import Reading

COLUMNS = ["origin", "step", "time", "actual", "forecast", "lower", "upper"]


def scrub(reading: Reading) -> None:
    """The origins as frames; moving between them asks nothing of the server."""
    st.subheader("Time machine")
    if reading.is_one_path:
        st.caption("The whole test part was forecast from one origin: there is no other to go to.")
        return
    mine, theirs = reading.rows("multi_step"), reading.rows("multi_step", reading.rival)
    known = reading.backtest.drop_duplicates("time").set_index("time").actual.sort_index()
    first = asked(reading, chart.scrubbed(mine))
    figure = chart.timemachine(pd.concat([mine, theirs]), known, reading.ours, reading.rival, look.dark(), first=first)
    shown, every = len(figure.frames), mine.origin.nunique()
    table = mine[mine.origin.isin(chart.scrubbed(mine))][COLUMNS].reset_index(drop=True)
    said = f"{reading.name} from {shown} origins of the test part, beside what happened and {style.name(reading.rival)}"
    key = f"time machine {reading.record.id}"
    look.chart(figure, key, said, table)
    keys.reach(key, "Origin of the forecast")
    st.caption(
        f"At the dot, the {glossary.link('origin')}, the forecast was made: what lies to its right, the network could"
        " not know." + (f" {shown} of {every:,} origins, evenly chosen." if shown < every else "")
    )


def asked(reading: Reading, origins: pd.Index) -> int:
    """The place of the origin that the address names, or of the last one before it; the first where it names none."""
    state.enter(reading.record.id)
    told = state.linked(state.ORIGIN)
    if told is None:
        return 0
    try:
        origin = pd.Timestamp(told) if isinstance(origins, pd.DatetimeIndex) else int(told)
        at = int(origins.searchsorted(origin, side="right")) - 1
    except (ValueError, TypeError, OverflowError):
        at = -1
    if at < 0:
        st.info(
            f"No forecast of the test part was made at “{notices.plain(told[:40])}”; this is the first that was.",
            icon=":material/info:",
        )
    return max(0, at)
