"""The queue: which place a run has in it, who waits beside, and the order of one's own."""

import streamlit as st

from lstm_core import readonly
from lstm_core.runs.record import Record
from lstm_core.ui import notices, resources, state, workspaces
from lstm_core.ui.training import runs


def place(record: Record) -> None:
    """The run's place in the queue, and the queue where others wait too."""
    workers = resources.workers()
    line = workers.queue()
    waiting = [one.id for one in line]
    if record.id not in waiting or not workers.ready:
        st.markdown("**Starting**" if workers.ready else "**Starting the workers**")
        st.progress(0.0, text="Training begins as soon as a worker has imported TensorFlow, which takes some seconds.")
        return
    number = waiting.index(record.id) + 1
    where = f"number {number} of {len(waiting)} in the queue" if len(waiting) > 1 else "next in line"
    st.markdown(f"**Waiting for a free worker: {where}**")
    st.progress(0.0, text="It begins by itself. People take turns; among your own runs the order is yours.")
    if len(waiting) > 1:
        with st.container(key="queue"):
            for at, one in enumerate(line):
                row(at, one, line)


def row(at: int, one: Record, line: tuple[Record, ...]) -> None:
    """One waiting run: what it is, whose, and what can be done about it."""
    mine = one.owner.startswith(state.owner())  # a group of many series has a line of its own
    with st.container(horizontal=True, vertical_alignment="center"):
        who = "yours" if mine else "another person's"
        what = runs.name(one) if mine or not workspaces.on() else "A run"  # of what it is about, others know nothing
        st.markdown(f"{at + 1}. {notices.plain(what)} :small[{who}]", width="stretch")
        if mine and not readonly.on():
            own = [each.id for each in line if each.owner == one.owner]
            now = own.index(one.id)
            for label, icon, to in (("up", "arrow_upward", now - 1), ("down", "arrow_downward", now + 1)):
                st.button(
                    f"Move {label}",
                    icon=f":material/{icon}:",
                    key=f"{label} {one.id}",
                    on_click=move,
                    args=(one.id, to),
                    disabled=not 0 <= to < len(own),
                )


def move(run_id: str, place: int) -> None:
    """Another place among the owner's own."""
    with notices.shown():
        resources.workers().move(run_id, place)
