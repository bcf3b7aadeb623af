"""What the network sees: the target relative to its last value, and where each row stands in the day, week and year."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from benchmarks.quality.panel import Entry

SECONDS = {"day": 86_400.0, "week": 7 * 86_400.0, "year": 365.2425 * 86_400.0}
HARMONICS = {"day": 3, "week": 3, "year": 2}


@dataclass(frozen=True)
class Inputs:
    """Rows (rows, 1 + phases) of one series: column 0 is the target in units of `spread`, in logs where `log`."""

    entry: Entry
    log: bool
    calendar: bool

    @cached_property
    def rows(self) -> np.ndarray:
        return np.column_stack([self.level / self.spread, self.phases]).astype("float32")

    @cached_property
    def level(self) -> np.ndarray:
        values = self.entry.values
        # A value below all that training has seen is taken as the smallest of them: logs need a floor.
        return np.log(np.maximum(values, values[: self.entry.trained].min())) if self.log else values

    @cached_property
    def spread(self) -> float:
        """How far the target typically moves within half a window of the training part."""
        apart, train = max(1, self.entry.look_back // 2), self.level[: self.entry.trained]
        return float(np.sqrt(np.mean((train[apart:] - train[:-apart]) ** 2))) or 1.0

    @cached_property
    def phases(self) -> np.ndarray:
        return phases(self.entry.times, self.entry.trained) if self.calendar else np.zeros((len(self.level), 0))

    @property
    def training(self) -> np.ndarray:
        """The origins whose targets lie in the training part."""
        return np.arange(self.entry.look_back, self.entry.trained - self.entry.horizon + 1)

    def windows(self, origins: np.ndarray) -> np.ndarray:
        """(origins, look_back, 1 + phases), the target relative to its last value."""
        cut = self.rows[origins[:, None] + np.arange(-self.entry.look_back, 0)]
        cut[:, :, 0] -= cut[:, -1:, 0]
        return cut

    def flat(self, origins: np.ndarray) -> np.ndarray:
        """What the highway reads of a window: the target's past and the last row: (origins, look_back + 1 + phases)."""
        target = self.rows[origins[:, None] + np.arange(-self.entry.look_back, 0), 0].astype(float)
        last = self.rows[origins - 1].astype(float)
        return np.column_stack([target - target[:, -1:], np.zeros(len(origins)), last[:, 1:]])

    def answers(self, origins: np.ndarray) -> np.ndarray:
        """What the network should say: (origins, horizon), relative to the last value."""
        ahead = self.rows[origins[:, None] + np.arange(self.entry.horizon), 0].astype(float)
        return ahead - self.rows[origins - 1, :1]

    def restore(self, said: np.ndarray, origins: np.ndarray) -> np.ndarray:
        """Answers (origins, horizon) in the series' own units."""
        levels = said.astype(float) * self.spread + self.level[origins - 1][:, None]
        return np.exp(levels) if self.log else levels


def phases(times: pd.DatetimeIndex, trained: int) -> np.ndarray:
    """Sines and cosines of the cycles that the training part has seen twice: (rows, phases).

    A cycle needs rows enough to show it, and each harmonic two rows a turn.
    """
    seconds = (times - times[0]).total_seconds().to_numpy()
    epoch = (times[0] - pd.Timestamp("1970-01-05")).total_seconds()  # a Monday
    step, seen, columns = np.median(np.diff(seconds)), seconds[trained - 1], [np.empty((len(seconds), 0))]
    for cycle, period in SECONDS.items():
        if step > period / 2.5 or seen < 2 * period:
            continue
        turns = [turn for turn in range(1, HARMONICS[cycle] + 1) if period / turn >= 2.02 * step]
        angles = 2 * np.pi * np.outer((seconds + epoch) / period, turns)
        columns += [np.sin(angles), np.cos(angles)]
    return np.column_stack(columns)
