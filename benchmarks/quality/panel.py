"""The series of the panel with its protocol: what may be learnt from, which origins are scored, and in what units.

A series of n rows keeps its last 20% for test; origins are spread evenly over that part. An origin is the number of
rows known, so row origin - 1 is the last one known. Nothing learns from a row behind the first origin.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

TEST, VALIDATION = 0.20, 0.15  # shares of all rows; validation lies right before test


@dataclass(frozen=True)
class Entry:
    """One series; `price` is reported apart, since nothing is to be learnt there."""

    name: str
    times: pd.DatetimeIndex
    values: np.ndarray
    season: int
    horizon: int
    look_back: int
    count: int
    price: bool

    @property
    def test(self) -> np.ndarray:
        """The origins that are scored."""
        first = len(self.values) - int(TEST * len(self.values))
        return np.unique(np.linspace(first, len(self.values) - self.horizon, self.count).astype(int))

    @property
    def trained(self) -> int:
        """How many rows the training part has."""
        return int(self.test[0]) - int(VALIDATION * len(self.values))

    @property
    def validation(self) -> np.ndarray:
        """The origins whose targets all lie between training and test, at most a thousand of them."""
        every = np.arange(self.trained, self.test[0] - self.horizon + 1)
        return spread(every, 1000)

    def truth(self, origins: np.ndarray) -> np.ndarray:
        """What came: (origins, horizon)."""
        return self.values[origins[:, None] + np.arange(self.horizon)]

    def last(self, origins: np.ndarray) -> np.ndarray:
        """The last value, for all steps."""
        return np.repeat(self.values[origins - 1][:, None], self.horizon, 1)

    def last_season(self, origins: np.ndarray) -> np.ndarray:
        """The value one season before each step."""
        return self.values[(origins - self.season)[:, None] + np.arange(self.horizon) % self.season]

    def ratio(self, forecasts: np.ndarray, origins: np.ndarray) -> float:
        """MAE over that of the better of last value and last season, on the same origins."""
        truth = self.truth(origins)
        bar = min(np.abs(simple - truth).mean() for simple in (self.last(origins), self.last_season(origins)))
        return float(np.abs(forecasts - truth).mean() / bar)

    def mase(self, forecasts: np.ndarray) -> float:
        """MAE on test over the in-sample MAE of the last season (Hyndman & Koehler 2006)."""
        known = self.values[: self.test[0]]
        scale = np.abs(known[self.season :] - known[: -self.season]).mean()
        return float(np.abs(forecasts - self.truth(self.test)).mean() / scale)


def read(folder: Path) -> list[Entry]:
    """The series that `panel.json` in that folder lists."""
    entries = []
    for about in json.loads((folder / "panel.json").read_text()):
        table = pd.read_csv(folder / about["file"], parse_dates=["time"])
        numbers = {name: about[name] for name in ("season", "horizon", "look_back", "price")}
        entries.append(
            Entry(
                name=about["series"],
                times=pd.DatetimeIndex(table["time"]),
                values=table["value"].to_numpy(float),
                count=about["origins"],
                **numbers,
            )
        )
    return entries


def spread(origins: np.ndarray, most: int) -> np.ndarray:
    """At most that many of the origins, evenly."""
    return origins[np.unique(np.linspace(0, len(origins) - 1, min(most, len(origins))).astype(int))]
