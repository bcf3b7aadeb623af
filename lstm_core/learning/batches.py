"""Windows for training, cut from the rows batch by batch: memory grows with rows, not with rows x look-back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from lstm_core.data.series import Series
from lstm_core.evaluation.preparing import Prepared
from lstm_core.specs import Window
from lstm_core.windows import splits, windowing
from lstm_core.windows.scaling import Scaling

PIECE = 65_536  # windows measured at once


@dataclass(frozen=True)
class Windows:
    """Scaled rows (rows, features), the origins of the windows to learn from, and how a window is scaled.

    `less` (windows, answers), as the network would answer it, is taken off the truth, and the rest is in `unit`s.
    """

    rows: np.ndarray
    origins: np.ndarray
    look_back: int
    horizon: int
    scaling: Scaling
    less: np.ndarray | None = None
    unit: float = 1.0

    @cached_property
    def measured(self) -> tuple[np.ndarray, np.ndarray]:
        """Anchor and stretch of every window, each (windows,)."""
        target = self.rows[:, :1]
        pieces = [
            self.scaling.measure(windowing.inputs(target, self.origins[at : at + PIECE], self.look_back)[..., 0])
            for at in range(0, len(self.origins), PIECE)
        ]
        return tuple(np.concatenate(one) for one in zip(*pieces, strict=True))

    def thinned(self, limit: int) -> "Windows":
        """At most so many of the windows, at one distance."""
        kept = windowing.spread(np.arange(len(self.origins)), limit)
        return replace(self, origins=self.origins[kept], less=None if self.less is None else self.less[kept])

    def full(self, answers: np.ndarray) -> np.ndarray:
        """The network's answers (windows, answers) together with what was taken off the truth, in the latter's unit."""
        return answers * self.unit + (0.0 if self.less is None else self.less)

    def order(self, seed: int, epoch: int, count: int | None = None) -> np.ndarray:
        """The positions of all windows, shuffled: by the seed and the epoch alone, so training can go on anywhere.

        With `count` so many positions: some of the windows, or all time and again.
        """
        drawn = np.random.default_rng((seed, epoch))
        rounds = 1 if count is None else -(-count // len(self.origins))
        return np.concatenate([drawn.permutation(len(self.origins)) for _ in range(rounds)])[:count]

    def batches(self, size: int, order: np.ndarray | None = None) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Batches of (windows, look_back, features) and (windows, answers), float32; in their order or in another.

        Cut by NumPy: that takes a hundredth of a training step, and nothing has to be traced before the first.
        """
        positions = np.arange(len(self.origins)) if order is None else order
        for at in range(0, len(positions), size):
            yield self.cut(positions[at : at + size])

    def cut(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The windows at these positions and their answers, as the network sees and should answer them."""
        origins, (anchor, stretch) = self.origins[at], (one[at] for one in self.measured)
        windows = windowing.inputs(self.rows, origins, self.look_back)
        truth = windowing.targets(self.rows, origins, self.horizon)[..., list(self.scaling.outputs)]
        answers = self.scaling.answered(truth.reshape(len(at), -1), anchor, stretch)
        if self.less is not None:
            answers = (answers - self.less[at]) / self.unit
        return self.scaling.relative(windows, anchor, stretch), answers


def of(series: Series, prepared: Prepared, window: Window) -> tuple[Windows, Windows]:
    """Training and validation windows of what was prepared."""
    table, horizon = prepared.table, splits.trained_horizon(window)
    rows = prepared.scaling.see(table.frame.to_numpy(), table.before)
    peeking = None if series.peeking is None else series.peeking[table.warm_up :]
    return tuple(
        Windows(
            rows,
            splits.open_to_forecasts(splits.origins(part, window, horizon), peeking),
            window.look_back,
            horizon,
            prepared.scaling,
        )
        for part in (prepared.parts.train, prepared.parts.validation)
    )
