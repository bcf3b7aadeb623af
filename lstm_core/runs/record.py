"""A frozen look at one run's folder; every property reads the files as they are now."""

import math
import platform
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lstm_core import readonly
from lstm_core.errors import DamagedRun
from lstm_core.results import Progress, State, Verdict
from lstm_core.runs import attempts, files, processes

if TYPE_CHECKING:
    import pandas as pd

    from lstm_core.specs import Experiment

# The worker's heart beats every 2 seconds; two beats missed and one second of grace.
FRESH_SECONDS = 5.0
# Another machine's processes can't be seen, and its clock may be off.
FRESH_SECONDS_ELSEWHERE = 60.0
ABANDONED = "LSTM Lab ended before this run was over. Resume it, or start it again."


@dataclass(frozen=True)
class Record:
    """One run. For a damaged folder only `experiment`, `backtest` and `forecast` raise (DamagedRun)."""

    id: str
    folder: Path

    @property
    def asked(self) -> dict:
        """The experiment as plain JSON, unchecked; empty when it can't be read. For lists of many runs."""
        return files.read_object(self.folder / "experiment.json")

    @property
    def experiment(self) -> "Experiment":
        """What was asked."""
        from lstm_core.specs import Experiment

        return files.read_model(
            self.folder / "experiment.json",
            Experiment,
            f"The run {self.id} can't be opened: its experiment.json is missing, damaged, or from another version. "
            "Delete the run, or put the file back.",
        )

    @property
    def damage(self) -> str | None:
        """Why this run can't be read, in words; None for a healthy one."""
        if not isinstance(self.asked.get("data"), dict):
            return "Its experiment.json is missing or damaged."
        state = self.folder / "state.json"
        if state.exists() and known_state(files.read_object(state)) is None:
            return "Its state.json is damaged, or from a newer version."
        return None

    @property
    def status(self) -> dict:
        """`state.json` as it is; empty before a worker has begun, or begun again when the run was sent again."""
        told = files.read_object(self.folder / "state.json")
        return told if attempts.of(told) >= attempts.of(self.submitted) else {}

    @property
    def submitted(self) -> dict:
        """Who submitted the run, when (`time`, seconds since 1970), and for the how manieth time (`attempt`)."""
        return files.read_object(self.folder / "submitted.json")

    @property
    def owner(self) -> str:
        """Whose turn the run takes in the queue."""
        return str(self.submitted.get("owner") or "")

    @property
    def continues(self) -> str | None:
        """The run whose training this one goes on with."""
        told = self.submitted.get("continues")
        return told if isinstance(told, str) else None

    @property
    def state(self) -> State:
        """Where the run is in its life. One whose processes died without a word is `interrupted`."""
        written = (self.folder / "state.json").exists()  # before it is read: between the two a worker may write it
        submitted, status = self.submitted, files.read_object(self.folder / "state.json")
        if attempts.of(status) < attempts.of(submitted):
            state, status = State.QUEUED, {}
        else:
            state = known_state(status)
        if state is None:
            if written:
                return State.FAILED
            state = State.QUEUED
        if not state.is_over and is_abandoned(status, submitted, time.time()):
            return State.INTERRUPTED
        return state

    @property
    def silent_for(self) -> float | None:
        """Seconds since the worker's heart beat last; None when the run is not running. Beats come every 2 seconds."""
        status = self.status
        heartbeat = status.get("heartbeat")
        if known_state(status) is not State.RUNNING or not isinstance(heartbeat, int | float):
            return None
        return max(0.0, time.time() - heartbeat)

    @property
    def resumes_from(self) -> int | None:
        """The epoch from which training can go on; None where there is no whole checkpoint."""
        return attempts.epoch_of(self.folder / "checkpoint.npz")

    @property
    def stage(self) -> str:
        """What the worker is doing, in words."""
        return str(self.status.get("stage") or "")

    @property
    def verdict(self) -> Verdict | None:
        """The headline; None until there is one."""
        told = self.status.get("verdict")
        try:
            return Verdict(**{**told, "skill": number(told["skill"]), "p_value": number(told["p_value"])})
        except (TypeError, KeyError, ValueError):
            return None

    @property
    def epochs(self) -> int:
        """How many epochs were trained."""
        told = self.status.get("epochs")
        return told if isinstance(told, int) else len(self.history)

    @property
    def seconds(self) -> dict[str, float]:
        """How long each part took; empty until the run is over."""
        told = self.status.get("seconds")
        return told if isinstance(told, dict) else {}

    @property
    def history(self) -> list[dict]:
        """One object an epoch, as in `results.EpochReport`; numbers that are not defined are None."""
        return by_epoch(files.read_lines(self.folder / "history.jsonl"))

    @property
    def progress(self) -> Progress | None:
        """Where training stands; None before it has begun."""
        try:
            return Progress(**files.read_object(self.folder / "progress.json"))
        except TypeError:
            return None

    @property
    def preview(self) -> list[dict]:
        """The validation forecast after each epoch."""
        return by_epoch(files.read_lines(self.folder / "preview.jsonl"))

    @property
    def frames(self) -> list[dict]:
        """The pictures of a lab so far, as the lab tells them."""
        return files.read_lines(self.folder / "frames.jsonl")

    @property
    def scores(self) -> list[dict]:
        """Every metric of every model, as in `results.Score`."""
        told = files.read_json(self.folder / "scores.json")
        return [score for score in told if isinstance(score, dict)] if isinstance(told, list) else []

    @property
    def importance(self) -> dict:
        """Which features mattered, as `learning.importance` gives it; empty for a run that did not measure it."""
        return files.read_object(self.folder / "importance.json")

    @property
    def error(self) -> str | None:
        """What went wrong, in words; None when nothing did."""
        told = files.read_object(self.folder / "error.json").get("sentence") or self.status.get("error")
        if told:
            return str(told)
        return ABANDONED if self.state is State.INTERRUPTED else self.damage

    @property
    def has_forecast(self) -> bool:
        """Whether the run left forecasts; one that was stopped before training began did not."""
        return (self.folder / "forecast.parquet").exists()

    def backtest(self) -> "pd.DataFrame":
        """The known past: part, model, mode, origin, step, time, actual, forecast, lower, upper, level."""
        return self.table("backtest.parquet")

    def forecast(self) -> "pd.DataFrame":
        """The forecast beyond the data: model, origin, step, time, forecast, lower, upper, level."""
        return self.table("forecast.parquet")

    def table(self, name: str) -> "pd.DataFrame":
        """One of the run's Parquet files as a table."""
        import pandas as pd
        from pyarrow import ArrowException

        try:
            return pd.read_parquet(self.folder / name)
        except FileNotFoundError as absent:
            raise DamagedRun(f"The run {self.id} left no {name}. Train it again.") from absent
        except (OSError, ValueError, ArrowException) as damage:
            raise DamagedRun(f"The {name} of run {self.id} is damaged. Train it again.") from damage

    @property
    def stop_asked(self) -> bool:
        """Whether somebody asked the run to stop."""
        return (self.folder / "stop").exists()

    def ask_stop(self) -> None:
        """Ask the worker to stop at the next batch; asking twice is the same. ReadOnly where people may only look."""
        self.may_change()
        if not self.state.is_over:
            (self.folder / "stop").touch()

    @property
    def pause_asked(self) -> bool:
        """Whether somebody asked the run to pause."""
        return (self.folder / "pause").exists()

    def ask_pause(self) -> None:
        """Ask the worker to pause at the next batch; asking twice is the same. ReadOnly where people may only look."""
        self.may_change()
        if not self.state.is_over:
            (self.folder / "pause").touch()

    def may_change(self) -> None:
        """Raises ReadOnly for a run where people may only look; a lab is theirs all the same."""
        if not (self.folder / "lab.json").exists():
            readonly.refuse()


def by_epoch(lines: list[dict]) -> list[dict]:
    """Each epoch once, as it was told last: after a kill the epoch since the last checkpoint is trained again."""
    told = {line["epoch"] if isinstance(line.get("epoch"), int) else -at: line for at, line in enumerate(lines)}
    return list(told.values())


def known_state(status: dict) -> State | None:
    """The state that `state.json` tells; None when it tells none that we know."""
    try:
        return State(status.get("state"))
    except ValueError:
        return None


def is_abandoned(status: dict, submitted: dict, now: float) -> bool:
    """Whether nobody is left who could go on with a run that is not over."""
    submitter = processes.lives(submitted) if submitted else False
    if submitter:
        return False
    heartbeat = status.get("heartbeat")
    if not isinstance(heartbeat, int | float):
        return submitter is False
    if submitter is False and processes.lives(status) is False:
        return True
    # A heartbeat in the future counts as fresh: the clock was set back.
    age = now - heartbeat
    here = submitter is False and status.get("host", platform.node()) == platform.node()
    return age > (FRESH_SECONDS if here else FRESH_SECONDS_ELSEWHERE)


def number(told: Any) -> float:
    """A number as JSON tells it, null meaning not defined."""
    return math.nan if told is None else float(told)
