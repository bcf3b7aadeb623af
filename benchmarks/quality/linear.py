"""The linear forecast beside the network: a ridge in closed form; and the simple methods as weights of that layer."""

from dataclasses import dataclass

import numpy as np

from benchmarks.quality.inputs import Inputs
from benchmarks.quality.panel import spread

PENALTIES = 10.0 ** np.arange(-5, 3)  # in the network's units, so the same for every series
MOST_WINDOWS = 20_000


@dataclass(frozen=True)
class Linear:
    """Weights (flat window, horizon) and bias (horizon,) of a forecast relative to the last value."""

    weights: np.ndarray
    bias: np.ndarray

    def __call__(self, flat: np.ndarray) -> np.ndarray:
        return flat @ self.weights + self.bias


def ridge(inputs: Inputs) -> Linear:
    """The ridge on the training part whose penalty is best on validation; the bias is free of it."""
    entry, chosen = inputs.entry, spread(inputs.training, MOST_WINDOWS)
    flat, answers = inputs.flat(chosen), inputs.answers(chosen)
    middle, mean = flat.mean(0), answers.mean(0)
    flat -= middle
    square, cross = flat.T @ flat, flat.T @ (answers - mean)
    seen, best = inputs.flat(entry.validation), (np.inf, None)
    for penalty in PENALTIES:
        weights = np.linalg.solve(square + penalty * len(flat) * np.eye(len(square)), cross)
        linear = Linear(weights, mean - middle @ weights)
        loss = entry.ratio(inputs.restore(linear(seen), entry.validation), entry.validation)
        best = min(best, (loss, linear), key=lambda pair: pair[0])
    return best[1]


def last(inputs: Inputs) -> Linear:
    """The last value: nothing is added to it."""
    flat = inputs.entry.look_back + inputs.rows.shape[1]
    return Linear(np.zeros((flat, inputs.entry.horizon)), np.zeros(inputs.entry.horizon))


def last_season(inputs: Inputs) -> Linear:
    """The value one season before each step, which must lie in the window."""
    entry, plain = inputs.entry, last(inputs)
    steps = np.arange(entry.horizon)
    plain.weights[entry.look_back - entry.season + steps % entry.season, steps] = 1.0
    return plain
