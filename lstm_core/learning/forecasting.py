"""Forecasts of a trained network: all steps at once, or one step fed back, from any origins in one batch."""

from dataclasses import dataclass, field
from functools import cached_property

import keras
import numpy as np

from lstm_core.data.series import Series
from lstm_core.features import continuing
from lstm_core.features.build import FeatureTable
from lstm_core.features.continuing import Continuation
from lstm_core.learning import traced
from lstm_core.learning.hybrid import Linear
from lstm_core.specs import Features, Window
from lstm_core.windows import windowing
from lstm_core.windows.scaling import Scaling

BATCH = 1024


@dataclass(frozen=True)
class Forecaster:
    """A network with all that turns its answers into the series' own units.

    Origins are rows of the feature table; `table.warm_up` rows of the series lie before its first. `rows` are the
    table's, scaled. Beside a `linear` part the network answers what is added to that. `blend` are the shares of what
    its weights say, where it was blended with simpler forecasts.
    """

    network: keras.Model
    scaling: Scaling
    series: Series
    table: FeatureTable
    rows: np.ndarray
    features: Features
    window: Window
    linear: Linear | None = None
    blend: dict[str, float] = field(default_factory=dict)

    def forecast(self, origins: np.ndarray, steps: int) -> np.ndarray:
        """Forecasts (origins, steps) in the series' units, by the window's strategy."""
        if self.window.strategy == "direct":
            return self.answer(origins)[:, :steps]
        return self.free_running(origins, steps)

    def answer(self, origins: np.ndarray) -> np.ndarray:
        """What the network says from actual values: (origins, its outputs). Column 0 is the one-step forecast."""
        parts = []
        for at in range(0, len(origins), BATCH):
            some = origins[at : at + BATCH]
            windows = windowing.inputs(self.rows, some, self.window.look_back)
            parts.append(self.told(windows, self.levels[some], self.beside(some)))
        return np.concatenate(parts)

    def told(self, windows: np.ndarray, last: np.ndarray, beside: np.ndarray | None = None) -> np.ndarray:
        """The answers (windows, outputs) in own units to scaled windows, whose last targets are `last`."""
        anchor, stretch = self.scaling.measure(windows[..., 0])
        return self.tell(self.said(self.scaling.relative(windows, anchor, stretch)), last, anchor, stretch, beside)

    def tell(
        self,
        answers: np.ndarray,
        last: np.ndarray,
        anchor: np.ndarray,
        stretch: np.ndarray,
        beside: np.ndarray | None = None,
    ) -> np.ndarray:
        """Bare answers (windows, outputs) in own units, added to what stands `beside` them (windows, outputs)."""
        if beside is None:
            return self.scaling.tell(answers, last, anchor, stretch)
        return self.linear.joined(answers, beside, self.scaling, last, anchor, stretch)

    def beside(self, origins: np.ndarray) -> np.ndarray | None:
        """The linear part's forecasts (origins, horizon) in own units, where there is one."""
        return None if self.linear is None else self.linear.paths[origins]

    def free_running(self, origins: np.ndarray, steps: int) -> np.ndarray:
        """One step at a time, each answer fed back in; indicators are recomputed from the path (origins, steps)."""
        window = windowing.inputs(self.rows, origins, self.window.look_back)
        last, paths = self.levels[origins], np.empty((len(origins), steps, len(self.scaling.outputs)))
        for ahead in range(steps):
            paths[:, ahead] = self.told(window, last)
            if ahead + 1 < steps:
                latest = self.continuation.rows(paths[:, : ahead + 1], origins + self.table.warm_up)
                window = np.concatenate([window[:, 1:], self.scaling.see_next(latest, last)[:, None]], axis=1)
                last = paths[:, ahead, 0]
        return paths[..., 0]

    @cached_property
    def levels(self) -> np.ndarray:
        """The target in its own units (rows,)."""
        return self.table.frame.iloc[:, 0].to_numpy()

    @cached_property
    def measured(self) -> np.ndarray:
        """The same, NaN in rows that were not measured (rows,): what forecasts are judged by."""
        return self.series.measured[self.table.warm_up :]

    @cached_property
    def continuation(self) -> Continuation:
        """The series as it goes on along forecast paths."""
        companions = tuple(self.scaling.columns[at] for at in self.scaling.outputs[1:])
        return continuing.of(self.series, self.features, self.window.horizon, companions)

    def said(self, seen: np.ndarray) -> np.ndarray:
        """The network's bare answers (windows, outputs) to windows as it sees them."""
        return traced.of(self.network).say(seen.astype("float32")).numpy()
