"""The linear layer beside the recurrent ones: the ridge that it starts at, and the blend that it ends with.

All that is blended - the network, the ridge, the simple methods - are weights of the same two layers, so the blend is
folded into them and the network stays one plain Keras model.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import keras
import numpy as np

from lstm_core.evaluation import baselines
from lstm_core.learning import traced
from lstm_core.learning.batches import Windows
from lstm_core.windows import windowing
from lstm_core.windows.scaling import Scaling

PENALTIES = 10.0 ** np.arange(-5, 3)  # in the network's units, so the same for every series
MOST_WINDOWS, WIDEST = 20_000, 2_000  # some seconds of one core; a wider layer starts at zeros
MOST_ORIGINS = 2_000  # of validation, to choose by
PIECE = 512  # windows at once
FIFTHS = np.arange(6) / 5


@dataclass(frozen=True)
class Line:
    """Weights (inputs, answers) and bias (answers,) of a linear forecast, as the linear layer has them.

    `penalty` is that of a ridge.
    """

    weights: np.ndarray
    bias: np.ndarray
    penalty: float = 0.0

    def __call__(self, inputs: np.ndarray) -> np.ndarray:
        return inputs @ self.weights + self.bias

    def in_units(self, unit: float) -> "Line":
        """The same forecast, told in units of that size."""
        return replace(self, weights=self.weights / unit, bias=self.bias / unit)


def start(
    network: keras.Model,
    train: Windows,
    validation: Windows,
    penalties: Sequence[float] = PENALTIES,
    stop_asked: Callable[[], bool] = lambda: False,
) -> Line | None:
    """The ridge, to which the linear layer is set; None, and nothing is set, where there is none."""
    line = ridge(train, validation, seen_whole(network), penalties, stop_asked)
    if line:
        network.get_layer("highway").set_weights([line.weights, line.bias])
    return line


def ridge(
    train: Windows,
    validation: Windows,
    whole: int,
    penalties: Sequence[float] = PENALTIES,
    stop_asked: Callable[[], bool] = lambda: False,
) -> Line | None:
    """The ridge on the training part whose penalty is best on validation; the bias is free of it.

    None where the layer would be too wide, or somebody asked to stop.
    """
    width = train.look_back + whole * train.rows.shape[1]
    if width > WIDEST:
        return None
    square, cross, count = 0.0, 0.0, 0
    for inputs, answers in read(train, whole, MOST_WINDOWS):
        if stop_asked():
            return None
        inputs = np.column_stack([inputs, np.ones(len(inputs))])
        square, cross, count = square + inputs.T @ inputs, cross + inputs.T @ answers, count + len(inputs)
    penalised = np.diag(np.append(np.full(width, float(count)), 0.0))
    inputs, answers = gathered(validation, whole)
    lines = []
    for penalty in penalties:
        found = np.linalg.solve(square + penalty * penalised, cross)
        lines.append(Line(found[:-1], found[-1], penalty))
    return min(lines, key=lambda line: float(np.abs(answers - line(inputs)).mean()))


def missed(train: Windows, validation: Windows, whole: int) -> float:
    """The ridge's mean absolute error on validation in the network's units, infinite where there is none."""
    line = ridge(train, validation, whole)
    if line is None:
        return np.inf
    inputs, answers = gathered(validation, whole)
    return float(np.abs(answers - line(inputs)).mean())


def error(train: Windows, validation: Windows, whole: int, values: np.ndarray, measured: np.ndarray) -> float:
    """The ridge's mean absolute error on validation in the series' units, infinite where there is none.

    `values` (rows,) are the target's; of `measured`, the same, a row that is NaN is not judged.
    """
    line = ridge(train, validation, whole)
    if line is None:
        return np.inf
    some = validation.thinned(MOST_ORIGINS)
    said = some.scaling.tell(line(gathered(some, whole)[0]), values[some.origins], *some.measured)
    return float(np.nanmean(np.abs(windowing.targets(measured, some.origins, some.horizon) - said)))


def seen_whole(network: keras.Model) -> int:
    """The last rows of a window that the linear layer reads whole."""
    _, look_back, features = network.input_shape
    return (network.get_layer("highway").kernel.shape[0] - look_back) // features


def gathered(windows: Windows, whole: int) -> tuple[np.ndarray, np.ndarray]:
    """What the linear layer reads of some of the windows, and the true answers."""
    return tuple(np.concatenate(one) for one in zip(*read(windows, whole, MOST_ORIGINS), strict=True))


def read(windows: Windows, whole: int, most: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """What the linear layer reads of at most so many windows, and the true answers, a piece at a time.

    It is the target's past and the last `whole` rows, as `network.flat` has them.
    """
    for inputs, answers in windows.thinned(most).batches(PIECE):
        seen = inputs.astype("float64")
        latest = seen[:, -whole:].reshape(len(seen), -1)
        yield np.concatenate([seen[:, :, 0], latest], axis=1), answers.astype("float64")


def blend(
    network: keras.Model,
    ridge: Line,
    train: Windows,
    validation: Windows,
    season: int,
    values: np.ndarray,
    measured: np.ndarray,
    beside: np.ndarray | None = None,
) -> dict[str, float]:
    """Folds the mixture that errs least on validation into the network; the shares of what is in it.

    Where it beats the best simple method by less than one standard error, it is that method alone; and that method is
    the last value, unless another beats this by as much. Moving average and trend are in no mixture without such a
    proof: the trend that validation happens to have goes on only by chance, and the more there is to mix, the more of
    chance is mixed in. Errors of overlapping forecasts go together, so the standard error counts only origins a horizon
    apart.

    What stands `beside` the network, as it would answer that for `validation` (windows, answers), is one more of what
    is mixed, but not folded: the caller adds its share. `values` (rows,) are the target's; of `measured`, the same, a
    row that is NaN is not judged. Only for a network that answers all steps of the horizon; nothing is done where the
    simple methods are no weights of the linear layer.
    """
    whole = seen_whole(network)
    methods = simple_methods(train, season, whole, ridge.weights.shape)
    if not methods:
        return {}
    some = validation.thinned(MOST_ORIGINS)
    inputs, _ = gathered(some, whole)
    said = np.concatenate([traced.of(network).say(windows).numpy() for windows, _ in some.batches(PIECE)])
    lines = {"ridge": ridge} | {name: line.in_units(some.unit) for name, line in methods.items()}
    told = {"network": some.full(said), "ridge": some.full(ridge(inputs))}
    told |= {name: line(inputs) for name, line in methods.items()}
    if beside is not None:
        told["arima"] = beside[windowing.spread(np.arange(len(validation.origins)), MOST_ORIGINS)]
    names, answers = tuple(told), np.stack(list(told.values()))
    mixtures = [shares for shares in itertools.product(FIFTHS, repeat=len(answers)) if abs(sum(shares) - 1) < 1e-9]
    mixtures.sort(reverse=True)  # of equals, the one with most of the network
    truth, last = windowing.targets(measured, some.origins, some.horizon), values[some.origins]
    errors = np.empty((len(mixtures), len(last)))
    for at, shares in enumerate(mixtures):
        missed = np.abs(truth - some.scaling.tell(np.tensordot(shares, answers, 1), last, *some.measured))
        errors[at] = np.where(np.isnan(truth), 0.0, missed).mean(axis=1)
    means = errors.mean(axis=1)
    apart = max(1.0, (some.origins[-1] - some.origins[0]) / some.horizon)

    def better(one: int, other: int) -> int:
        """The first mixture where it errs less by more than one standard error, else the other."""
        gain = errors[other] - errors[one]
        return one if gain.mean() > gain.std() / np.sqrt(apart) else other

    alone = {name: mixtures.index(tuple(float(name == one) for one in names)) for name in names}
    safe, unproven = alone["last"], []
    for name in ("season", "arima", "average", "drift"):
        if name in alone:
            tried, safe = safe, better(alone[name], safe)
            unproven += [names.index(name)] if safe == tried and name in ("average", "drift") else []
    open_to = [at for at, shares in enumerate(mixtures) if not any(shares[one] for one in unproven)]
    shares = mixtures[better(min(open_to, key=lambda at: means[at]), safe)]
    # What was chosen on validation may learn from it in turn; of a mean that is most of what can be learnt.
    known = trend([train, validation], whole, methods["last"])
    lines["drift"] = known.in_units(some.unit)
    fold(network, shares[0], list(zip(shares[1:], lines.values(), strict=False)))
    return {name: float(share) for name, share in zip(names, shares, strict=True) if share}


def trend(parts: list[Windows], whole: int, last: Line) -> Line:
    """The last value and the mean change from it to each step ahead, over the windows of these parts."""
    changes, counts = [], []
    for windows in parts:
        inputs, answers = gathered(windows, whole)
        changes.append((windows.thinned(MOST_ORIGINS).full(answers) - last(inputs)).mean(axis=0))
        counts.append(len(windows.origins))
    return replace(last, bias=last.bias + np.average(changes, axis=0, weights=counts))


def simple_methods(train: Windows, season: int, whole: int, shape: tuple[int, int]) -> dict[str, Line]:
    """What `simple` gives, and where that is anything the trend of the training part beside it."""
    methods = simple(train.scaling, train.look_back, season, shape)
    return methods and methods | {"drift": trend([train], whole, methods["last"])}


def simple(scaling: Scaling, look_back: int, season: int, shape: tuple[int, int]) -> dict[str, Line]:
    """Last value, last season and moving average, so far as they are weights of that shape.

    Season and average must lie within the window; of changes there are neither, and relative to a window's spread not
    even the last value.
    """
    steps = np.arange(shape[1])

    def earlier(rows: np.ndarray) -> Line:
        """The mean of those rows (rows, steps) of the target's past."""
        weights = np.zeros(shape)
        weights[rows, steps] = 1.0 / len(rows)
        return Line(weights, np.zeros(shape[1]))

    if scaling.learn_as in ("difference", "log_return"):  # the last value is no change
        unchanged = Line(np.zeros(shape), np.full(shape[1], -scaling.centre[0] / scaling.spread[0]))
        return {} if scaling.anchored[0] else {"last": unchanged}
    lines, width = {"last": earlier(np.full((1, 1), look_back - 1))}, baselines.averaged(season)
    if 1 < season <= look_back:
        lines["season"] = earlier((look_back - season + steps % season)[None])
    if width <= look_back:
        lines["average"] = earlier(np.arange(look_back - width, look_back)[:, None])
    return lines


def fold(network: keras.Model, share: float, lines: list[tuple[float, Line]]) -> None:
    """Makes the network say `share` of what it says plus the weighted sum of the lines, exactly."""
    forecast, highway = network.get_layer("forecast"), network.get_layer("highway")
    forecast.set_weights([share * weights for weights in forecast.get_weights()])
    kernel, bias = (share * weights for weights in highway.get_weights())
    kernel = kernel + sum(weight * line.weights for weight, line in lines)
    highway.set_weights([kernel, bias + sum(weight * line.bias for weight, line in lines)])
