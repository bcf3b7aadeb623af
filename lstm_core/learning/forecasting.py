"""Forecasts of a trained network: all steps at once, or one step fed back, from any origins in one batch."""

from dataclasses import dataclass
from functools import cached_property

import keras
import numpy as np
import tensorflow as tf

from lstm_core.data.series import Series
from lstm_core.features import build
from lstm_core.features.build import FeatureTable
from lstm_core.specs import Features, Window
from lstm_core.windows import windowing
from lstm_core.windows.scaling import Scaling

BATCH = 1024


@dataclass(frozen=True)
class Forecaster:
    """A network with all that turns its answers into the series' own units.

    Origins are rows of the feature table; `table.warm_up` rows of the series lie before its first. `rows` are the
    table's, scaled.
    """

    network: keras.Model
    scaling: Scaling
    series: Series
    table: FeatureTable
    rows: np.ndarray
    features: Features
    window: Window

    def forecast(self, origins: np.ndarray, steps: int) -> np.ndarray:
        """Forecasts (origins, steps) in the series' units, by the window's strategy."""
        if self.window.strategy == "direct":
            return self.answer(origins)[:, :steps]
        return self.free_running(origins, steps)

    def answer(self, origins: np.ndarray) -> np.ndarray:
        """What the network says from actual values: (origins, its outputs). Column 0 is the one-step forecast."""
        parts = [
            self.step(windowing.inputs(self.rows, origins[at : at + BATCH], self.window.look_back)).numpy()
            for at in range(0, len(origins), BATCH)
        ]
        return self.scaling.restore_target(np.concatenate(parts))

    def free_running(self, origins: np.ndarray, steps: int) -> np.ndarray:
        """One step at a time, each answer fed back in; indicators are recomputed from the path (origins, steps)."""
        window = windowing.inputs(self.rows, origins, self.window.look_back)
        paths = np.empty((len(origins), 0))
        for ahead in range(steps):
            value = self.scaling.restore_target(self.step(window).numpy()[:, 0])
            paths = np.column_stack([paths, value])
            if ahead + 1 < steps:
                latest = build.last_rows(self.series, self.features, paths, origins + self.table.warm_up)
                window = np.concatenate([window[:, 1:], self.scaling.apply(latest)[:, None]], axis=1)
        return paths

    @cached_property
    def step(self) -> tf.types.experimental.GenericFunction:
        """From scaled windows (any number, look_back, features) to scaled answers, as one traced function."""

        def answer(windows: tf.Tensor) -> tf.Tensor:
            said = self.network(self.scaling.relative(windows), training=False)
            return said + self.scaling.anchor(windows)[:, 0]

        shape = (None, self.window.look_back, len(self.scaling.columns))
        return tf.function(answer, input_signature=[tf.TensorSpec(shape, tf.float32)])
