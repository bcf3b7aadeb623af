"""Runs that others began: left alone while somebody trains them, and found when nobody does any more."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from lstm_core.many import groups
from lstm_core.results import State
from lstm_core.runs import processes, store, workspaces
from lstm_core.runs.record import FRESH_SECONDS, FRESH_SECONDS_ELSEWHERE, Record, known_state
from lstm_core.search import shelf


@dataclass
class Watch:
    """One such run, and since when (on our own clock, whatever the worker's says) its heart has beaten no more."""

    record: Record
    heartbeat: object = None
    since: float = field(default_factory=time.monotonic)

    def is_left(self) -> bool:
        """Whether nobody goes on with the run."""
        status = self.record.status
        if known_state(status) is not State.RUNNING or processes.lives(status) is False:
            return True
        if status.get("heartbeat") != self.heartbeat:
            self.heartbeat, self.since = status.get("heartbeat"), time.monotonic()
        near = processes.lives(status) is not None
        return time.monotonic() - self.since > (FRESH_SECONDS if near else FRESH_SECONDS_ELSEWHERE)


def found(home: Path) -> dict[str, Watch]:
    """The runs of all workspaces that were sent to workers and are not over, oldest first; networks for many, too.

    Not those of other dashboards that live.
    """
    runs, of_many = [], []
    for each in workspaces.homes(home):
        for place in ("runs", groups.GROUPS, shelf.PLACE):
            store.purge(each / place)
        runs += store.recent(each)
        of_many += store.recent(each, kind=groups.GROUPS)
    waiting = {}
    for record in sorted((*runs, *of_many), key=lambda record: record.id):
        told, state = record.submitted, record.state
        sent = "owner" in told and (record in of_many or record.damage is None)
        theirs = processes.lives(told) and not processes.is_us(told)
        if sent and (state is State.INTERRUPTED or not (state.is_over or theirs)):
            waiting[record.id] = Watch(record)
    return waiting


def left(watched: dict[str, Watch]) -> list[Record]:
    """Those of the watched runs that nobody goes on with; these and the ones that came to their end are let go."""
    gone = []
    for run_id, watch in list(watched.items()):
        state = watch.record.state
        if state.is_over and state is not State.INTERRUPTED:
            del watched[run_id]
        elif watch.is_left():
            del watched[run_id]
            gone.append(watch.record)
    return gone
