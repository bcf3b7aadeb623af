"""Which run this is, how it stands, and what its curves say."""

import streamlit as st

from lstm_core import presets
from lstm_core.evaluation import learning_signs as signs
from lstm_core.results import Progress, State
from lstm_core.runs.record import Record
from lstm_core.ui import notices, words
from lstm_core.ui.training import queue

SILENT = 40.0  # seconds without a heartbeat, which comes every 2
MOST_SIGNS = 2
ICONS = {
    "overfitting": ":material/trending_up:",
    "jumps": ":material/bolt:",
    "flat": ":material/trending_flat:",
    "above": ":material/vertical_align_top:",
    "below": ":material/vertical_align_bottom:",
    "falling": ":material/trending_down:",
    "kept": ":material/bookmark:",
}


def about(record: Record) -> None:
    """Which run this is, in one line: the form beside it may already say something else."""
    asked = record.experiment
    recipe = presets.PRESETS[asked.preset].title if asked.preset in presets.PRESETS else "Own design"
    onward = f" · goes on from {record.continues}" if record.continues else ""
    st.caption(
        f"{recipe} · {notices.plain(asked.data.name)} · {notices.plain(asked.data.target)} ·"
        f" {asked.window.look_back} rows in · {words.ago(record.id)}{onward}"
    )


def state(record: Record) -> None:
    """Where the run stands, and how far it is."""
    now = record.state
    if now is State.QUEUED:
        queue.place(record)
    elif now is State.RUNNING:
        running(record)
    else:
        over(record)
        st.empty()  # in place of the progress at once: else it goes last, and the buttons move under the hand


def over(record: Record) -> None:
    """How it ended, and whether it can go on."""
    now = record.state
    if record.has_forecast:
        st.markdown(f"**{ended(record)}**  \n{notices.plain(record.verdict.sentence) if record.verdict else ''}")
    elif now is State.PAUSED:
        st.info(f"Paused {behind(record)} Resume it when you like: nothing is lost.", icon=":material/pause_circle:")
    elif now is State.INTERRUPTED:
        st.warning(
            f"This run was interrupted: its processes ended before it was over, {behind(record)} Resume it.",
            icon=":material/power_off:",
        )
    elif now is State.STOPPED:
        st.info(notices.plain(record.stage or "Stopped before there was anything to keep."), icon=":material/block:")
    else:
        st.error(notices.plain(record.error or record.stage or "This run failed."), icon=":material/error:")


def running(record: Record) -> None:
    """Stage, progress, and the time since the last sign of life where that is long."""
    progress = record.progress or Progress(record.stage)
    st.markdown(f"**{record.stage or 'Starting'}**")
    st.progress(progress.share, text=where(progress))
    if (record.silent_for or 0) > SILENT:
        st.warning(
            f"No sign of life for {words.span(record.silent_for)}. The worker may hang: wait, or end it the hard way;"
            " the last checkpoint stays.",
            icon=":material/heart_broken:",
        )


def where(progress: Progress) -> str:
    """Epoch, batch and time left in one line."""
    if not progress.epochs:
        return "Getting ready"
    left = f" · about {words.span(progress.seconds_left)} left" if progress.seconds_left is not None else ""
    return f"Epoch {progress.epoch} of {progress.epochs} · batch {progress.batch} of {progress.batches}{left}"


def behind(record: Record) -> str:
    """How far a run had come that can go on."""
    done = record.resumes_from
    return f"after {words.count(done, 'epoch')}." if done else "before the first epoch was done."


def ended(record: Record) -> str:
    """How a run with a forecast came to its end."""
    how = "Stopped; the best weights are kept" if record.state is State.STOPPED else "Finished"
    return f"{how}: {words.count(record.epochs, 'epoch')} in {words.span(record.seconds.get('training'))}"


def explain(record: Record) -> None:
    """What the curves say, at most two sentences; of a run that is over also which epoch it kept."""
    history, over = record.history, record.state.is_over
    told = [(sign.kind, sign.sentence) for sign in signs.read(history, over)[:MOST_SIGNS]]
    if record.has_forecast and (kept := kept_of(record, history)):
        told.append(("kept", kept))
    for kind, sentence in told:
        st.caption(f"{ICONS[kind]} {sentence}")


def kept_of(record: Record, history: list[dict]) -> str:
    """Which epoch's weights forecast, and why training ended before the last one planned."""
    lines = [line for line in history if signs.is_number(line.get("val_loss"))]
    training = record.experiment.training
    if not lines:
        return ""
    best, last = signs.best_of(lines)["epoch"], lines[-1]["epoch"]
    stopped = record.state is State.STOPPED
    if not stopped and training.patience is None:
        return f"This recipe keeps the weights of the last epoch, {last}."
    if not stopped and last < training.epochs:
        return (
            f"Ended early: {words.count(last - best, 'epoch')} without a better validation loss. The weights of epoch"
            f" {best}, the best, are kept."
        )
    return f"The weights of epoch {best}, the best on validation, are kept."
