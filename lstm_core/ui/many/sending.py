"""What is done to groups. Hundreds of runs take a while to make: that happens behind the page."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.many import groups
from lstm_core.results import State
from lstm_core.runs import store
from lstm_core.ui import notices, resources, state, workspaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lstm_core.many.asked import Group
    from lstm_core.runs.record import Record


def begin(group: "Group") -> None:
    """Asks for the group, and looks at it. A second click on the same form is none while the first goes on."""
    with notices.shown():
        if same_goes_on(group):
            return
        record = groups.create(workspaces.home(), group)
        state.choose_group(record.id)
        send(record)


def same_goes_on(group: "Group") -> bool:
    """Whether the group that is looked at asks for just this and is not over."""
    with notices.quiet():
        if state.group() is None:
            return False
        record = groups.opened(workspaces.home(), state.group())
        before = groups.asked(record)
        bare = tuple(member.model_copy(update={"run": None}) for member in before.members)
        same = before.model_copy(update={"members": bare, "name": group.name}) == group
        return same and (is_sending(record) or groups.goes_on(workspaces.home(), record, before))
    return False


def send(record: "Record") -> None:
    """Has workers do what is missing of the group: its network, or the runs that are not there or can go on."""
    workers, owner, home = resources.workers(), state.owner(), workspaces.home()
    group = groups.asked(record)
    if group.way == "together":
        workers.submit(record, owner) if record.state is State.QUEUED else workers.resume(record)
        return
    # A line of its own in the queue: other runs of the same person need not wait for all of these.
    line = f"{owner} {record.id}"

    def sent() -> "Iterator[Record]":
        for run in groups.left(home, group):
            workers.resume(run)
            yield run
        for run in groups.begun(home, record, group):
            workers.submit(run, line)
            yield run

    def work() -> None:
        for run in sent():
            if record.stop_asked or record.pause_asked:
                run.ask_stop() if record.stop_asked else run.ask_pause()
                return

    groups.take_up(record)
    state.keep_sending(record.id, resources.readers().submit(work))


def is_sending(record: "Record") -> bool:
    """Whether runs of the group are still being made."""
    return (sending := state.sending(record.id)) is not None and not sending.done()


def stop(record: "Record") -> None:
    """Stops all of a group; what has come of it stays."""
    with notices.shown():
        groups.stop(workspaces.home(), record, groups.asked(record))


def pause(record: "Record") -> None:
    """Pauses all of a group: what trains frees its worker, what waits leaves the queue, until it is resumed."""
    with notices.shown():
        groups.pause(workspaces.home(), record, groups.asked(record))


def rename(record: "Record", field: str) -> None:
    """Gives a group the name in that field, as it was when Save was pressed."""
    with notices.shown():
        groups.rename(record, st.session_state[field])
        state.renew()


def resume(record: "Record") -> None:
    """Goes on with what is missing."""
    with notices.shown():
        send(record)


def delete(record: "Record") -> None:
    """Deletes a group that is over, but not its runs; it can be brought back for a while. A second click is none."""
    with notices.shown():
        called = str(groups.asked_plain(record).get("name", ""))[:60]
        if store.is_own(record.folder):
            groups.delete(workspaces.home(), record.id)
        state.keep_deleted_group(record.id, called)
        state.choose_group(None)


def restore(group_id: str) -> None:
    """Brings a deleted group back, and looks at it."""
    with notices.shown():
        groups.restore(workspaces.home(), group_id)
        state.keep_deleted_group(None)
        state.choose_group(group_id)
