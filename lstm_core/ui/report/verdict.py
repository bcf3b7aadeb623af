"""The verdict first, in words; then the numbers behind it."""

import math

import pandas as pd
import streamlit as st

from lstm_core.evaluation import intervals, lag
from lstm_core.guide import glossary
from lstm_core.runs import about
from lstm_core.ui import notices, resources, words
from lstm_core.ui.charts import style
from lstm_core.ui.report.reading import Reading

OUTCOMES = {
    "better": ("Better than the simple methods", ":material/trending_up:", "green"),
    "worse": ("Worse than a simple method", ":material/trending_down:", "orange"),
    "not_distinguishable": ("Not distinguishable from a simple method", ":material/drag_handle:", "gray"),
}
MOST_LAGS = 100


def tell(reading: Reading) -> None:
    """Whether the network is worth it, warnings where it only looks so, and how sure one can be of each number."""
    asked, verdict = reading.asked, reading.verdict
    given = about.read(reading.record.folder).name
    told = map(notices.plain, filter(None, (given, asked.data.name, asked.data.target)))
    st.caption(f"{' · '.join(told)} · {words.ago(reading.record.id)}")
    if verdict is None:
        st.info("This run has no verdict; what it forecast stands below.", icon=":material/info:")
        return
    title, icon, color = OUTCOMES[verdict.outcome]
    st.badge(title, icon=icon, color=color)
    st.markdown(f"#### {notices.plain(verdict.sentence)}")
    if said := echoes(reading):
        st.warning("  \n".join(map(notices.plain, said)), icon=":material/repeat:")
    ours, theirs = (reading.scores(model, "multi_step") for model in (reading.ours, verdict.baseline))
    with st.grid(6, min_column_width=170):
        errors(reading, ours["mae"], theirs["mae"])
        luck(reading)
        direction(ours)
        coverage(reading)
    if is_price(reading):
        st.caption("How well a price can be forecast says nothing of what to do with it: no advice to buy or sell.")


def errors(reading: Reading, ours: float, theirs: float) -> None:
    """Both mean errors and the skill."""
    apart = None if math.isnan(ours - theirs) else "the same"
    if ours != theirs and apart:
        apart = f"{words.number(abs(ours - theirs))} {'less' if ours < theirs else 'more'}"
    meant = f"{words.METRICS['mae'][1]} Over all steps ahead of the test part."
    st.metric(f"{reading.name} error", words.number(ours), apart, delta_color="off", delta_arrow="off", help=meant)
    chosen = f"{meant} This simple method had the least error on the validation part."
    st.metric(f"{style.name(reading.rival)} error", words.number(theirs), help=chosen)
    skill = reading.verdict.skill
    st.metric(
        "Skill",
        f"{skill:+.1%}" if math.isfinite(skill) else words.UNDEFINED,
        help=glossary.meaning("skill")
        + (" Not defined here: the simple method makes no error at all." if math.isnan(skill) else ""),
    )


def luck(reading: Reading) -> None:
    """The test, or why there is none."""
    p_value = reading.verdict.p_value
    st.metric(
        "Could it be luck?",
        f"p = {p_value:.2g}" if math.isfinite(p_value) else words.UNDEFINED,
        help="Diebold-Mariano test with the small-sample correction: how often two equally good methods would differ"
        " this much by chance."
        + (" Not defined here: too few separate forecasts, or none that differ." if math.isnan(p_value) else ""),
    )


def direction(ours: dict[str, float]) -> None:
    """How often the direction was right, its interval, and what always saying the same would score."""
    share, low, high = (ours[f"direction{part}"] for part in ("", "_low", "_high"))
    there = math.isfinite(share)
    st.metric(
        "Right direction",
        f"{share:.0f}%" if there else words.UNDEFINED,
        f"{low:.0f}–{high:.0f}%, base rate {ours['direction_base']:.0f}%" if there else None,
        delta_color="off",
        delta_arrow="off",
        help="How often the truth went the way that was forecast, up or down from the last known value; below it the"
        " 95% interval, and how often always saying the commoner way would be right."
        + ("" if there else " Not defined here: the forecast or the series never moves."),
    )


def coverage(reading: Reading) -> None:
    """How much the band held, beside how much it claims; or why there is no band."""
    rows = reading.rows("multi_step")
    held, level = intervals.measured(rows), reading.chosen.level
    there = math.isfinite(held.percent)
    st.metric(
        f"Held by the {level:.0%} band",
        f"{held.percent:.0f}%" if there else words.UNDEFINED,
        f"{held.low:.0f}–{held.high:.0f}%, aims at {level:.0%}" if there else None,
        delta_color="off",
        delta_arrow="off",
        help="How much of the test part's truth fell inside the band, with the 95% interval of that share."
        + ("" if there else f" {reading.without_band('multi_step') or 'Nothing was measured inside a band.'}"),
    )


def echoes(reading: Reading) -> list[str]:
    """What the lag detector says of our forecasts, one step ahead and the most, where it says anything."""
    said = []
    for mode, step in (("multi_step", reading.steps), ("one_step", 1)):
        rows = reading.rows(mode).sort_values("origin")
        rows = rows[rows.step == step]
        if follow_each_other(reading.rows(mode)):
            most = min(MOST_LAGS, max(10, 2 * step), len(rows) // 3)
            found = lag.found(rows.actual.to_numpy(), rows.forecast.to_numpy(), most)
            if found.steps:
                ahead = "One step ahead" if step == 1 else f"{step} steps ahead"
                said.append(f"{ahead}: {found.sentence[0].lower()}{found.sentence[1:]}")
    return list(dict.fromkeys(said))


def follow_each_other(rows: pd.DataFrame) -> bool:
    """Whether the origins are neighbouring rows, but for gaps: in a thinned part a lag has no name."""
    first = rows[rows.step == 1].sort_values("origin")
    return bool((first.origin.to_numpy()[1:] == first.time.to_numpy()[:-1]).mean() > 0.9) if len(first) > 1 else False


def is_price(reading: Reading) -> bool:
    """Whether the series holds prices: open, high, low, close."""
    with notices.quiet():
        return bool(resources.dataset(reading.asked.data.dataset).roles)
    return False
