"""The buttons under a run: what can be done with it as it stands. Pressing one twice, or in two tabs, is the same."""

import streamlit as st

from lstm_core import readonly, specs
from lstm_core.results import State
from lstm_core.runs import store
from lstm_core.runs.record import Record
from lstm_core.ui import notices, resources, state
from lstm_core.ui.forms import experiment as form
from lstm_core.ui.training import heading, runs

MORE = (5, 10, 20, 50)  # epochs to go on for


def buttons(record: Record) -> None:
    """Every button that makes sense now, the likeliest first."""
    now = record.state
    with st.container(horizontal=True, key="control"):
        if readonly.on():
            look(record)
        elif now is State.QUEUED:
            st.button("Cancel", icon=":material/close:", on_click=cancel, args=(record,), key="cancel")
        elif now is State.RUNNING:
            steer(record)
        else:
            if record.has_forecast:
                see(record)
                longer(record)
            elif now.goes_on or was_killed(record):
                st.button("Resume", type="primary", icon=":material/play_arrow:", on_click=resume, args=(record,))
            elif now is State.FAILED:
                mend(record)
            copy(record)
            remove(record)


def look(record: Record) -> None:
    """What is left where nothing can be changed: the forecast, and the experiment in the form."""
    if record.state.is_over:
        if record.has_forecast:
            see(record)
        copy(record)


def see(record: Record) -> None:
    """Goes on to the forecast as after a demo: also where another look comes before this click."""
    go = {"on_click": state.choose_run, "args": (record.id, True)}
    st.button("See the forecast", type="primary", icon=":material/query_stats:", key="see", **go)


def copy(record: Record) -> None:
    """Takes the run's experiment into the form."""
    st.button("Duplicate and edit", icon=":material/content_copy:", on_click=edit, args=(record,), key="edit")


def remove(record: Record) -> None:
    """Deletes a run that is over; the page then offers to undo it. Nothing where people may only look."""
    if readonly.on():
        return
    st.button("Delete", icon=":material/delete:", on_click=runs.delete, args=(record,), key="delete run")


def steer(record: Record) -> None:
    """Stop, pause, and the hard way where the worker gives no sign of life."""
    stopping, pausing = record.stop_asked, record.pause_asked
    st.button(
        "Stopping …" if stopping else "Stop and keep the best",
        icon=":material/stop_circle:",
        on_click=record.ask_stop,
        disabled=stopping,
        key="stop",
    )
    if not stopping:
        st.button(
            "Pausing …" if pausing else "Pause",
            icon=":material/pause:",
            on_click=record.ask_pause,
            disabled=pausing,
            help="Frees the worker for other runs. Resume goes on from the last whole epoch.",
            key="pause",
        )
    if (record.silent_for or 0) > heading.SILENT:
        st.button("End it the hard way", icon=":material/dangerous:", on_click=kill, args=(record,), key="kill")


def longer(record: Record) -> None:
    """More epochs from where training ended, as a run of its own."""
    done = record.resumes_from
    more = [epochs for epochs in MORE if done and done + epochs <= store.MOST_EPOCHS]
    with st.popover("Train longer", icon=":material/more_time:", disabled=not more, key="longer"):
        if not more:
            return
        epochs = st.segmented_control("Epochs more", more, default=more[0], required=True, key=f"more {record.id}")
        again = " The learning rate starts its fall again." if record.experiment.training.schedule == "cosine" else ""
        st.caption(
            f"A new run goes on from epoch {done} with the weights, the optimiser and the shuffling as they were."
            f"{again} This run stays as it is."
        )
        st.button(
            f"Train {epochs} more",
            type="primary",
            icon=":material/play_arrow:",
            on_click=go_on,
            args=(record, epochs),
            key="go on",
        )


def mend(record: Record) -> None:
    """The button that changes what the error names, and takes the changed experiment into the form."""
    training, error = record.experiment.training, record.error or ""
    label, change = "", {}
    if "learning rate" in error:
        label, change = "Halve the learning rate", {"learning_rate": training.learning_rate / 2}
    elif "memory" in error and training.batch_size > 1:
        label, change = "Halve the batch size", {"batch_size": training.batch_size // 2}
    if label:
        st.button(label, type="primary", icon=":material/build:", on_click=edit, args=(record, change), key="mend")


def cancel(record: Record) -> None:
    """Takes a waiting run out of the queue; one that has just begun is stopped."""
    with notices.shown():
        resources.workers().cancel(record.id)


def resume(record: Record) -> None:
    """Goes on with a run from its last checkpoint."""
    with notices.shown():
        if record.state.goes_on or was_killed(record):
            resources.workers().resume(record)


def was_killed(record: Record) -> bool:
    """Whether a run failed for no fault of its own, and can go on."""
    killed = record.state is State.FAILED and "killed" in (record.error or "")
    return killed and record.resumes_from is not None


def kill(record: Record) -> None:
    """Ends the worker of a run that does not answer."""
    with notices.shown():
        resources.workers().kill(record)


def go_on(record: Record, epochs: int) -> None:
    """Trains a copy of the run for more epochs, and looks at that one."""
    with notices.shown():
        if state.run() == record.id:  # else it was pressed twice
            state.choose_run(resources.longer(record, epochs, state.owner()).id)


def edit(record: Record, change: dict | None = None) -> None:
    """Takes the run's experiment into the form, its training changed where that is said."""
    with notices.shown():
        asked = record.experiment
        training = specs.checked(specs.Training, **dict(asked.training) | (change or {}))
        form.take(asked.model_copy(update={"training": training}))
