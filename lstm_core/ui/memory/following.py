"""A lab of the page: submitted, followed by its folder, stopped. Its id stands in the address: a reload finds it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.errors import DamagedRun, NotFound
from lstm_core.labs.asked import LABS
from lstm_core.results import State
from lstm_core.runs import files, store
from lstm_core.runs.record import Record
from lstm_core.ui import keys, look, notices, resources, state, trying, workspaces

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

    from lstm_core.specs import Asked

EVERY = 1.0  # seconds between two looks at the folder


def begin(lab: str, settings: Callable[[], "Asked"]) -> None:
    """A click on Play: has a worker play the lab; what this tab played of it before is stopped."""
    with notices.shown():
        asked = settings()
        if (earlier := played(lab)) is not None:
            earlier.ask_stop()
        new = store.create_lab(workspaces.home(), asked)
        state.link(lab, new.id)
        resources.workers().submit(new, state.owner())


def played(lab: str) -> Record | None:
    """The lab that the address names, if it is kept still, and is one of that name."""
    try:
        record = store.open_run(workspaces.home(), state.linked(lab) or "", store.LABS)
    except NotFound:
        return None
    return record if files.read_object(record.folder / "lab.json").get("lab") == lab else None


def asked(record: Record) -> "Asked":
    """What a lab was asked to play."""
    from pydantic import ValidationError

    told = files.read_object(record.folder / "lab.json")
    try:
        return LABS[told["lab"]].model_validate(told)
    except (KeyError, ValidationError) as damage:
        raise DamagedRun("This lab's settings are damaged. Play it again.") from damage


def follow(lab: str, settings: Callable[[], "Asked"], show: Callable[[Record], None], empty: str) -> None:
    """The button, and the lab as it stands, again and again until it is over; `empty` says what will stand here."""
    record = played(lab)
    if record is None:
        play(lab, settings)
        st.caption(empty)
        return

    def draw(record: Record) -> None:
        standing(record)
        if record.frames:
            show(record)

    over = record.state.is_over
    if over:
        play(lab, settings)
    else:
        asked_already = record.stop_asked
        words = "Stopping …" if asked_already else "Stop"
        icon = ":material/stop_circle:"
        st.button(words, icon=icon, on_click=record.ask_stop, disabled=asked_already, key=f"stop {lab}")
    trying.follow(record, draw, over, EVERY)


def play(lab: str, settings: Callable[[], "Asked"]) -> None:
    """The button that has a worker play the lab."""
    st.button(
        "Play", type="primary", icon=":material/play_arrow:", on_click=begin, args=(lab, settings), key=f"play {lab}"
    )


def film(record: Record, name: str, figure: "Figure", told: str, table: "pd.DataFrame | None" = None) -> None:
    """The newest frame of a lab while it goes on, then the film of all, which the keyboard moves, too."""
    with st.container(key=f"{name} film"):
        look.chart(figure, name, told, table)
    if record.state.is_over:
        keys.reach(f"{name} film", "Batches learnt from")


def standing(record: Record) -> None:
    """What a lab that is not finished is doing, or why it ended, in words."""
    now = record.state
    if now is State.QUEUED:
        st.caption("Waiting for a free worker …" if resources.workers().ready else "Starting the workers …")
    elif now is State.RUNNING:
        st.caption(f"{record.stage} …")
    elif now is State.STOPPED:
        st.caption("Stopped." if record.frames else "Stopped before there was anything to see.")
    elif now is not State.FINISHED:
        st.error(notices.plain(record.error or "This lab failed. Play it again."), icon=":material/error:")


def about(words: str, source: str) -> None:
    """What a lab shows, in one short paragraph, and where it comes from."""
    st.markdown(words)
    st.caption(source)
