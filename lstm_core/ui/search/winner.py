"""The winner trained anew with several seeds, as ordinary runs: the one look at the test part."""

import math

import pandas as pd
import streamlit as st

from lstm_core import readonly
from lstm_core.evaluation.verdict import IN_WORDS
from lstm_core.results import State
from lstm_core.runs import store
from lstm_core.runs.record import Record
from lstm_core.search import repeating, space
from lstm_core.search.judging import Finding
from lstm_core.search.kept import Kept
from lstm_core.ui import fragment, frame, look, notices, resources, state, words, workspaces
from lstm_core.ui.forms import experiment as form
from lstm_core.ui.training import runs

EVERY = 1.0  # seconds between two looks at the runs


def show(kept: Kept, found: Finding) -> None:
    """The button that tests the winner or, once it was pressed, what came of that; and the way to the form."""
    st.subheader("The winner on the test part")
    if kept.repeats:
        records = [Record(run, workspaces.home() / "runs" / run) for run in kept.repeats]
        going = any(store.is_own(record.folder) and not record.state.is_over for record in records)
        fragment.of(told, run_every=EVERY if going else None)(records, going)
    else:
        st.markdown(
            f"Trains the best settings anew with {repeating.SEEDS} seeds, as ordinary runs, and reports them on the"
            " test part: once, so the search ends with it."
            + ("" if found.outcome == "skill" else " No skill was found on validation, so expect none here.")
        )
        st.button(
            f"Test it with {repeating.SEEDS} seeds",
            type="primary" if found.outcome == "skill" else "secondary",
            icon=":material/model_training:",
            on_click=test,
            args=(kept,),
            key="test winner",
            disabled=readonly.on(),
            help=readonly.WORDS if readonly.on() else None,
        )
    if st.button("Take its settings to Train", icon=":material/arrow_forward:", key="take winner"):
        with notices.shown():
            form.take(space.experiment(kept.asked, found.best.point))
            st.switch_page(frame.TRAIN, query_params=state.address())


def test(kept: Kept) -> None:
    """A click on the button; a second one is none."""
    with notices.shown():
        for record in repeating.runs(workspaces.home(), kept):
            resources.workers().submit(record, state.owner())


def told(records: list[Record], going: bool) -> None:
    """The runs and, once all are over, what they say together."""
    there = [record for record in records if store.is_own(record.folder)]
    if going and all(record.state.is_over for record in there):
        st.rerun()
    done = [record for record in there if record.has_forecast and record.verdict]
    if there and len(done) == len(there):
        st.markdown(f"**{notices.plain(sentence(done))}**")
    elif len(there) < len(records):
        st.caption(f"{words.count(len(records) - len(there), 'run')} of them deleted since.")
    for record in there:
        row(record)
    if done:
        look.read(table(done), hide_index=True)


def row(record: Record) -> None:
    """One run on one line: its state, its seed, and the way there."""
    label, icon, color = runs.BADGES[record.state]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(label, icon=icon, color=color)
        st.markdown(f"Seed {record.experiment.training.seed}", width="stretch")
        if st.button("Open", key=f"open {record.id}"):
            state.choose_run(record.id)
            st.switch_page(frame.FORECAST if record.has_forecast else frame.TRAIN, query_params=state.address())
    if record.state in (State.FAILED, State.INTERRUPTED):
        st.caption(notices.plain(record.error or ""))


def table(done: list[Record]) -> pd.DataFrame:
    """Error and verdict of each run on the test part."""
    rows = []
    for record in done:
        errors, verdict = test_errors(record), record.verdict
        skill = verdict.skill
        rows.append(
            {
                "Seed": record.experiment.training.seed,
                "Test error": float(f"{errors[record.experiment.network.kind]:.5g}"),
                f"{IN_WORDS[verdict.baseline]}".capitalize(): float(f"{errors[verdict.baseline]:.5g}"),
                "Skill %": round(100 * skill, 1) if math.isfinite(skill) else None,
                "p": float(f"{verdict.p_value:.2g}") if math.isfinite(verdict.p_value) else None,
            }
        )
    return pd.DataFrame(rows)


def test_errors(record: Record) -> dict[str, float]:
    """The mean absolute error of every model on the test part, all steps ahead together."""
    return {
        score["model"]: math.nan if score["value"] is None else score["value"]
        for score in record.scores
        if (score["part"], score["mode"], score["step"], score["metric"]) == ("test", "multi_step", None, "mae")
    }


def sentence(done: list[Record]) -> str:
    """What the seeds say together."""
    errors = [test_errors(record)[record.experiment.network.kind] for record in done]
    better = sum(record.verdict.outcome == "better" for record in done)
    rival = done[0].verdict.baseline
    theirs = test_errors(done[0])[rival]
    said = (
        f"{better} of {len(done)} seeds beat the simple methods beyond luck"
        if better
        else "No skill that could not be luck"
    )
    return (
        f"{said}: the winner is off by {words.number(min(errors))} to {words.number(max(errors))},"
        f" {IN_WORDS[rival]} by {words.number(theirs)}."
    )
