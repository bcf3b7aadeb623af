"""What is asked: small frozen models, one per stage of the pipeline, joined in `Experiment`.

An experiment is plain JSON with bounds on every number, so one that comes from a page, a file or a
link is checked the same way, once, when it is made.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from lstm_core.errors import BadSetting

LOOK_BACK = (2, 500)
HORIZON = (1, 100)
SHARE = (0.02, 0.4)
COUNT = (1, 10**8)


class Spec(BaseModel):
    """A frozen setting that refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


Role = Literal["open", "high", "low", "close", "volume", "input", "known_ahead", "ignore"]
Step = Literal["5 minutes", "15 minutes", "30 minutes", "hour", "day", "week", "month", "quarter", "year"]


class Preparation(Spec):
    """What is done to a dataset before it is a series, in this order; leaving a step out undoes it.

    `start` and `end` are the first and the last row that count: ISO times, or row numbers. `every` joins rows to longer
    steps `by` that rule; OHLCV columns follow their own. `gaps` settles missing rows and values, None by the kind of
    series. `learn_as` is the form in which the network sees the target; forecasts and scores are turned back. With
    `auto` validation says whether level or logarithm (see `learning.settling`).
    """

    start: str | None = Field(default=None, max_length=40)
    end: str | None = Field(default=None, max_length=40)
    every: Step | None = None
    by: Literal["mean", "sum", "last"] = "mean"
    gaps: Literal["fill", "interpolate", "drop", "longest"] | None = None
    learn_as: Literal["auto", "level", "log", "difference", "log_return"] = "auto"


class Data(Spec):
    """Which kept dataset, which of its columns is forecast, and how it becomes a series.

    `roles` holds what the person said of a column; of the others the role is guessed from the name.
    """

    dataset: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the dataset's content")
    name: str = Field(max_length=200)
    target: str = Field(max_length=200)
    roles: dict[str, Role] = Field(default_factory=dict, max_length=2000)
    preparation: Preparation = Preparation()


Code = Annotated[str, Field(max_length=20)]  # a country, for example


class Pick(Spec):
    """One entry of the catalogue with its parameters; those left out take their defaults."""

    name: str = Field(max_length=40)
    parameters: dict[str, float | Code] = Field(default_factory=dict, max_length=12)


class Features(Spec):
    """What the network sees besides the target's own past."""

    indicators: tuple[Pick, ...] = Field(default=(), max_length=60)
    columns: tuple[str, ...] = Field(default=(), max_length=100)


class Window(Spec):
    """How much past goes in, how much future comes out.

    `direct` answers all steps at once; `recursive` answers one step and feeds it back.
    `whole_test` runs free from the last row before a part to the part's end, as textbooks do.
    `companions`, the chosen columns that are not known ahead, are held at their last value along a recursive path, or
    with `joint` forecast by the network beside the target and fed back too.
    """

    look_back: int = Field(default=60, ge=LOOK_BACK[0], le=LOOK_BACK[1])
    horizon: int = Field(default=5, ge=HORIZON[0], le=HORIZON[1])
    strategy: Literal["direct", "recursive"] = "direct"
    whole_test: bool = False
    companions: Literal["held", "joint"] = "held"

    @field_validator("companions")
    @classmethod
    def _fed_back(cls, companions: str, others: ValidationInfo) -> str:
        if companions == "joint" and others.data.get("strategy") != "recursive":
            raise ValueError("must be held with the direct strategy, which feeds nothing back; or choose recursive")
        return companions


class Split(Spec):
    """Where the rows part, by time: training first, then validation, then test.

    A size is a share of the rows, or as a whole number a count of rows. A part with a first time (ISO, or a row number
    where the series has no times) begins there, and its size does not count.
    """

    validation_size: float | int = 0.15
    test_size: float | int = 0.15
    validation_from: str | None = Field(default=None, max_length=40)
    test_from: str | None = Field(default=None, max_length=40)

    @field_validator("validation_size", "test_size")
    @classmethod
    def _share_or_count(cls, size: float | int) -> float | int:
        low, high = SHARE if isinstance(size, float) else COUNT
        if not low <= size <= high:
            raise ValueError(f"must be a share of {SHARE[0]} to {SHARE[1]}, or a whole number of rows, 1 or more")
        return size

    @field_validator("validation_from", "test_from")
    @classmethod
    def _time_or_row(cls, first: str | None) -> str | None:
        if first is None or (first.isascii() and first.isdigit()):
            return first
        try:
            zone = datetime.fromisoformat(first).tzinfo
        except ValueError:
            raise ValueError("must be a time such as 2024-03-01 or 2024-03-01T12:00, or a row number") from None
        if zone:
            raise ValueError("must be a time without an offset, as the series has them")
        return first


