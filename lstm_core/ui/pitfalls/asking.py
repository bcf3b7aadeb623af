"""Two networks asked for, with and without the mistakes: begun at once, followed, stopped; and kept when they are told.

Who asks for what was asked before gets the frames that were left then: the same seeds give the same numbers.
"""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.evaluation.pitfalls import SEEDS
from lstm_core.results import State
from lstm_core.runs import files, store
from lstm_core.runs.record import Record
from lstm_core.ui import notices, trying, workspaces

if TYPE_CHECKING:
    from lstm_core.labs.asked import Pitfalls


def frames(asked: "Pitfalls") -> list[dict] | None:
    """The frames of a lab that is finished; else what it is doing stands on the page, and None comes back."""
    record = found(asked) or trying.play(asked)
    now = record.state
    if now is State.FINISHED:
        if told := whole(record):
            return told
        record = trying.play(asked)  # its file was damaged since
        now = record.state
    trying.follow(record, lambda record: standing(record, asked), now.is_over)
    return None


def found(asked: "Pitfalls") -> Record | None:
    """The newest lab that was asked for just this."""
    wanted = asked.model_dump(mode="json")
    kept = store.recent(workspaces.home(), kind=store.LABS)
    return next((record for record in kept if files.read_object(record.folder / "lab.json") == wanted), None)


def whole(record: Record) -> list[dict]:
    """The frames of a finished lab, none where the last of them is lost."""
    told = record.frames
    return told if told and told[-1].get("kind") == "reported" else []


def tried(asked: "Pitfalls") -> dict[tuple[str, ...], dict]:
    """What was reported of this series and this way to learn, by the mistakes of teaching that were made."""
    wanted, reported = asked.model_dump(mode="json", exclude={"mistakes"}), {}
    for record in store.recent(workspaces.home(), kind=store.LABS):
        told = files.read_object(record.folder / "lab.json")
        made = tuple(told.pop("mistakes", ()))
        if told == wanted and made not in reported and (frames := whole(record)):
            reported[made] = frames[-1]
    return reported


def standing(record: Record, asked: "Pitfalls") -> None:
    """How far a lab is, and the button that stops it; or why it ended without an answer."""
    now = record.state
    if not now.is_over:
        networks = 2 + sum(frame.get("kind") == "seed" for frame in record.frames)
        whole = 2 + (SEEDS if "best_of_seeds" in asked.mistakes else 1)
        st.progress(networks / whole if record.frames else 0.0, text=trying.standing(record))
        asked_already = record.stop_asked
        words = "Stopping …" if asked_already else "Stop"
        st.button(words, icon=":material/stop_circle:", on_click=record.ask_stop, disabled=asked_already, key="stop")
        return
    if now is State.STOPPED:
        st.info("Stopped before both networks were trained.", icon=":material/stop_circle:")
    else:
        st.error(notices.plain(trying.fault(record) or "This could not be trained."), icon=":material/error:")
    st.button("Train again", icon=":material/replay:", on_click=trying.begin, args=(asked,), key="pitfalls again")
