"""Two networks asked for, with and without the mistakes: begun at once, followed, stopped; and kept when they are told.

Who asks for what was asked before gets the frames that were left then: the same seeds give the same numbers.
"""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.results import State
from lstm_core.runs import files, store
from lstm_core.runs.record import Record
from lstm_core.ui import notices, resources

if TYPE_CHECKING:
    from lstm_core.labs.asked import Pitfalls

EVERY = 0.5  # seconds between two looks at the folder
LATEST = "pitfalls_asked"  # session key: the lab that this tab waits for


def found(asked: "Pitfalls") -> Record | None:
    """The newest lab that was asked for just this."""
    from lstm_core.labs.asked import LABS

    for record in store.recent(store.home(), kind=store.LABS):
        told = files.read_object(record.folder / "lab.json")
        if told.get("lab") == asked.lab and told == asked.model_dump(mode="json") and told["lab"] in LABS:
            return record
    return None


def begin(asked: "Pitfalls") -> Record:
    """Has a worker play it; what this tab asked for before is stopped."""
    stop()
    record = store.create_lab(store.home(), asked)
    st.session_state[LATEST] = record
    resources.workers().submit(record)
    return record


def stop() -> None:
    """Stops what this tab asked for last."""
    if LATEST in st.session_state:
        st.session_state[LATEST].ask_stop()


def again(asked: "Pitfalls") -> None:
    """A click on Train again."""
    with notices.shown():
        begin(asked)


def frames(asked: "Pitfalls") -> list[dict] | None:
    """The frames of a lab that is finished; else what it is doing stands on the page, and None comes back."""
    record = found(asked) or begin(asked)
    running = not record.state.is_over
    if not running and record.state is State.FINISHED:
        return record.frames
    st.fragment(look_again, run_every=EVERY if running else None)(record, asked, running)
    return None


def look_again(record: Record, asked: "Pitfalls", was_running: bool) -> None:
    """One look at a lab that is not finished; when it has just ended the page is drawn anew."""
    now = record.state
    if was_running and now.is_over:
        st.rerun()
    if not now.is_over:
        done = sum(frame.get("kind") == "seed" for frame in record.frames)
        whole = 30 if "best_of_seeds" in asked.mistakes else 1
        waiting = "Waiting for a free worker" if resources.workers().ready else "Starting the workers"
        st.progress((1 + done) / (2 + whole) if record.frames else 0.0, text=record.stage or waiting)
        st.button("Stop", icon=":material/stop_circle:", on_click=record.ask_stop, disabled=record.stop_asked)
        return
    if now is State.STOPPED:
        st.info("Stopped before both networks were trained.", icon=":material/stop_circle:")
    else:
        st.error(notices.plain(record.error or "This could not be trained."), icon=":material/error:")
    st.button("Train again", icon=":material/replay:", on_click=again, args=(asked,), key="pitfalls again")
