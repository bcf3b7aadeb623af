"""The runs of this tab to switch between, and the one deleted last, which can be brought back."""

from lstm_core.many import groups
from lstm_core.results import State
from lstm_core.runs import about, store
from lstm_core.runs.record import Record
from lstm_core.ui import lists, notices, state, words, workspaces

BADGES = {
    State.QUEUED: ("Waiting", ":material/schedule:", "gray"),
    State.RUNNING: ("Training", ":material/model_training:", "blue"),
    State.PAUSED: ("Paused", ":material/pause_circle:", "orange"),
    State.FINISHED: ("Finished", ":material/check:", "green"),
    State.STOPPED: ("Stopped", ":material/stop_circle:", "gray"),
    State.FAILED: ("Failed", ":material/error:", "red"),
    State.INTERRUPTED: ("Interrupted", ":material/power_off:", "orange"),
}


def choose() -> None:
    """The button that opens the list of runs to look at."""
    lists.choose("Runs", {record.id: entry(record) for record in known()}, state.run(), state.choose_run)


def entry(record: Record) -> tuple[str, str]:
    """A run's line in the list, and its icon."""
    label, icon, _ = BADGES[record.state]
    return f"{label} · {notices.plain(name(record))} · {words.ago(record.id)}", icon


def known() -> list[Record]:
    """The runs to choose from, the newest first; those that are gone are left out."""
    newest = {record.id: record for record in store.recent(workspaces.home(), lists.MOST)}
    own = {run_id: Record(run_id, workspaces.home() / "runs" / run_id) for run_id in state.runs()}
    there = [record for record in (own | newest).values() if store.is_own(record.folder)]
    first = sorted(there, key=lambda record: (record.id in own, record.id), reverse=True)[: lists.MOST]
    return sorted(first, key=lambda record: record.id, reverse=True)


def name(record: Record) -> str:
    """The name that a person gave the run or its preset, and what it forecasts.

    Also of a damaged one, or of a lab that waits beside the runs.
    """
    if record.folder.parent.name == store.LABS:
        return "A measurement"
    if record.folder.parent.name == groups.GROUPS:
        return f"Many series: {groups.asked_plain(record).get('name', '')}"[:80]
    data, preset = record.asked.get("data"), record.asked.get("preset")
    if not isinstance(data, dict):
        return "Damaged run"
    preset = "Own design" if preset in ("own", "custom") else str(preset or "").capitalize()
    what, given = (str(data.get("name", "")), str(data.get("target", ""))), about.read(record.folder).name
    return " · ".join(filter(None, (given, *what) if given else (*what, preset)))[:80]


def delete(record: Record) -> None:
    """Deletes a run that is over; it can be brought back for a while. A second click is none."""
    with notices.shown():
        called = name(record)
        if store.is_own(record.folder):
            store.delete(workspaces.home(), record.id)
        state.keep_deleted_run(record.id, called)
        if state.run() == record.id:
            state.choose_run(None)


def undo_deletion() -> None:
    """A line that brings back what was deleted last."""
    if gone := state.deleted_run():
        run_id, called = gone
        lists.undo(f"“{notices.plain(called)}”", "undo deleted run", restore, run_id)


def restore(run_id: str) -> None:
    """Brings a deleted run back, and looks at it."""
    with notices.shown():
        store.restore(workspaces.home(), run_id)
        state.keep_deleted_run(None)
        state.choose_run(run_id)
