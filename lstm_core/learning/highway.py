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


def start(
    network: keras.Model,
    train: Windows,
    validation: Windows,
    penalties: Sequence[float] = PENALTIES,
    stop_asked: Callable[[], bool] = lambda: False,
) -> Line | None:
    """The ridge on the training part whose penalty is best on validation; the linear layer is set to it.

    The bias is free of the penalty. None, and nothing is set, where the layer is too wide or somebody asked to stop.
    """
    highway = network.get_layer("highway")
    width = highway.kernel.shape[0]
    if width > WIDEST:
        return None
    square, cross, count = 0.0, 0.0, 0
    for inputs, answers in read(network, train, MOST_WINDOWS):
        if stop_asked():
            return None
        inputs = np.column_stack([inputs, np.ones(len(inputs))])
        square, cross, count = square + inputs.T @ inputs, cross + inputs.T @ answers, count + len(inputs)
    penalised = np.diag(np.append(np.full(width, float(count)), 0.0))
    inputs, answers = (np.concatenate(one) for one in zip(*read(network, validation, MOST_ORIGINS), strict=True))
    lines = []
    for penalty in penalties:
        found = np.linalg.solve(square + penalty * penalised, cross)
        lines.append(Line(found[:-1], found[-1], penalty))
    ridge = min(lines, key=lambda line: float(np.abs(answers - line(inputs)).mean()))
    highway.set_weights([ridge.weights, ridge.bias])
    return ridge


def read(network: keras.Model, windows: Windows, most: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """What the linear layer reads of at most so many windows, and the true answers, a piece at a time."""
    reads = keras.Model(network.inputs, network.get_layer("highway").input)
    some = replace(windows, origins=windowing.spread(windows.origins, most))
    for inputs, answers in some.batches(PIECE):
        yield reads(inputs).numpy().astype("float64"), answers.astype("float64")


def blend(
    network: keras.Model,
    ridge: Line,
    train: Windows,
    validation: Windows,
    season: int,
    values: np.ndarray,
    measured: np.ndarray,
) -> dict[str, float]:
    """Folds the mixture that errs least on validation into the network; the shares of what is in it.

    Where it beats the best simple method by less than one standard error, it is that method alone. Errors of
    overlapping forecasts go together, so the standard error counts only origins a horizon apart. `values` (rows,) are
    the target's; of `measured`, the same, a row that is NaN is not judged. Only for a network that answers all steps of
    the horizon; nothing is done where the simple methods are no weights of the linear layer.
    """
    lines = beside(network, ridge, train, season)
    if len(lines) == 1:
        return {}
    some = replace(validation, origins=windowing.spread(validation.origins, MOST_ORIGINS))
    inputs = np.concatenate([inputs for inputs, _ in read(network, some, MOST_ORIGINS)])
    said = np.concatenate([traced.of(network).say(windows).numpy() for windows, _ in some.batches(PIECE)])
    answers = np.stack([said, *(line(inputs) for line in lines.values())])
    mixtures = [shares for shares in itertools.product(FIFTHS, repeat=len(answers)) if abs(sum(shares) - 1) < 1e-9]
    mixtures.sort(reverse=True)  # of equals, the one with most of the network
    truth, last = windowing.targets(measured, some.origins, some.horizon), values[some.origins]
    errors = np.empty((len(mixtures), len(last)))
    for at, shares in enumerate(mixtures):
        missed = np.abs(truth - some.scaling.tell(np.tensordot(shares, answers, 1), last, *some.measured))
        errors[at] = np.where(np.isnan(truth), 0.0, missed).mean(axis=1)
    means = errors.mean(axis=1)
    best = int(means.argmin())
    alone = [at for at, shares in enumerate(mixtures) if max(shares[2:]) == 1]
    safe = min(alone, key=lambda at: means[at])
    apart = max(1.0, (some.origins[-1] - some.origins[0]) / some.horizon)
    gain = errors[safe] - errors[best]
    shares = mixtures[best if gain.mean() > gain.std() / np.sqrt(apart) else safe]
    fold(network, shares[0], list(zip(shares[1:], lines.values(), strict=True)))
    return {name: float(share) for name, share in zip(("network", *lines), shares, strict=True) if share}


def beside(network: keras.Model, ridge: Line, train: Windows, season: int) -> dict[str, Line]:
    """All that can be blended with the network: the ridge, and the simple methods where they are weights of it."""
    methods = simple(train.scaling, train.look_back, season, ridge.weights.shape)
    if methods:
        inputs, answers = (np.concatenate(one) for one in zip(*read(network, train, MOST_ORIGINS), strict=True))
        last = methods["last"]
        methods["drift"] = replace(last, bias=last.bias + (answers - last(inputs)).mean(axis=0))
    return {"ridge": ridge, **methods}


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
