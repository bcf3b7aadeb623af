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


class Rebuild(Asked):
    """The network of an imported run, built anew from its experiment and given the weights that came as arrays."""

    lab: Literal["rebuild"] = "rebuild"
    run: str = Field(pattern=r"^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$", description="the run's id")


class Convert(Asked):
    """A run's network in the formats of other programs: ONNX, and SavedModel as a zip."""

    lab: Literal["convert"] = "convert"
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


class Gradients(Asked):
    """How much of each earlier step the output still feels: RNN, GRU and LSTM side by side while they learn.

    Without `data` on a toy: the first of a row of random numbers must be told at its end. `forget_bias` is that of the
    LSTM's forget gate and of the GRU's update gate; `clipping` bounds the length of the weights' gradient, None not.
    """

    lab: Literal["gradients"] = "gradients"
    data: Data | None = None
    steps: int = Field(default=50, ge=10, le=100)
    scale: float = Field(default=1.0, ge=0.1, le=4.0)
    forget_bias: float = Field(default=4.0, ge=-4.0, le=8.0)
    clipping: float | None = Field(default=None, gt=0.0, le=100.0)
    batches: int = Field(default=200, ge=4, le=1000)
    units: int = Field(default=24, ge=2, le=64)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)


class Recall(Asked):
    """Which of eight symbols was marked, up to `longest` steps ago? RNN, GRU and LSTM learn it in turn.

    `long_memory` starts the gates of LSTM and GRU open for up to so many steps (Tallec & Ollivier 2018).
    """

    lab: Literal["recall"] = "recall"
    longest: int = Field(default=200, ge=10, le=200)
    long_memory: bool = True
    batches: int = Field(default=1000, ge=2, le=3000)
    units: int = Field(default=32, ge=4, le=64)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)


class Words(Asked):
    """The next word, or the next letter, of a small text of our own."""

    lab: Literal["words"] = "words"
    piece: Literal["word", "letter"] = "word"
    rounds: int = Field(default=240, ge=2, le=2000)
    units: int = Field(default=40, ge=4, le=64)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)


class Melody(Asked):
    """The next note of a melody in the public domain."""

    lab: Literal["melody"] = "melody"
    melody: Literal["ode-to-joy", "frere-jacques", "ah-vous-dirai-je"] = "ode-to-joy"
    rounds: int = Field(default=200, ge=2, le=2000)
    units: int = Field(default=32, ge=4, le=64)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)


class Wave(Asked):
    """The next value of a sine wave, or of the daily temperature, and then many steps on its own answers."""

    lab: Literal["wave"] = "wave"
    series: Literal["sine", "temperature"] = "sine"
    noise: float = Field(default=0.1, ge=0.0, le=1.0)
    look_back: int = Field(default=40, ge=5, le=100)
    batches: int = Field(default=300, ge=4, le=2000)
    units: int = Field(default=24, ge=2, le=64)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)


LABS: dict[str, type[Asked]] = {
    kind.model_fields["lab"].default: kind
    for kind in (Rates, Pace, Refit, Rebuild, Convert, Gradients, Recall, Words, Melody, Wave, Pitfalls)
}
