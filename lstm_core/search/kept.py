"""A frozen look at one search's folder; every property reads the files as they are now.

search.json       what is asked (who asks writes it)
state.json        how it stands, and the trials under way (the driver writes these four)
trials.jsonl      a line for each trial that is over
journal.log       Optuna's journal
importance.json   how much each setting mattered
trials/<id>/      a trial, as the folder of a run
stop              somebody asked it to stop
winner.json       the runs that repeat the winner with several seeds
"""

import time
from dataclasses import dataclass
from pathlib import Path

from lstm_core import readonly
from lstm_core.results import State
from lstm_core.runs import files, processes
from lstm_core.runs.record import FRESH_SECONDS_ELSEWHERE, Record, known_state
from lstm_core.search import TRIALS, tried
from lstm_core.search.asked import Search
from lstm_core.search.tried import Tried

ABANDONED = "LSTM Lab ended before this search was over. Resume it: all trials that were finished are kept."


@dataclass(frozen=True)
class Kept:
    """One search. For a damaged folder only `asked` raises (DamagedRun)."""

    id: str
    folder: Path

    @property
    def asked(self) -> Search:
        """What is searched, and for how long."""
        return files.read_model(
            self.folder / "search.json",
            Search,
            f"The search {self.id} can't be opened: its search.json is missing, damaged, or from another version."
            " Delete the search, or start it again.",
        )

    @property
    def status(self) -> dict:
        """`state.json` as it is; empty before the search has begun."""
        return files.read_object(self.folder / "state.json")

    @property
    def state(self) -> State:
        """Where the search is in its life. One whose process died without a word is `interrupted`."""
        status = self.status
        state = known_state(status) or State.QUEUED
        if state is State.RUNNING and not is_driven(status):
            return State.INTERRUPTED
        return state

    @property
    def error(self) -> str:
        """Why it ended before its time, in words; empty where it did not."""
        return str(self.status.get("error") or (ABANDONED if self.state is State.INTERRUPTED else ""))

    @property
    def seconds(self) -> float:
        """How long it was searched, breaks not counted."""
        told = self.status.get("seconds")
        return float(told) if isinstance(told, int | float) else 0.0

    @property
    def tried(self) -> tuple[Tried, ...]:
        """The trials that are over, in the order of their ends; each once, as it was told last."""
        found = (tried.read(line) for line in files.read_lines(self.folder / "trials.jsonl"))
        return tuple({one.number: one for one in found if one}.values())

    @property
    def under_way(self) -> tuple[tuple[int, Record], ...]:
        """Number and folder of each trial that is being made."""
        told = self.status.get("under_way")
        known = told.items() if isinstance(told, dict) and not self.state.is_over else ()
        return tuple((int(number), self.trial(str(run))) for number, run in known if number.isdigit())

    @property
    def importance(self) -> dict[str, float]:
        """How much each setting mattered, the most first; empty before that can be told."""
        told = files.read_object(self.folder / "importance.json")
        return {name: share for name, share in told.items() if isinstance(share, int | float)}

    @property
    def repeats(self) -> tuple[str, ...]:
        """The runs that repeat the winner with several seeds; once there are any the test part was looked at."""
        told = files.read_object(self.folder / "winner.json").get("runs")
        return tuple(map(str, told)) if isinstance(told, list) else ()

    @property
    def stop_asked(self) -> bool:
        """Whether somebody asked it to stop."""
        return (self.folder / "stop").exists()

    def ask_stop(self) -> None:
        """Ask for the end of the search: trials under way are cut off; asking twice is the same."""
        readonly.refuse()
        if self.state is State.RUNNING:
            (self.folder / "stop").touch()

    def trial(self, run: str) -> Record:
        """The folder of a trial."""
        return Record(run, self.folder / TRIALS / Path(run).name)


def is_driven(status: dict) -> bool:
    """Whether the process that drives a search still lives, as far as this machine can know."""
    lives = processes.lives(status)
    if lives is not None:
        return lives
    heartbeat = status.get("heartbeat")
    return isinstance(heartbeat, int | float) and time.time() - heartbeat < FRESH_SECONDS_ELSEWHERE
