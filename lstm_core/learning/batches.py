"""Windows for training, cut from the rows batch by batch: memory grows with rows, not with rows x look-back."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import tensorflow as tf

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

    def dataset(self, batch_size: int, shuffle_seed: int | None = None, count: int | None = None) -> tf.data.Dataset:
        """Batches of (windows, look_back, features) and (windows, answers); shuffled anew each epoch with a seed.

        Of a shuffled epoch there are `count` batches, where that is given: some of the windows, or all time and again.
        """
        rows, outputs = tf.constant(self.rows), list(self.scaling.outputs)
        ends, anchors, stretches = (tf.constant(one) for one in (self.origins.astype("int32"), *self.measured))
        less = None if self.less is None else tf.constant(self.less)
        before, after = tf.range(1 - self.look_back, 1), tf.range(1, self.horizon + 1)

        def cut(at: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
            origins, anchor, stretch = (tf.gather(one, at) for one in (ends, anchors, stretches))
            windows = tf.gather(rows, origins[:, None] + before)
            truth = tf.gather(tf.gather(rows, origins[:, None] + after), outputs, axis=2)
            answers = tf.reshape(truth, (-1, self.horizon * len(outputs)))
            answers = self.scaling.answered(answers, anchor, stretch)
            if less is not None:
                answers = (answers - tf.gather(less, at)) / self.unit
            return self.scaling.relative(windows, anchor, stretch), answers

        every = tf.range(len(self.origins))
        if shuffle_seed is None:
            return batches(every, batch_size).map(cut).prefetch(2)
        # An order of our own for each epoch: a shuffle buffer holds every number as a tensor, 300 bytes each.
        once = -(-len(self.origins) // batch_size)
        count = count or once
        seeds = tf.data.Dataset.random(shuffle_seed, rerandomize_each_iteration=True).batch(2).take(-(-count // once))
        orders = seeds.map(lambda seed: tf.random.experimental.stateless_shuffle(every, seed))
        shuffled = orders.flat_map(lambda order: batches(order, batch_size)).take(count)
        return shuffled.apply(tf.data.experimental.assert_cardinality(count)).map(cut).prefetch(2)


def batches(positions: tf.Tensor, size: int) -> tf.data.Dataset:
    """The positions, so many at a time."""
    return tf.data.Dataset.from_tensor_slices(positions).batch(size)


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
