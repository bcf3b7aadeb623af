"""Scaling, fitted on the training part only, with its exact inverse beside it."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from lstm_core.windows import forms

LEAST = 0.05  # of the training spread: a window that hardly moves would blow its answers up without bound
STILL = 1e-6
LEAST_SHARE = 1e-3  # of the smallest training value: what falls below that has the logarithm of it


@dataclass(frozen=True)
class Scaling:
    """From rows in their own units to what the network sees, and from its answers back.

    Values take the form `learn_as` (see `windows.forms`), then `scaled = (value - centre) / spread` for each column;
    column 0 is the target. Columns marked `anchored` are then taken relative to their window, and so is the answer: for
    `window` to the target's last value in it, for `window_spread` to the target's mean and spread in it. A price that
    has left the range of the training part so looks no different from one inside it. `level` marks the levels in the
    target's units. `outputs` are the columns that the network answers: the target alone, for one step or more, or the
    target and companions of the next row, whose answers count less by `weight`. A target below `least` has the
    logarithm of that: nothing before the test part can tell that there will be no zero.
    """

    kind: str
    columns: tuple[str, ...]
    centre: np.ndarray
    spread: np.ndarray
    anchored: np.ndarray
    level: np.ndarray
    learn_as: str = "level"
    outputs: tuple[int, ...] = (0,)
    least: float = 0.0

    @property
    def weight(self) -> np.ndarray:
        """How much each output counts: companions together no more than half of what the target does."""
        count = len(self.outputs)
        return np.where(np.arange(count) == 0, 1.0, 0.5 / max(1, count - 1)).astype("float32")

    def see(self, rows: np.ndarray, before: float) -> np.ndarray:
        """Rows (rows, columns), scaled, float32; `before` is the target's value in the row before the first."""
        return self.see_next(rows, np.concatenate([[before], rows[:-1, 0]]))

    def see_next(self, rows: np.ndarray, before: np.ndarray) -> np.ndarray:
        """Rows of many windows (windows, columns), scaled; `before` (windows,) are the target's values before them."""
        return self.scale(forms.seen(rows, before, self.level, self.learn_as, self.least))

    def scale(self, values: np.ndarray) -> np.ndarray:
        """Values of every column (..., columns) that have their form already, scaled, float32."""
        scaled = values - self.centre
        scaled /= self.spread  # in place: a million rows are large
        return scaled.astype("float32")

    def measure(self, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Anchor and stretch, each (windows,) float32, of windows with these scaled targets (windows, look_back)."""
        count = len(targets)
        if not self.anchored[0]:
            return np.zeros(count, "float32"), np.ones(count, "float32")
        if self.kind == "window":
            return targets[:, -1].astype("float32"), np.ones(count, "float32")
        spread = targets.std(axis=1, dtype="float64")
        stretch = np.where(spread < STILL, 1.0, np.maximum(spread, LEAST))
        return targets.mean(axis=1, dtype="float64").astype("float32"), stretch.astype("float32")

    def relative(self, windows: np.ndarray, anchor: np.ndarray, stretch: np.ndarray) -> np.ndarray:
        """Scaled windows (windows, look_back, columns) as the network sees them; arrays and tensors alike."""
        shift, factor = anchor[:, None, None], stretch[:, None, None]
        return (windows - shift * self.anchored) / (1.0 + (factor - 1.0) * self.anchored)

    def answered(self, scaled: np.ndarray, anchor: np.ndarray, stretch: np.ndarray) -> np.ndarray:
        """Scaled truth (windows, answers) as the network should answer it; arrays and tensors alike."""
        mark = self.anchored[list(self.outputs)]
        return (scaled - anchor[:, None] * mark) / (1.0 + (stretch[:, None] - 1.0) * mark) * self.weight

    def ask(self, values: np.ndarray, last: np.ndarray, anchor: np.ndarray, stretch: np.ndarray) -> np.ndarray:
        """Values in their own units (windows, answers) as the network should answer them.

        They are the target's next steps or, with companions, the outputs of the next row; `last` (windows,) is the
        target at the origin.
        """
        out = list(self.outputs)
        if len(out) == 1:
            formed = forms.path(values, last, self.learn_as, self.least)
        else:
            formed = forms.seen(values, last, self.level[out], self.learn_as, self.least)
        return self.answered((formed - self.centre[out]) / self.spread[out], anchor, stretch)

    def tell(self, answers: np.ndarray, last: np.ndarray, anchor: np.ndarray, stretch: np.ndarray) -> np.ndarray:
        """The network's answers (windows, answers) in the series' own units, float64: the inverse of `ask`."""
        out = list(self.outputs)
        mark = self.anchored[out].astype("float64")
        scaled = np.asarray(answers, "float64") / self.weight
        scaled = scaled * (1.0 + (stretch[:, None] - 1.0) * mark) + anchor[:, None] * mark
        formed = scaled * self.spread[out] + self.centre[out]
        if len(out) == 1:
            return forms.restored(formed, last, self.learn_as)
        now = forms.restored(formed[:, :1], last, self.learn_as)
        return np.hstack([now, forms.beside(formed[:, 1:], now[:, 0], last, self.level[out[1:]], self.learn_as)])

    def plain(self) -> dict:
        """As JSON-ready values: what `scaler.json` holds. `read` is the way back."""
        nothing = [False] * len(self.columns)
        anchored = self.anchored.astype(bool).tolist()
        return {
            "kind": self.kind,
            "formula": "scaled = (value - centre) / spread",
            "learn_as": self.learn_as,
            "least": self.least,
            "columns": list(self.columns),
            "centre": self.centre.tolist(),
            "spread": self.spread.tolist(),
            "levels": self.level.tolist(),
            "relative_to_the_last_target": anchored if self.kind == "window" else nothing,
            "relative_to_the_window": anchored if self.kind == "window_spread" else nothing,
            "outputs": [self.columns[at] for at in self.outputs],
            "weights": self.weight.tolist(),
        }


def read(told: dict) -> Scaling:
    """The scaling that `scaler.json` tells, also that of a run from before forms and companions."""
    columns = tuple(told["columns"])
    anchored = np.array(told["relative_to_the_last_target"])
    anchored = anchored | np.array(told.get("relative_to_the_window", anchored))
    return Scaling(
        told["kind"],
        columns,
        np.array(told["centre"], float),
        np.array(told["spread"], float),
        anchored.astype("float32"),
        np.array(told.get("levels", anchored), bool),
        told.get("learn_as", "level"),
        tuple(columns.index(column) for column in told.get("outputs", columns[:1])),
        told.get("least", 0.0),
    )


def fit(
    train: pd.DataFrame,
    kind: str,
    levels: Collection[str] = (),
    look_back: int = 2,
    learn_as: str = "level",
    before: float = float("nan"),
    companions: Collection[str] = (),
) -> Scaling:
    """The scaling of the training rows. A constant column keeps a spread of 1, so nothing is divided by zero.

    `levels` are columns in the target's units, `companions` those that the network answers beside the target, `before`
    is the target's value in the row before the first. `window` and `window_spread` treat target and levels as levels,
    in one unit: how far the target typically moves within half a window, or the target's spread. The rest is
    standardised. What is learnt as changes is relative to the row before already: `window` only takes it in units of
    the typical change, so that an answer of 0 is the naive forecast.
    """
    names = tuple(train.columns)
    level = np.array([at == 0 or name in levels for at, name in enumerate(names)])
    outputs = tuple(at for at, name in enumerate(names) if at == 0 or name in companions)
    rows = train.to_numpy()
    least = LEAST_SHARE * float(rows[:, 0].min()) if learn_as in ("log", "log_return") else 0.0
    unfitted = Scaling(
        kind, names, np.zeros(1), np.ones(1), np.zeros(len(names), "float32"), level, learn_as, outputs, least
    )
    rows = forms.seen(rows, np.concatenate([[before], rows[:-1, 0]]), level, learn_as, least)
    centre, spread = _fitted(rows, kind)
    changes = learn_as in ("difference", "log_return")
    if kind in ("window", "window_spread"):
        target = rows[:, 0]
        if kind == "window_spread":
            middle, unit = target.mean(), target.std()
        elif changes:
            middle, unit = 0.0, np.sqrt(np.mean(target**2))
        else:
            apart = max(1, look_back // 2)
            middle, unit = target.mean(), np.sqrt(np.mean((target[apart:] - target[:-apart]) ** 2))
        centre, spread = np.where(level, middle, centre), np.where(level, unit or 1.0, spread)
    anchored = level & (kind == "window_spread" or (kind == "window" and not changes))
    return replace(unfitted, centre=centre, spread=spread, anchored=anchored.astype("float32"))


def _fitted(rows: np.ndarray, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Centre and spread of each column, by the library's own scaler."""
    from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

    if kind == "minmax":
        fitted = MinMaxScaler().fit(rows)
        return np.asarray(fitted.data_min_, float), np.asarray(1.0 / fitted.scale_, float)
    if kind == "robust":
        fitted = RobustScaler().fit(rows)
        return np.asarray(fitted.center_, float), np.asarray(fitted.scale_, float)
    fitted = StandardScaler().fit(rows)
    return np.asarray(fitted.mean_, float), np.asarray(fitted.scale_, float)
