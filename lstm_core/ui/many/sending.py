"""Groups begun, stopped and resumed: a run each is made behind the page, because hundreds take a while."""

from concurrent.futures import Future
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.many import groups
from lstm_core.results import State
from lstm_core.ui import notices, resources, state, workspaces

if TYPE_CHECKING:
    from lstm_core.many.asked import Group
    from lstm_core.runs.record import Record

GROUP = "group"  # in the address
ASKED = "many_asked"
SENDING = "many_sending"  # what this tab is sending, by the group's id


def chosen() -> str | None:
    """The group that the address names."""
    return state.linked(GROUP)


def choose(group_id: str | None) -> None:
    """Looks at a group."""
    state.link(GROUP, group_id)


def ask() -> None:
    """Remembers a click until the form is read: it may hold a choice that was made just before."""
    st.session_state[ASKED] = True


def asked() -> bool:
    """Whether Train was pressed; asked once."""
    return bool(st.session_state.pop(ASKED, False))


def begin(group: "Group") -> None:
    """Asks for the group, and looks at it. A second click on the same form is none while the first goes on."""
    with notices.shown():
        if same_goes_on(group):
            return
        record = groups.create(workspaces.home(), group)
        choose(record.id)
        send(record)


def same_goes_on(group: "Group") -> bool:
    """Whether the group that is looked at asks for just this and is not over."""
    with notices.quiet():
        if chosen() is None:
            return False
        record = groups.opened(workspaces.home(), chosen())
        before = groups.asked(record)
        bare = tuple(member.model_copy(update={"run": None}) for member in before.members)
        same = before.model_copy(update={"members": bare}) == group
        return same and (is_sending(record) or goes_on(record, before))
    return False


def goes_on(record: "Record", group: "Group") -> bool:
    """Whether something of the group is waiting or training."""
    if group.way == "together":
        return not record.state.is_over
    return any(not run.state.is_over for run in groups.runs(workspaces.home(), group).values())


def send(record: "Record") -> None:
    """Has workers do what is missing of the group: its network, or the runs that are not there or can go on."""
    workers, owner = resources.workers(), state.owner()
    group = groups.asked(record)
    if group.way == "together":
        workers.submit(record, owner) if record.state is State.QUEUED else workers.resume(record)
        return
    # A line of its own in the queue: other runs of the same person need not wait for all of these.
    line = f"{owner} {record.id}"

    def work() -> None:
        for run in groups.left(workspaces.home(), group):
            workers.resume(run)
        for run in groups.begun(workspaces.home(), record, group):
            workers.submit(run, line)
            if record.stop_asked:
                run.ask_stop()
                return

    (record.folder / "stop").unlink(missing_ok=True)
    st.session_state[SENDING] = st.session_state.get(SENDING, {}) | {record.id: resources.readers().submit(work)}


def sent(record: "Record") -> Future | None:
    """The sending of a group's runs by this tab."""
    return st.session_state.get(SENDING, {}).get(record.id)


def is_sending(record: "Record") -> bool:
    """Whether runs of the group are still being made."""
    return (sending := sent(record)) is not None and not sending.done()


def stop(record: "Record") -> None:
    """Stops all of a group; what has come of it stays."""
    with notices.shown():
        group = groups.asked(record)
        if group.way == "each":
            (record.folder / "stop").touch()
        groups.stop(workspaces.home(), record, group)


def resume(record: "Record") -> None:
    """Goes on with what is missing."""
    with notices.shown():
        send(record)
