"""The picked runs side by side: could the difference be luck, which settings differ, forecasts, errors, losses."""

import math

import pandas as pd
import streamlit as st

from lstm_core.errors import DamagedRun
from lstm_core.evaluation import comparing
from lstm_core.evaluation.verdict import LUCK
from lstm_core.runs import listing
from lstm_core.runs.listing import Listed
from lstm_core.ui import look, notices, words
from lstm_core.ui.charts import compare as charts
from lstm_core.ui.compare import differing, opened

HELP = (
    "Diebold-Mariano test with the small-sample correction, over the mean absolute errors at each origin of the test"
    " part that both forecast: how often two equally good runs would differ this much by chance."
)


def show(picked: list[Listed], names: dict[str, str]) -> None:
    """All that can be said of two runs or more, by their `names`; the best on validation stands first."""
    if len(picked) < 2:
        said = "Tick another run" if picked else "Tick two runs or more"
        st.caption(f"{said}: their forecasts, errors, losses and settings then stand here side by side.")
        return
    st.subheader("Side by side")
    if len(picked) > charts.MOST:
        st.caption(f"The first {charts.MOST} of {len(picked)} picked runs are laid side by side.")
    drawn = [one for one in ordered(picked[: charts.MOST]) if is_whole(one, names)]
    if len(drawn) < 2:
        return
    forecasts = [one for one in drawn if one.record.has_forecast]
    alike = [one for one in forecasts if one.series == forecasts[0].series]
    left_out(drawn, forecasts, alike, names)
    rows = shared(alike)
    if rows is not None:
        luck(rows, alike, names)
    settings(drawn, names)
    pictures(rows, alike, drawn, names)


def is_whole(one: Listed, names: dict[str, str]) -> bool:
    """Whether a run can be read; else it says why not, and is left out."""
    try:
        _ = one.record.experiment
        if one.record.has_forecast:
            opened.tested(one)
    except DamagedRun as damage:
        said = notices.plain(f"{names[one.id]} is left out. {damage}")
        st.warning(said, icon=":material/broken_image:")
        return False
    return True


def ordered(picked: list[Listed]) -> list[Listed]:
    """Best on validation first where all are of one group; else as they were picked."""
    places = listing.ranks(picked)
    if len({one.group for one in picked}) > 1:
        return picked
    return sorted(picked, key=lambda one: places.get(one.id, (math.inf,)))


def left_out(drawn: list[Listed], forecasts: list[Listed], alike: list[Listed], names: dict[str, str]) -> None:
    """Which runs can't stand beside the others, and why."""
    without = [names[one.id] for one in drawn if one not in forecasts]
    other = [names[one.id] for one in forecasts if one not in alike]
    if without:
        st.caption(f"Without a forecast, so in settings and losses only: {notices.plain(', '.join(without))}.")
    if other:
        st.caption(
            f"On other data than {notices.plain(names[alike[0].id])}, so in settings and losses only:"
            f" {notices.plain(', '.join(other))}. Errors on different data say nothing of each other."
        )
    if len({one.group for one in alike}) > 1:
        st.caption(
            "These runs differ in split or horizon: they are not ranked. Below they are compared on the test rows that"
            " all of them forecast, from the same origins."
        )


def shared(alike: list[Listed]) -> pd.DataFrame | None:
    """The test rows that all of them forecast, with a simple method beside them; None where there are none."""
    if len(alike) < 2:
        return None
    tested = {one.id: opened.tested(one) for one in alike}
    forecasts = {one.id: tested[one.id][one.asked.network.kind] for one in alike}
    rows = comparing.common(forecasts | {baseline(alike): tested[alike[0].id][baseline(alike)]})
    if rows.empty:
        st.info("The test parts of these runs have no forecast in common.", icon=":material/info:")
        return None
    return rows


def baseline(alike: list[Listed]) -> str:
    """The simple method that is drawn beside the runs: the one that the first is measured by."""
    return alike[0].baseline or "naive"


