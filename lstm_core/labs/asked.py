"""What each lab can be asked, with bounds. Imports nothing slow: pages read it, too."""

from typing import Literal

from pydantic import Field

from lstm_core.specs import Asked, Data, Experiment


class Rates(Asked):
    """Learning rates from very small to too large, each batch with a larger one (Smith 2017), for an experiment."""

    lab: Literal["rates"] = "rates"
    experiment: Experiment
    batches: int = Field(default=100, ge=20, le=400)


class Pace(Asked):
    """How long an epoch of an experiment takes, by at most so many real batches."""

    lab: Literal["pace"] = "pace"
    experiment: Experiment
    batches: int = Field(default=40, ge=3, le=400)


class Refit(Asked):
    """The future from a network that learns from all rows, as a run did from its training part."""

    lab: Literal["refit"] = "refit"
    run: str = Field(pattern=r"^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$", description="the run's id")


class Pitfalls(Asked):
    """A network taught and tested with mistakes made on purpose, beside the same network without them.

    `source` names the series: made from `seed` (`walk`, `growth`), the `index` that comes with the program, or `own`,
    which `data` then says. `mistakes` are those of `evaluation.pitfalls.lesson`, and `best_of_seeds`.
    """

    lab: Literal["pitfalls"] = "pitfalls"
    source: Literal["walk", "growth", "index", "own"] = "walk"
    seed: int = Field(default=1, ge=1, le=9999)
    data: Data | None = None
    learns: Literal["level", "change"] = "level"
    mistakes: tuple[Literal["scaled_on_all", "shuffled", "peeking", "trained_on_test", "best_of_seeds"], ...] = Field(
        default=(), max_length=5
    )


LABS: dict[str, type[Asked]] = {kind.model_fields["lab"].default: kind for kind in (Rates, Pace, Refit, Pitfalls)}