class Layer(Spec):
    """One recurrent layer, the dropout between its steps, and the dropout behind it."""

    units: int = Field(ge=1, le=512)
    dropout: float = Field(default=0.0, ge=0.0, le=0.9)
    recurrent_dropout: float = Field(default=0.0, ge=0.0, le=0.9)


class Network(Spec):
    """Stacked recurrent layers with a dense output; a `hybrid` adds the answer of LSTM layers to an ARIMA's forecast.

    With `bidirectional` each layer reads the window from both ends. `head` puts a dense layer of so many units before
    the output. `linear` puts a linear layer from the window straight to the forecast beside them (LSTNet's highway: Lai
    et al. 2018). With `pooled` the forecast is read from the mean of the last layer's states beside the last of them.
    """

    kind: Literal["lstm", "gru", "rnn", "hybrid"] = "lstm"
    layers: tuple[Layer, ...] = Field(default=(Layer(units=32),), min_length=1, max_length=4)
    bidirectional: bool = False
    head: int | None = Field(default=None, ge=1, le=512)
    linear: bool = False
    pooled: bool = False


class Training(Spec):
    """How the network learns. `patience` None trains all epochs; `clip` bounds the gradient's norm.

    An epoch is all windows once or, with `batches`, about so many batches: see `windowing.batches`.
    With the schedule `cosine` the learning rate falls from epoch to epoch, towards nothing behind the last; with a
    `cycle` it does so in that many epochs and then starts again (Loshchilov & Hutter 2017).
    """

    scaling: Literal["minmax", "standard", "robust", "window", "window_spread"] = "window"
    loss: Literal["mean_squared_error", "mean_absolute_error", "huber"] = "mean_squared_error"
    optimizer: Literal["adam", "adamw", "rmsprop"] = "adam"
    epochs: int = Field(default=30, ge=1, le=1000)
    batch_size: int = Field(default=64, ge=1, le=2048)
    batches: int | None = Field(default=None, ge=1, le=10_000)
    learning_rate: float = Field(default=0.001, gt=0, le=1.0)
    schedule: Literal["constant", "cosine"] = "constant"
    cycle: int | None = Field(default=None, ge=1, le=1000)
    patience: int | None = Field(default=6, ge=1, le=1000)
    clip: float | None = Field(default=1.0, gt=0, le=1000.0)
    seed: int = Field(default=7, ge=0, le=2**31 - 1)

    @field_validator("cycle")
    @classmethod
    def _begins_again(cls, cycle: int | None, others: ValidationInfo) -> int | None:
        if cycle is not None and others.data.get("schedule") == "constant":
            raise ValueError("must be left out with a constant learning rate, which has nothing to start again")
        return cycle


class Experiment(Spec):
    """Everything that a run needs; the same experiment on the same machine gives the same numbers."""

    version: Literal[1] = 1
    preset: str = Field(default="custom", max_length=40)
    data: Data
    features: Features = Features()
    window: Window = Window()
    split: Split = Split()
    network: Network = Network()
    training: Training = Training()

    @field_validator("network")
    @classmethod
    def _answers_at_once(cls, network: Network, others: ValidationInfo) -> Network:
        window = others.data.get("window")
        if network.kind == "hybrid" and window and (window.strategy == "recursive" or window.whole_test):
            raise ValueError(
                "must be lstm, gru or rnn for a recursive forecast or one of the whole test: ARIMA + LSTM answers all"
                " steps of a horizon at once; or choose the direct strategy"
            )
        return network


class Asked(Spec):
    """What a lab is asked to play. Each lab has its own model of this kind, named in `lstm_core.labs.asked`."""

    lab: str = Field(max_length=40)


def checked(kind, /, **values):
    """`kind` made of `values`, or a `BadSetting` that names the first setting out of bounds."""
    try:
        return kind.model_validate(values)
    except ValidationError as invalid:
        raise BadSetting(in_words(invalid)) from invalid


def in_words(invalid: ValidationError) -> str:
    """The first fault of an invalid setting as a sentence: `look back (1) must be 2 or more.`"""
    fault = invalid.errors()[0]
    name = " ".join(str(part) for part in fault["loc"]).replace("_", " ")
    rule = (
        fault["msg"]
        .removeprefix("Value error, ")
        .replace("Input should be", "must be")
        .replace("greater than or equal to", "at least")
        .replace("less than or equal to", "at most")
    )
    given = repr(fault["input"]) if not isinstance(fault["input"], dict | list | BaseModel) else "this value"
    return f"{name} ({given[:60]}): {rule[0].lower()}{rule[1:]}."
