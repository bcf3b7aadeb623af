"""ARIMA + LSTM (Zhang 2003): ARIMA takes the linear part, the network learns what it leaves, and the two add up.

A network taught with ARIMA's errors on rows that ARIMA was fitted to would learn from smaller errors than it will ever
meet. So the training part is cut into blocks: coefficients fitted on the blocks before are carried over the next one,
and the network learns from these forecasts out of sample. The first block is fitted on only. Orders are chosen once, on
the whole training part. Behind it one model, fitted on all of it, goes on and is never fitted again. Where the network
learns logarithms or their changes, ARIMA is one of logarithms.

A network with a linear layer can take a linear part better than ARIMA does; there validation says before training which
part of ARIMA's forecast is taken off what it learns, and after it how much of ARIMA is blended in (`highway.blend`).
"""

from dataclasses import dataclass, field, replace

import numpy as np

from lstm_core.data.series import Series
from lstm_core.errors import BadSetting, TooLittleData
from lstm_core.evaluation import preparing, statistical
from lstm_core.evaluation.preparing import Prepared
from lstm_core.evaluation.statistical import Model, NotFitted
from lstm_core.learning import batches, highway
from lstm_core.learning.batches import Windows
from lstm_core.specs import LOOK_BACK, Experiment, Window
from lstm_core.windows import forms, splits, windowing
from lstm_core.windows import scaling as scalings
from lstm_core.windows.scaling import Scaling

