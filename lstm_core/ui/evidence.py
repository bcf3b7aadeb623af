"""What the chosen features tell of the next value, and which of them say the same; from training rows only."""

import numpy as np
import pandas as pd
import streamlit as st

from lstm_core.ui import fragment, look, measured, notices, state
from lstm_core.ui.charts import relevance as chart

ASKED = {"change": "The next change", "value": "The next value"}
FAINT = (0.1, 0.05)  # correlation and mutual information below which little is told
SAME = 0.95  # rank correlation from which one feature can stand for the other


@fragment.of
def relevance() -> None:
    """The two questions, answered when they are asked: mutual information takes a second or two."""
    title = "What do the features tell of the next value?"
    box = st.expander(title, icon=":material/troubleshoot:", key="relevance", on_change="rerun")
    if not box.open:
        return
    with box, notices.shown():
        found, alike, rows = measured.relevance(state.data(), state.features(), state.split())
        asked = st.segmented_control(
            "Asked is", list(ASKED), default="change", format_func=ASKED.get, required=True, key="relevance of"
        )
        said = telling(found, asked)
        st.markdown(notices.plain(said))
        what = ASKED[asked].lower()
        look.chart(chart.bars(found, asked, look.dark(), f"What each tells of {what}"), f"relevance {asked}", said)
        said = same(alike)
        st.markdown(notices.plain(said))
        look.chart(chart.map_of(alike, look.dark()), "redundancy", said)
        st.caption(
            f"Measured on {rows:,} training rows only. Correlation sees straight lines; mutual information sees any"
            " relation, and is 0 where there is none. A network may still make more of features together."
        )


def telling(found: pd.DataFrame, asked: str) -> str:
    """Which feature tells most of what is asked, and whether that is much."""
    what = ASKED[asked].lower()
    most = found[f"{asked}_information"].idxmax()
    correlation, information = found.loc[most, [f"{asked}_correlation", f"{asked}_information"]]
    strongest = found[f"{asked}_correlation"].abs().max()
    if not (strongest >= FAINT[0] or information >= FAINT[1]):
        return f"No feature by itself tells much of {what}. For prices that is what to expect."
    linear = "not defined" if np.isnan(correlation) else f"{correlation:+.2f}"
    return f"“{most[:60]}” tells most of {what}: mutual information {information:.2f}, correlation {linear}."


def same(alike: pd.DataFrame) -> str:
    """The most redundant pair.

    >>> same(pd.DataFrame([[1.0, -0.97], [-0.97, 1.0]], index=["a", "b"], columns=["a", "b"]))
    '“a” and “b” say nearly the same (rank correlation -0.97): one of the two could go.'
    """
    pairs = alike.abs().where(np.triu(np.ones(alike.shape, bool), 1)).stack()
    if pairs.empty:
        return "There is no second feature to compare with."
    one, other = pairs.idxmax()
    correlation = alike.loc[one, other]
    named = f"“{one[:60]}” and “{other[:60]}”"
    if abs(correlation) >= SAME:
        return f"{named} say nearly the same (rank correlation {correlation:.2f}): one of the two could go."
    return f"No two features say the same. The most alike are {named} (rank correlation {correlation:.2f})."