def luck(rows: pd.DataFrame, alike: list[Listed], names: dict[str, str]) -> None:
    """For each run beside the first, whether their difference on test could be luck."""
    first, *others = alike
    said = [sentence(comparing.difference(rows, first.id, one.id), names[first.id], names[one.id]) for one in others]
    st.markdown("  \n".join(map(notices.plain, said)), help=HELP)
    if len(others) > 1:
        st.caption("Of many comparisons one in twenty looks like more than luck where there is nothing.")


def sentence(told: comparing.Difference, first: str, other: str) -> str:
    """Both errors, and whether they differ by more than luck.

    >>> sentence(comparing.Difference(1.0, 1.25, 0.3, 0.2, 90), "A", "B")
    'A is off by 1, B by 1.25 on 90 common origins: the difference can be luck (p = 0.3).'
    """
    start = f"{first} is off by {words.number(told.first)}, {other} by {words.number(told.second)} on"
    start += f" {words.count(told.origins, 'common origin')}:"
    if told.first == told.second:
        return f"{start} there is no difference."
    if not math.isfinite(told.p_value):
        return f"{start} too few separate forecasts to tell the difference from luck."
    if told.p_value >= LUCK:
        return f"{start} the difference can be luck (p = {told.p_value:.2g})."
    better = first if told.first < told.second else other
    return f"{start} {better} is better, and that is unlikely to be luck (p = {told.p_value:.2g})."


def settings(drawn: list[Listed], names: dict[str, str]) -> None:
    """The settings in which the runs differ."""
    table = differing.table({names[one.id]: one.asked for one in drawn})
    st.markdown("**What differs**")
    if table.empty:
        st.markdown("Nothing: these runs ask for the same, seed included.")
    else:
        look.read(table, height="content")


def pictures(rows: pd.DataFrame | None, alike: list[Listed], drawn: list[Listed], names: dict[str, str]) -> None:
    """Three tabs; what is not open is not computed."""
    own = {one.id: names[one.id] for one in alike}
    there = {"Learning": lambda: learning(drawn, names)}
    if rows is not None:
        there = {
            "Forecasts": lambda: forecasts(rows, own, baseline(alike)),
            "Error by step ahead": lambda: by_step(rows, own, baseline(alike)),
        } | there
    tabs = st.tabs(list(there), key=f"compared {len(there)}", on_change="rerun")
    for tab, draw in zip(tabs, there.values(), strict=True):
        if tab.open:
            with tab:
                draw()


def forecasts(rows: pd.DataFrame, own: dict[str, str], baseline: str) -> None:
    """What each run forecast so many steps before, over what happened."""
    steps, step = sorted(rows.step.unique()), 1
    if len(steps) > 1 and rows.origin.nunique() > 1:
        step = st.slider("Steps ahead", 1, int(steps[-1]), int(steps[-1]), width=280, key="compared steps")
    figure = charts.overlay(rows, own, baseline, step, look.dark())
    look.chart(figure, "compared forecasts", f"Actual values and the forecasts of {', '.join(own.values())}")


def by_step(rows: pd.DataFrame, own: dict[str, str], baseline: str) -> None:
    """The error of each run by steps ahead, or why there is nothing to compare."""
    errors = comparing.by_step(rows)
    if len(errors) == 1 or rows.origin.nunique() == 1:
        st.markdown("One step ahead, or one origin only: there is nothing to compare by distance.")
        return
    ends = (errors.index[0], errors.index[-1])
    said = [
        f"{name} is off by {words.number(errors[run_id][ends[0]])} one step ahead and by"
        f" {words.number(errors[run_id][ends[1]])} at {ends[1]} steps."
        for run_id, name in own.items()
    ]
    st.markdown("  \n".join(map(notices.plain, said)))
    look.chart(charts.by_step(errors, own, baseline, look.dark()), "compared by step", " ".join(said))


def learning(drawn: list[Listed], names: dict[str, str]) -> None:
    """The loss of each run by epoch, against its own line to beat."""
    histories = {names[one.id]: one.record.history for one in drawn}
    figure = charts.losses(histories, look.dark())
    look.chart(figure, "compared losses", f"Validation loss by epoch of {', '.join(histories)}, over the line to beat")
    if len({one.asked.training.loss for one in drawn}) > 1:
        st.caption("These runs learn by different losses: compare which side of the line they are on, not how far.")
