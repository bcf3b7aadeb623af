"""All runs at once, as a list shows them: what was asked, how it stands, what came of it, what was said of it.

A folder is read again only when something in it was replaced since, or while its run is not over.
"""

import math
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lstm_core.errors import DamagedRun
from lstm_core.evaluation import baselines
from lstm_core.results import State, Verdict
from lstm_core.runs import about, store
from lstm_core.runs.record import Record
from lstm_core.specs import Experiment

# A long horizon has megabytes of scores, of which a list needs ten numbers: those whose step is null. The others are
# passed over unread, and whose a number is stands right before it.
NULL = b"null"
ERROR = re.compile(rb'null,\s*"metric":\s*"mae",\s*"value":\s*([-+.\deE]+)')
WHOSE = re.compile(rb'"part":\s*"(\w+)",\s*"model":\s*"(\w+)",\s*"mode":\s*"multi_step",\s*"step":\s*$')
BEFORE = 200  # bytes
JUST_NOW = 50_000_000  # nanoseconds within which two changes of a folder may bear the same time


@dataclass(frozen=True)
class Listed:
    """One run of the list. `asked` is None where the folder is damaged.

    `errors` holds the mean absolute errors of its multi-step forecasts by (part, model), empty until there are any.
    """

    record: Record
    state: State
    about: about.About
    asked: Experiment | None = None
    verdict: Verdict | None = None
    errors: Mapping[tuple[str, str], float] = field(default_factory=dict)
    seconds: float | None = None

    @property
    def id(self) -> str:
        """The run's name in addresses and folders."""
        return self.record.id

    @property
    def baseline(self) -> str | None:
        """The simplest method with the least error on validation; None before there are errors."""
        there = [name for name in baselines.NAMES if ("validation", name) in self.errors]
        return min(there, key=lambda name: self.errors["validation", name], default=None)

    def skill(self, part: str) -> float:
        """1 - error / error of `baseline` in that part; NaN where it is not defined.

        The same four methods for every kind of network, so that runs of one group are measured by one yardstick: the
        verdict on a hybrid also looks at its ARIMA, which no other run has.
        """
        ours = self.errors.get((part, self.asked.network.kind), math.nan) if self.asked else math.nan
        theirs = self.errors.get((part, self.baseline), math.nan)
        return 1 - ours / theirs if theirs > 1e-9 * ours else math.nan

    @cached_property
    def series(self) -> tuple | None:
        """What two runs must share to forecast the same values: dataset, preparation, target.

        The form that the network learns is no part of it: forecasts and scores are turned back.
        """
        if self.asked is None:
            return None
        data = self.asked.data
        return data.dataset, data.target, data.preparation.model_copy(update={"learn_as": "auto"}).model_dump_json()

    @cached_property
    def group(self) -> tuple | None:
        """What runs must share to be ranked together: the series, the split, the horizon, and how it is reached."""
        if self.asked is None:
            return None
        return *self.series, self.asked.split.model_dump_json(), self.asked.window.horizon, self.asked.window.whole_test

    @cached_property
    def tested_on(self) -> tuple | None:
        """The test part that the run was scored on; None where it was not."""
        if self.asked is None or ("test", self.asked.network.kind) not in self.errors:
            return None
        return *self.series, self.asked.split.test_from or self.asked.split.test_size


class Listing:
    """The list of one home, which remembers what it has read."""

    def __init__(self, home: Path):
        self.home = home
        self._known: dict[str, tuple[int, Listed]] = {}

    def runs(self) -> list[Listed]:
        """Every run, the newest first, damaged ones among them."""
        known, now = {}, time.time_ns()
        for record in store.recent(self.home):
            try:
                changed = record.folder.stat().st_mtime_ns
            except OSError:  # deleted while we list
                continue
            before = self._known.get(record.id)
            is_same = before and before[0] == changed and before[1].state.is_over
            # Of a folder that changed just now nothing is taken for known: the next change may bear the same time.
            known[record.id] = before if is_same else (changed if changed < now - JUST_NOW else 0, read(record))
        self._known = known
        return [listed for _, listed in known.values()]


def read(record: Record) -> Listed:
    """One run, read from its folder."""
    try:
        asked = record.experiment
    except DamagedRun:
        return Listed(record, State.FAILED, about.read(record.folder))
    state, said = record.state, about.read(record.folder)
    if not state.is_over:
        return Listed(record, state, said, asked)
    seconds = record.seconds.get("total")
    return Listed(
        record,
        state,
        said,
        asked,
        record.verdict,
        errors(record.folder / "scores.json"),
        seconds if isinstance(seconds, int | float) else None,
    )


def errors(scores: Path) -> dict[tuple[str, str], float]:
    """The mean absolute errors by (part, model) of multi-step forecasts, all steps together, that a run's scores tell.

    What is not defined is left out.
    """
    try:
        written = scores.read_bytes()
    except OSError:
        return {}
    told, at = {}, written.find(NULL)
    while at >= 0:
        if (error := ERROR.match(written, at)) and (whose := WHOSE.search(written[max(0, at - BEFORE) : at])):
            told[whose[1].decode(), whose[2].decode()] = float(error[1])
        at = written.find(NULL, at + 1)
    return told


def ranks(runs: Iterable[Listed]) -> dict[str, tuple[int, int]]:
    """By run, its place on validation among those of its group, and how many these are; others have no place."""
    groups = defaultdict(list)
    for one in runs:
        if one.group and math.isfinite(one.skill("validation")):
            groups[one.group].append(one)
    places = {}
    for group in groups.values():
        best = sorted(group, key=lambda one: (-one.skill("validation"), one.id))
        places |= {one.id: (place, len(best)) for place, one in enumerate(best, start=1)}
    return places


def looks(runs: Iterable[Listed], test: tuple) -> int:
    """How many of the runs were scored on this test part."""
    return sum(one.tested_on == test for one in runs)
