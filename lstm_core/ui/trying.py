"""What a worker tries out for this tab: labs of the Train page before a training, and of the Forecast page after it."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.errors import NotFound
from lstm_core.results import State
from lstm_core.runs import store
from lstm_core.runs.record import Record
from lstm_core.ui import fragment, notices, resources, state, workspaces

if TYPE_CHECKING:
    from collections.abc import Callable

    from lstm_core.specs import Asked, Experiment, Spec

EVERY = 0.5  # seconds between two looks at the folder


def begin(asked: "Asked", about: "Spec | None" = None) -> None:
    """A click that has a worker play the lab, which tells `about` something."""
    with notices.shown():
        play(asked, about)


def play(asked: "Asked", about: "Spec | None" = None) -> Record:
    """The lab, sent to a worker; what was tried before is stopped and forgotten."""
    if earlier := record(state.tried(asked.lab)[0]):
        earlier.ask_stop()
    new = store.create_lab(workspaces.home(), asked)
    state.keep_tried(asked.lab, new.id, about)
    resources.workers().submit(new, state.owner())
    return new


def found(lab: str, about: "Spec") -> Record | None:
    """What was tried last, where it tells about this."""
    run_id, tried = state.tried(lab)
    return record(run_id) if tried == about else None


def record(run_id: str | None) -> Record | None:
    """The lab of that id, if it is kept still."""
    try:
        return store.open_run(workspaces.home(), run_id, store.LABS) if run_id else None
    except NotFound:
        return None


def core(experiment: "Experiment") -> "Experiment":
    """The experiment without what changes nothing in a single batch: rate, schedule, and when training ends."""
    indifferent = {"learning_rate": 1.0, "schedule": "constant", "cycle": None, "epochs": 1, "patience": None}
    training = experiment.training.model_copy(update=indifferent)
    return experiment.model_copy(update={"preset": "", "training": training})


def follow(record: Record, show: "Callable[[Record], None]", over: bool, every: float = EVERY) -> None:
    """Shows the lab as it stands, again and again until it is over; then the page is drawn anew.

    `over`: whether it was so when the page around it was drawn. Read here it could be newer than what stands there.
    """

    def look() -> None:
        if record.state.is_over != over:
            st.rerun()
        with notices.shown():
            show(record)

    fragment.of(look, run_every=None if over else every)()


def standing(record: Record) -> str:
    """What a lab that is not over is doing, in words."""
    return f"{record.stage} …" if record.stage else "Waiting for a free worker …"


def fault(record: Record) -> str | None:
    """Why a lab has failed, in words; None where it has not."""
    return record.error if record.state in (State.FAILED, State.INTERRUPTED) else None
