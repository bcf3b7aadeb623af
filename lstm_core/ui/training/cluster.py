"""Who trains: the worker processes, what they are busy with, and how many runs wait."""

import streamlit as st

from lstm_core.runs import store
from lstm_core.runs.record import Record
from lstm_core.ui import fragment, notices, resources, words, workspaces
from lstm_core.ui.training import runs

EVERY = 2.0  # seconds between two looks while the panel is open


def panel() -> None:
    """The button that opens the panel, which looks again and again as long as it is open."""
    box = st.popover("Workers", icon=":material/memory:", key="workers", on_change="rerun")
    if box.open:
        with box:
            fragment.of(told, run_every=EVERY)()


def told() -> None:
    """The panel's words and its table."""
    seen = resources.workers().seen()
    if not seen.workers:
        st.caption("The workers are starting: each imports TensorFlow first.")
        return
    where = "on this machine" if seen.kind == "embedded" else "of the cluster that LSTM_LAB_SCHEDULER names"
    st.markdown(f"**{words.count(len(seen.workers), 'worker')}** {where}. Each trains one run at a time.")
    rows = [
        {
            "Worker": worker.name,
            "On": worker.host,
            "Trains on": worker.trains_on or "importing TensorFlow",
            "Threads": worker.threads,
            "Memory": f"{words.size(worker.memory)} of {words.size(worker.limit)}" if worker.limit else "",
            "Busy with": busy(worker.busy_with),
        }
        for worker in seen.workers
    ]
    st.table(rows)
    st.caption(f"Waiting in the queue: {seen.waiting}.")


def busy(run_id: str | None) -> str:
    """What a worker does, in words."""
    if run_id is None:
        return "nothing"
    folder = workspaces.home() / "runs" / run_id
    if store.is_own(folder):
        return notices.plain(runs.name(Record(run_id, folder)))
    return "other work" if workspaces.on() else "a measurement"
