"""The classic mistakes, made for real: what a network is taught and asked when some of them are made.

The textbook's network answers the next value from the last `LOOK_BACK` rows of the series and of its mean over `MEAN`
rows, both scaled to 0..1. The mean of a row is over that row and those before it; `peeking` centres it, as
`rolling(5, center=True)` does. Nothing here is to be used for a forecast that anybody takes seriously.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_core.data.frequencies import frequency
from lstm_core.errors import TooLittleData
from lstm_core.evaluation import backtest, baselines, metrics, seasonality, verdict
from lstm_core.results import Verdict
from lstm_core.specs import Split, Window
from lstm_core.windows import splits, windowing

LOOK_BACK, LONG, MEAN = 20, 20, 5  # rows in, the longest horizon, rows of the moving average
MADE, MOST, LEAST = 700, 1000, 250  # rows of a made series; of any other the last so many, and the fewest
SEEDS = 30
SPLIT = Split(validation_size=0.15, test_size=0.25)


@dataclass(frozen=True)
class Lesson:
    """What a network is taught and asked.

    `rows` (rows, 2) float32 are the series and its mean, `(value - low) / spread`; where it `learns` the change, the
    network sees them, and answers, less the window's last value. `taught` and `asked` are origins in time order, whose
    target is the next row.
    """

    rows: np.ndarray
    low: float
    spread: float
    taught: np.ndarray
    asked: np.ndarray
    learns: str = "level"

    def windows(self, origins: np.ndarray) -> np.ndarray:
        """The rows that lead to each origin: (origins, LOOK_BACK, 2)."""
        return windowing.inputs(self.rows, origins, LOOK_BACK)

    def truth(self, origins: np.ndarray) -> np.ndarray:
        """What comes behind them: (origins, 1)."""
        return windowing.targets(self.rows[:, 0], origins, 1)

    def anchor(self, windows: np.ndarray) -> np.ndarray:
        """What the network's view of these windows, and its answers, are relative to: (windows, 1)."""
        return windows[:, -1, :1] * (self.learns == "change")

    def in_units(self, answers: np.ndarray) -> np.ndarray:
        """Scaled values in the series' units, float64."""
        return np.asarray(answers, "float64") * self.spread + self.low


def lesson(values: np.ndarray, mistakes: Collection[str] = (), seed: int = 0, learns: str = "level") -> Lesson:
    """The lesson with these mistakes made; without any, what is right. Raises TooLittleData.

    Levels are scaled to 0..1, changes by their usual size over half a window.
    `scaled_on_all` fits the scaler to every row, `shuffled` deals the windows to the parts by chance, `trained_on_test`
    teaches what is asked, too, `peeking` centres the moving average. Each part keeps its number of windows.
    """
    if len(values) < LEAST:
        raise TooLittleData(f"The series has {len(values):,} rows; this takes {LEAST} or more. Choose a longer one.")
    parts = splits.cut(len(values), SPLIT)
    taught, asked = (origins(part) for part in (parts.train, parts.test))
    if "shuffled" in mistakes:
        dealt = np.random.default_rng(seed).permutation(origins(range(len(values))))
        taught, asked = np.sort(dealt[: len(taught)]), np.sort(dealt[-len(asked) :])
    if "trained_on_test" in mistakes:
        taught = np.union1d(taught, asked)
    fitted = values if "scaled_on_all" in mistakes else values[: parts.train.stop]
    low, spread = float(fitted.min()), float(np.ptp(fitted)) or 1.0
    if learns == "change":
        apart = LOOK_BACK // 2
        spread = float(np.sqrt(np.mean((fitted[apart:] - fitted[:-apart]) ** 2))) or 1.0
    rows = np.column_stack([values, means(values, ahead=MEAN // 2 if "peeking" in mistakes else 0)])
    return Lesson(((rows - low) / spread).astype("float32"), low, spread, taught, asked, learns)


def origins(part: range, ahead: int = 1) -> np.ndarray:
    """The last known rows of all windows whose `ahead` targets lie in the part."""
    return splits.origins(part, Window(look_back=LOOK_BACK, horizon=ahead))


def means(values: np.ndarray, ahead: int = 0) -> np.ndarray:
    """The mean of `MEAN` rows (rows,), of which `ahead` lie behind the row: above 0 it knows what comes.

    >>> means(np.array([0.0, 5.0, 10.0, 15.0, 20.0, 25.0])).tolist()
    [0.0, 2.5, 5.0, 7.5, 10.0, 15.0]
    >>> means(np.array([0.0, 5.0, 10.0, 15.0, 20.0, 25.0]), ahead=2).tolist()
    [5.0, 7.5, 10.0, 15.0, 17.5, 20.0]
    """
    sums, rows = np.concatenate([[0.0], np.cumsum(values)]), np.arange(len(values))
    first, end = np.maximum(rows + ahead - MEAN + 1, 0), np.minimum(rows + ahead, len(values) - 1) + 1
    return (sums[end] - sums[first]) / (end - first)


def told(truth: np.ndarray, forecast: np.ndarray, last: np.ndarray) -> dict[str, dict[str, float]]:
    """What a dashboard may say of a forecast: of the `lstm`, and of `last`, the values at the origins (`naive`).

    `r2`; `skill`, 1 - MAE / the last value's MAE; `accuracy`, 100 - MAPE, in percent. NaN where not defined.
    """
    naive = metrics.mae(truth, last)
    return {
        name: {
            "r2": metrics.r2(truth, path),
            "skill": 1 - metrics.mae(truth, path) / naive if naive > 0 else np.nan,
            "accuracy": 100 - metrics.mape(truth, path),
        }
        for name, path in (("lstm", forecast), ("naive", last))
    }


def judged(
    values: np.ndarray, times: pd.Index, paths: dict[str, tuple[np.ndarray, np.ndarray]]
) -> tuple[Verdict, pd.DataFrame]:
    """The verdict and the backtest of honest forecasts: by part ("validation", "test") origins and (origins, steps)."""
    train = values[: splits.cut(len(values), SPLIT).train.stop]
    season = seasonality.period(train, frequency(times))
    tables = []
    for part, (starts, path) in paths.items():
        beside = {name: baselines.forecast(name, values, starts, path.shape[1], season) for name in baselines.NAMES}
        tables.append(backtest.table(part, "multi_step", times, values, starts, {"lstm": path, **beside}))
    whole = pd.concat(tables, ignore_index=True)
    return verdict.judge(whole), whole


def walk(seed: int) -> np.ndarray:
    """A random walk from 200 by standard normal steps: the best forecast of it is its last value."""
    return 200 + np.random.default_rng(seed).standard_normal(MADE).cumsum()


def growth(seed: int) -> np.ndarray:
    """The same, growing by 0.3 a row: its test part lies where its training part has never been."""
    return walk(seed) + 0.3 * np.arange(MADE)