RESIDUAL = "ARIMA residual"
FIRST, REFITS = 0.25, 4  # the first block's share of the training part, and the blocks of equal size behind it
SEASONS = 3  # that the first block holds at least
MOST_ROWS = 100_000  # of training behind the first block: ARIMA is carried along so many in about ten seconds
ROUNDING = 1e-6  # windows hold float32, so an exact ARIMA leaves about that much
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
PARTS = (0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Linear:
    """ARIMA carried along the rows of a feature table.

    `paths` (rows, horizon) are its forecasts from each row in the series' units, NaN before the row `first` - 1. Each
    of `models` was fitted on the rows before one of `ends`, the last on the whole training part. The network's answers
    count in `unit`s: ARIMA's mean error on training windows, as `Scaling.ask` has it. They are added to `part` of
    ARIMA's forecast, and `share` of what that changes of the forecast counts: see `settled` and `trusted`. `logs` says
    whether ARIMA is one of logarithms.
    """

    first: int
    ends: tuple[int, ...]
    models: tuple[Model, ...]
    paths: np.ndarray = field(repr=False)
    logs: bool = False
    unit: float = 1.0
    part: float = 1.0
    share: float = 1.0

    def joined(
        self,
        answers: np.ndarray,
        paths: np.ndarray,
        scaling: Scaling,
        last: np.ndarray,
        anchor: np.ndarray,
        stretch: np.ndarray,
    ) -> np.ndarray:
        """Forecasts (windows, horizon) in the series' units: the network's answers added to ARIMA's `paths`."""
        asked = self.part * scaling.ask(paths, last, anchor, stretch) if self.part else 0.0
        full = scaling.tell(asked + self.unit * answers, last, anchor, stretch)
        return paths + self.share * (full - paths)

    def plain(self) -> dict:
        """As JSON-ready values: what `scaler.json` holds of it.

        `orders` are p, q, P, Q, season, d, D; `pattern` is added to all that ARIMA says, its first value in the row
        `pattern_from_row`, as in every row a whole round behind.
        """
        return {
            "model": self.models[-1].described,
            "note": self.models[-1].note,
            "logs": self.logs,
            "first_row": self.first,
            "fitted_on_rows": list(self.ends),
            "coefficients": [
                {name: float(value) for name, value in model.found["coef"].items()} for model in self.models
            ],
            "orders": [int(order) for order in self.models[-1].found["arma"]],
            "pattern": self.models[-1].pattern.tolist(),
            "pattern_from_row": self.models[-1].start,
            "unit": self.unit,
            "part": self.part,
            "share": self.share,
        }


def beside(series: Series, bare: Prepared, experiment: Experiment) -> tuple[Prepared, Linear]:
    """ARIMA's part for this experiment's network, and what was prepared for it: `bare` where ARIMA is only blended in.

    Raises as `prepare` does.
    """
    window = experiment.window
    prepared, linear = prepare(bare, window)
    if not experiment.network.linear:
        return prepared, linear
    table = prepared.table
    values, seen = table.frame[series.target].to_numpy(), splits.seen_whole(window, table.planned)
    linear = settled(linear, *batches.of(series, prepared, window), window, seen, values)
    return (prepared if linear.part else bare), linear


def prepare(prepared: Prepared, window: Window) -> tuple[Prepared, Linear]:
    """ARIMA's part, and what was prepared with ARIMA's one-step residual as a feature beside the others.

    The residual is 0 in the first block, where no training window may begin; scaling is fitted behind that. Raises
    NotFitted where there is no ARIMA, and TooLittleData where the first block leaves no windows.
    """
    table, train, scaling = prepared.table, prepared.parts.train, prepared.scaling
    if RESIDUAL in table.frame:
        raise BadSetting(f"A column is called “{RESIDUAL}”, as the one that ARIMA + LSTM adds. Give it another name.")
    values, horizon = table.frame.iloc[:, 0].to_numpy(), splits.trained_horizon(window)
    logs = scaling.learn_as in ("log", "log_return")
    seen = np.log(np.maximum(values, scaling.least)) if logs else values
    linear = fit(seen, train.stop, prepared.season, horizon)
    if len(open_to_training(splits.origins(train, window, horizon), linear, window)) < splits.MIN_WINDOWS:
        largest = train.stop - horizon - linear.first - splits.MIN_WINDOWS + 1
        advice = f"choose {largest} or fewer, " if largest >= LOOK_BACK[0] else ""
        raise TooLittleData(
            f"ARIMA takes the first {linear.first:,} of {train.stop:,} training rows for itself, so the sequence length"
            f" ({window.look_back}) leaves too few windows to learn from; {advice}choose the LSTM alone, or bring a"
            " longer series."
        )
    left = np.zeros(len(values))
    left[linear.first :] = seen[linear.first :] - linear.paths[linear.first - 1 : -1, 0]
    if logs:
        linear = replace(linear, paths=np.exp(np.clip(linear.paths, -forms.LARGEST, forms.LARGEST)), logs=True)
    table = replace(table, frame=table.frame.assign(**{RESIDUAL: left}))
    fitted = scalings.fit(
        preparing.fitting(table, prepared.parts).iloc[linear.first :],
        scaling.kind,
        table.levels,
        window.look_back,
        scaling.learn_as,
        values[linear.first - 1],
    )
    return replace(prepared, table=table, scaling=fitted), linear


def fit(values: np.ndarray, train_rows: int, season: int, horizon: int) -> Linear:
    """ARIMA fitted on the first `train_rows` values and carried along all; raises NotFitted with the reason."""
    train = values[:train_rows]
    try:
        whole = statistical.fit("arima", train, season)
        longest = max(len(whole.pattern), whole.found["arma"][4])
        first = max(round(FIRST * train_rows), SEASONS * longest, statistical.MIN_ROWS, train_rows - MOST_ROWS)
        ends = np.linspace(min(first, train_rows - 1), train_rows, REFITS + 1).astype(int)
        models = (*(statistical.refitted(whole, train[:end]) for end in ends[:-1]), whole)
        paths = np.full((len(values), horizon), np.nan)
        for model, start, stop in zip(models, ends, (*ends[1:], len(values) + 1), strict=True):
            origins = np.arange(start - 1, stop - 1)
            if origins.size:
                paths[origins] = model.forecast(values, origins, horizon)
    except NotFitted as failed:
        why = str(failed).removeprefix("ARIMA is left out: ")
        raise NotFitted(f"There is no ARIMA + LSTM of this series: {why} Choose the LSTM alone.") from failed
    return Linear(int(ends[0]), tuple(ends.tolist()), models, paths)


def open_to_training(origins: np.ndarray, linear: Linear, window: Window) -> np.ndarray:
    """The origins whose windows hold no row of the first block."""
    return origins[origins >= linear.first + window.look_back - 1]


def settled(
    linear: Linear, train: Windows, validation: Windows, window: Window, whole: int, values: np.ndarray
) -> Linear:
    """The linear part with that part of it to be taken off the truth whose ridge on the rest errs least on validation.

    `whole` rows are what the linear layer reads. With a part of 0 the network learns what it would learn alone.
    """
    train = replace(train, origins=open_to_training(train.origins, linear, window))

    def error(part: float) -> float:
        left = (taught(one, replace(linear, part=part), values) for one in (train, validation))
        return highway.missed(*left, whole)

    return replace(linear, part=min(PARTS, key=error))


def windows(
    both: tuple[Windows, Windows], linear: Linear | None, window: Window, values: np.ndarray
) -> tuple[Windows, Windows, Linear | None]:
    """Windows to learn from and to judge by as they are taught beside the linear part, whose unit is then measured.

    Without one, or with nothing of it to be taken off, they are as they were.
    """
    train, validation = both
    if linear is None or not linear.part:
        return train, validation, linear
    train = replace(train, origins=open_to_training(train.origins, linear, window))
    linear = measured(linear, train, values)
    return taught(train, linear, values), taught(validation, linear, values), linear


def measured(linear: Linear, train: Windows, values: np.ndarray) -> Linear:
    """The linear part with the unit that its errors on training windows give."""
    last = values[train.origins]
    truth = train.scaling.ask(windowing.targets(values, train.origins, train.horizon), last, *train.measured)
    left = truth - linear.part * asked(linear, train, values)
    return replace(linear, unit=max(ROUNDING, float(np.mean(np.abs(left)))))


def taught(windows: Windows, linear: Linear, values: np.ndarray) -> Windows:
    """Windows whose answers are what ARIMA's part leaves of the truth."""
    less = linear.part * asked(linear, windows, values)
    return replace(windows, less=less.astype("float32"), unit=linear.unit)


def asked(linear: Linear, windows: Windows, values: np.ndarray) -> np.ndarray:
    """ARIMA's forecasts (windows, horizon) as a network would answer them."""
    return windows.scaling.ask(linear.paths[windows.origins], values[windows.origins], *windows.measured)


def trusted(linear: Linear, full: np.ndarray, paths: np.ndarray, truth: np.ndarray) -> Linear:
    """The linear part with that share of the network's part beside it that errs least on validation windows.

    `full` (windows, horizon) are forecasts with all of it, `paths` those with none. Where nothing is left to learn but
    noise, ARIMA alone remains.
    """
    errors = [np.nanmean(np.abs(truth - paths - share * (full - paths))) for share in SHARES]
    return replace(linear, share=SHARES[int(np.argmin(errors))])


def taught_beside(told: dict, shares: dict[str, float]) -> float:
    """The part of ARIMA that a run's network was taught beside, from what its scaler.json tells after `blended`."""
    taught = shares.get("network", 0.0) + shares.get("ridge", 0.0)
    if not shares:
        return told["part"]
    return (told["part"] - shares.get("arima", 0.0)) / taught if taught else 0.0


def blended(linear: Linear | None, shares: dict[str, float]) -> Linear | None:
    """The linear part, if any, as it stands beside a network into which these shares were folded; none: as it was."""
    if linear is None or not shares:
        return linear
    taught = shares.get("network", 0.0) + shares.get("ridge", 0.0)
    return replace(linear, part=linear.part * taught + shares.get("arima", 0.0))
