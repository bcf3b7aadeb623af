"""What a search is asked: the experiment that it starts from, what may vary, and how long it may take."""

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from lstm_core.specs import LOOK_BACK, Experiment, Spec

MOST_TRIALS, MOST_MINUTES = 1000, 7 * 24 * 60
Setting = Literal[
    "look_back", "units", "layers", "dropout", "learning_rate", "batch_size", "features", "scaling", "learn_as"
]


Point = dict[str, int | float | str | bool]  # what a trial has of each setting that varies


class Search(Spec):
    """Trials of an experiment with other settings, until so many are made or so many minutes are over.

    The split of `experiment` names the first times of validation and test, so that every trial is judged on the same
    rows. `longest` is the longest sequence that the data allow; `positive` says whether the target has a logarithm.
    A `guided` search learns from its trials where to look (TPE: Bergstra et al. 2011); else each is drawn blindly.
    """

    version: Literal[1] = 1
    experiment: Experiment
    vary: tuple[Setting, ...] = Field(min_length=1, max_length=9)
    longest: int = Field(default=LOOK_BACK[1], ge=LOOK_BACK[0], le=LOOK_BACK[1])
    positive: bool = False
    guided: bool = True
    trials: int | None = Field(default=20, ge=1, le=MOST_TRIALS)
    minutes: float | None = Field(default=None, gt=0, le=MOST_MINUTES, validate_default=True)
    seed: int = Field(default=7, ge=0, le=2**31 - 1)

    @field_validator("minutes")
    @classmethod
    def _ends(cls, minutes: float | None, others: ValidationInfo) -> float | None:
        if minutes is None and others.data.get("trials") is None:
            raise ValueError("must be given where the number of trials is not: a search has an end")
        return minutes
