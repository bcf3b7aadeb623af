"""A group as it stands: how far it is, and the scores so far. What a run that is over told is read once."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.many import groups
from lstm_core.results import Progress, State
from lstm_core.runs.record import Record
from lstm_core.ui import workspaces

if TYPE_CHECKING:
    import pandas as pd

    from lstm_core.many.asked import Group


@dataclass(frozen=True)
class Reading:
    """A group with its runs by member, none where one network learns all."""

    record: Record
    group: "Group"
    runs: dict[str, Record]

    @cached_property
    def states(self) -> dict[str, State]:
        """Where each run is in its life."""
        return {name: run.state for name, run in self.runs.items()}

    @property
    def together(self) -> bool:
        """Whether one network learns all series."""
        return self.group.way == "together"

    @property
    def is_going(self) -> bool:
        """Whether something waits or trains."""
        if self.together:
            return not self.record.state.is_over
        return any(not state.is_over for state in self.states.values())

    @property
    def is_left(self) -> bool:
        """Whether something of it ended without an answer, and can go on."""
        if self.together:
            now = self.record.state
            return now.goes_on or (now is State.FAILED and self.record.resumes_from is not None)
        empty = [name for name, now in self.states.items() if now is State.STOPPED and not self.runs[name].has_forecast]
        return len(self.runs) < len(self.group.members) or bool(empty) or any(s.goes_on for s in self.states.values())

    @property
    def share(self) -> float:
        """How much of the training is done, 0 to 1."""
        if self.together:
            return (self.record.progress or Progress("")).share
        done = sum(state.is_over for state in self.states.values())
        under_way = [run for name, run in self.runs.items() if self.states[name] is State.RUNNING]
        parts = sum((run.progress or Progress("")).share for run in under_way)
        return min(1.0, (done + parts) / len(self.group.members))

    @property
    def ours(self) -> str:
        """The network's name in the tables."""
        return self.group.recipe.network.kind

    def scores(self) -> "pd.DataFrame":
        """A row of scores for each series; those of runs that are over from memory."""
        if self.together:
            return _of_group(self.record.folder, self.record.state.value, self.record.status.get("heartbeat", 0.0))
        from lstm_core.many import scores

        rows = []
        for member in self.group.members:
            run = self.runs.get(member.name)
            if run is None:
                rows.append(groups.waits(member))
            elif self.states[member.name].is_over:
                rows.append(dict(_of_run(member.name, run.folder, run.status.get("heartbeat", 0.0))))
            else:
                rows.append({"series": member.name, "why": run.stage or "Waits for a free worker."})
        rows += [{"series": name, "why": why} for name, why in self.group.left_out.items()]
        return scores.table(rows)


def of(group_id: str) -> Reading:
    """The group of that id. Raises NotFound and DamagedRun."""
    record = groups.opened(workspaces.home(), group_id)
    group = groups.asked(record)
    return Reading(record, group, groups.runs(workspaces.home(), group))


@st.cache_data(show_spinner=False, max_entries=2000)
def _of_run(name: str, folder: Path, ended: float) -> dict:
    from lstm_core.many import scores

    return scores.of_run(name, Record(folder.name, folder))


@st.cache_resource(show_spinner=False, max_entries=4)
def _of_group(folder: Path, state: str, ended: float) -> "pd.DataFrame":
    record = Record(folder.name, folder)
    return groups.scores(folder.parents[1], record, groups.asked(record))
