"""What came of many series: the finding, a chart and a table of skill by series, and one of them to open."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.many import summary
from lstm_core.ui import look, notices, state, words
from lstm_core.ui.charts import many as charts
from lstm_core.ui.charts import style
from lstm_core.ui.many import one
from lstm_core.ui.many.reading import Reading

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

    from lstm_core.many.summary import Summary

TITLES = {
    "series": "Series",
    "skill": "Skill",
    "mase": "MASE",
    "baseline": "Best simple method",
    "baseline_mase": "Its MASE",
    "seasonal_mase": "Seasonal naive",
    "coverage": "Coverage %",
}
HELPS = {
    "skill": "1 less the error over that of the simple method that was best on this series' validation part: above 0"
    " the network errs less.",
    "mase": "The mean absolute error on the test part, in units of what repeating the last season errs by in training.",
    "coverage": "How much of the test part lies in the 90% band.",
}
WORDS = ("series", "baseline")
HIGH = 300  # px


def show(read: Reading) -> None:
    """All results of a group that is over, as far as there are any."""
    scores = read.scores()
    told = summary.of(scores)
    if told.series:
        headline(read, told)
        figure = charts.skills(scores, read.ours, look.dark())
        look.chart(figure, "skill by series", charts.alt(scores), tabled=False)
        every(scores, read.record.id, figure)
        one.show(read, scores)
    left_out(read, scores)
    if told.series:
        knowing(read, told)


def so_far(read: Reading) -> None:
    """The scores of the runs that are over, while others go on."""
    scores = read.scores()
    if told := summary.of(scores).series:
        st.markdown(f"So far, of {words.count(told, 'run')}:")
        look.chart(charts.skills(scores, read.ours, look.dark()), "skill so far", charts.alt(scores), tabled=False)


def headline(read: Reading, told: "Summary") -> None:
    """The finding in a sentence, and its numbers."""
    st.markdown(f"**{notices.plain(summary.sentence(told, read.ours))}**")
    with st.container(horizontal=True):
        st.metric("Mean MASE", words.number(told.mean, 3), help=HELPS["mase"])
        st.metric("Median MASE", words.number(told.median, 3))
        st.metric("Better than seasonal naive", f"{told.seasonal.better:.0%}", help="Share of the series.")
        st.metric("Better than the best simple method", f"{told.best.better:.0%}", help="Share of the series.")
    if summary.is_m4_hourly([member.name for member in read.group.members]):
        known = ", ".join(f"{name} {mase:.3f}" for name, mase in summary.M4_HOURLY.items())
        st.caption(
            f"For reference, M4's own figures for its hourly series: {known} (Makridakis et al. 2020). They hold for"
            " the official last 48 hours of each series, with MASE scaled by all rows before them."
        )


def left_out(read: Reading, scores: "pd.DataFrame") -> None:
    """Series without scores, with their reasons."""
    without = scores[scores.mase.isna() & scores.why.notna()]
    if without.empty:
        return
    with st.expander(f"{len(without):,} without scores", icon=":material/person_off:"):
        look.read(without.set_index("series")[["why"]].rename(columns={"why": "Why not"}).rename_axis("Series"))


def every(scores: "pd.DataFrame", group_id: str, figure: "Figure") -> None:
    """All scores as a table, to save as the chart is; a row that is chosen is the series shown below."""
    told = table(scores[scores.mase.notna()])
    key = f"many table {group_id}"
    numbers = {name: "%.0f" if name == "coverage" else "%.3f" for name in TITLES if name not in WORDS}
    columns = {
        TITLES[name]: st.column_config.NumberColumn(help=HELPS.get(name), format=digits)
        for name, digits in numbers.items()
    }

    def picked() -> None:
        if rows := st.session_state[key].selection.rows:
            state.choose_member(told.index[rows[0]])

    high = min(HIGH, 36 * (len(told) + 1) + 2)
    st.dataframe(told, column_config=columns, height=high, on_select=picked, selection_mode="single-row", key=key)
    with st.container(horizontal=True):
        look.save(told, "scores by series", "Scores (CSV)", f"scores-{group_id}")
        look.save_chart(lambda: figure, "skill by series", charts.alt(scores))


def knowing(read: Reading, told: "Summary") -> None:
    """What was fitted on what, and which tests these are."""
    rest = (
        " The 90% bands are as wide as the errors on validation of all series together, in units of each one's scale."
        if read.together
        else ""
    )
    best, seasonal = told.best, told.seasonal
    with st.expander("How we know", icon=":material/fact_check:"):
        st.markdown(
            "Each series is split by time; its scaling, its season and its best simple method come from its own"
            f" training and validation parts, and no test part is seen before it is forecast.{rest}"
        )
        st.markdown(
            "Whether it is better over all is asked by the Wilcoxon signed-rank test on the differences in MASE (1945),"
            " and by the sign test, as Demšar (2006) advises for two methods on many data sets: against the best simple"
            f" method p = {words.number(best.wilcoxon, 2)} and {words.number(best.sign, 2)}, against the seasonal naive"
            f" p = {words.number(seasonal.wilcoxon, 2)} and {words.number(seasonal.sign, 2)}. Both take the series for"
            " independent; where these rise and fall together, luck is likelier than they say."
        )


def table(scores: "pd.DataFrame") -> "pd.DataFrame":
    """The scores under the names that people read, the best skill first."""
    ordered = scores.sort_values("skill", ascending=False, na_position="last")
    named = ordered.assign(baseline=[style.name(name) if name else "" for name in ordered.baseline])
    return named[list(TITLES)].rename(columns=TITLES).set_index("Series")
