"""Scaling, fitted on the training part only, with its exact inverse beside it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

Kind = Literal["minmax", "standard", "window"]


@dataclass(frozen=True)
class Scaling:
    """`scaled = (value - centre) / spread` for each column; column 0 is the target.

    Columns marked `anchored` are then taken relative to the target's value at the window's end, and so is the network's
    answer: a price that has left the range of the training part looks no different from one inside it.
    """

    kind: str
    columns: tuple[str, ...]
    centre: np.ndarray
    spread: np.ndarray
    anchored: np.ndarray

    def apply(self, rows: np.ndarray) -> np.ndarray:
        """Scaled rows (..., columns), float32."""
        return ((rows - self.centre) / self.spread).astype("float32")

    def anchor(self, windows: np.ndarray) -> np.ndarray:
        """The scaled value that each of the windows (windows, look_back, columns) is relative to: (windows, 1, 1)."""
        return windows[:, -1:, :1] * self.anchored[0]

    def relative(self, windows: np.ndarray) -> np.ndarray:
        """Scaled windows as the network sees them; works on arrays and tensors alike."""
        return windows - self.anchor(windows) * self.anchored

    def scale_target(self, values: np.ndarray) -> np.ndarray:
        """Target values of any shape, scaled, float32."""
        return ((values - self.centre[0]) / self.spread[0]).astype("float32")

    def restore_target(self, scaled: np.ndarray) -> np.ndarray:
        """Scaled target values of any shape in the series' own units, float64."""
        return np.asarray(scaled, dtype="float64") * self.spread[0] + self.centre[0]

    def plain(self) -> dict:
        """As JSON-ready values: what `scaler.json` holds."""
        return {
            "kind": self.kind,
            "formula": "scaled = (value - centre) / spread",
            "columns": list(self.columns),
            "centre": self.centre.tolist(),
            "spread": self.spread.tolist(),
            "relative_to_the_last_target": self.anchored.astype(bool).tolist(),
        }


def fit(train: pd.DataFrame, kind: Kind, levels: Collection[str] = (), look_back: int = 2) -> Scaling:
    """The scaling of the training rows. A constant column keeps a spread of 1, so nothing is divided by zero.

    `window` treats the target and the columns `levels`, which are in the target's units, as levels: relative to the
    window's end, in units of how far the target typically moves within half a window. The rest is standardised.
    """
    from sklearn.preprocessing import MinMaxScaler, StandardScaler

    anchored = np.zeros(len(train.columns), "float32")
    if kind == "minmax":
        fitted = MinMaxScaler().fit(train)
        centre, spread = fitted.data_min_, 1.0 / fitted.scale_
    else:
        fitted = StandardScaler().fit(train)
        centre, spread = fitted.mean_, fitted.scale_
    if kind == "window":
        target = train.iloc[:, 0].to_numpy()
        apart = max(1, look_back // 2)
        moved = float(np.sqrt(np.mean((target[apart:] - target[:-apart]) ** 2)))
        level = np.array([at == 0 or name in levels for at, name in enumerate(train.columns)])
        centre, spread = np.where(level, target.mean(), centre), np.where(level, moved or 1.0, spread)
        anchored = level.astype("float32")
    return Scaling(kind, tuple(train.columns), np.asarray(centre, float), np.asarray(spread, float), anchored)
