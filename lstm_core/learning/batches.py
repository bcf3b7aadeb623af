"""Windows for training, cut from the rows batch by batch: memory grows with rows, not with rows x look-back."""

from dataclasses import dataclass

import numpy as np
import tensorflow as tf

from lstm_core.windows.scaling import Scaling


@dataclass(frozen=True)
class Windows:
    """Scaled rows (rows, features), scaled target (rows,), and the origins of the windows to learn from."""

    rows: np.ndarray
    target: np.ndarray
    origins: np.ndarray
    look_back: int
    horizon: int
    scaling: Scaling

    def dataset(self, batch_size: int, shuffle_seed: int | None = None) -> tf.data.Dataset:
        """Batches of (windows, look_back, features) and (windows, horizon); shuffled anew each epoch with a seed."""
        rows, target = tf.constant(self.rows), tf.constant(self.target)
        before, after = tf.range(1 - self.look_back, 1), tf.range(1, self.horizon + 1)

        def cut(origins: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
            windows = tf.gather(rows, origins[:, None] + before)
            answers = tf.gather(target, origins[:, None] + after)
            return self.scaling.relative(windows), answers - self.scaling.anchor(windows)[:, 0]

        origins = tf.data.Dataset.from_tensor_slices(self.origins.astype("int32"))
        if shuffle_seed is not None:
            origins = origins.shuffle(len(self.origins), seed=shuffle_seed, reshuffle_each_iteration=True)
        return origins.batch(batch_size).map(cut).prefetch(2)
