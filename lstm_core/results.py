"""What comes back: plain frozen records that cross from a worker to a page as files."""

import math
from dataclasses import asdict, dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a run is in its life."""

    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    PAUSED = "paused"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self not in (State.QUEUED, State.RUNNING)

    @property
    def goes_on(self) -> bool:
        """Whether the run can be sent again, from where it was."""
        return self in (State.PAUSED, State.INTERRUPTED)


@dataclass(frozen=True)
class Progress:
    """Where training stands; batch counts from 1, `seconds_left` is None until it can be known."""

    stage: str
    epoch: int = 0
    epochs: int = 0
    batch: int = 0
    batches: int = 0
    seconds_left: float | None = None

    @property
    def share(self) -> float:
        """Of all planned batches, the share that is done, 0 to 1."""
        if not self.epochs or not self.batches:
            return 0.0
        done = (self.epoch - 1) * self.batches + self.batch
        return min(1.0, max(0.0, done / (self.epochs * self.batches)))


@dataclass(frozen=True)
class EpochReport:
    """One line of `history.jsonl`. Losses are in scaled units; so is `line_to_beat`, that of the best `baseline`."""

    epoch: int
    loss: float
    val_loss: float
    learning_rate: float
    seconds: float
    line_to_beat: float
    baseline: str = ""


@dataclass(frozen=True)
class Score:
    """One number of the scores table; `step` None means all steps together, `value` NaN means not defined."""

    part: str
    model: str
    mode: str
    step: int | None
    metric: str
    value: float


@dataclass(frozen=True)
class Verdict:
    """The headline: does the network beat the best baseline on the test part, and could that be luck?"""

    sentence: str
    baseline: str
    skill: float
    p_value: float
    outcome: str


def plain(record: object) -> dict:
    """A record as JSON-ready values: NaN and infinities, which JSON has not, become None."""
    return {k: None if isinstance(v, float) and not math.isfinite(v) else v for k, v in asdict(record).items()}
