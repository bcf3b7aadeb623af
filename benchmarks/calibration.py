"""How often the bands cover the truth, and how often luck is called skill, on series whose truth is known.

    python -m benchmarks.calibration [series]

Simulated series of 600 rows, 60% training, 20% validation, 20% test, every row an origin, 5 steps ahead. In place of
the network stands an autoregression fitted by least squares on the training rows: it takes milliseconds, and the bands
and the verdict see only its backtest. The aims: 80% and 95% bands cover 80 +- 3% and 95 +- 2%; on pure random walks at
most 5% of the verdicts say "better".
"""

import sys
from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd

from lstm_core.evaluation import backtest, baselines, intervals, metrics, verdict

ROWS, TRAIN, VALIDATION, HORIZON = 600, 360, 480, 5
LEVELS = (0.8, 0.9, 0.95)
Random = np.random.Generator
Make = Callable[[Random], np.ndarray]
Forecast = Callable[[np.ndarray, np.ndarray], np.ndarray]


def autoregressive(random: Random) -> np.ndarray:
    """AR(1) around 10 with a coefficient between 0 and 0.95."""
    return 10 + filtered(random.normal(size=ROWS), random.uniform(0, 0.95))


def seasonal(random: Random) -> np.ndarray:
    """A wave of 12 rows under noise."""
    return 20 + 5 * np.sin(np.arange(ROWS) * np.pi / 6) + random.normal(size=ROWS)


def drifting(random: Random) -> np.ndarray:
    """A random walk with drift."""
    return np.cumsum(random.normal(0.1, 1, size=ROWS))


def uneven(random: Random) -> np.ndarray:
    """AR(1) whose shocks swell and calm down by turns, mildly: GARCH(1, 1) with weights 0.1 and 0.8."""
    shocks, variance = np.empty(ROWS), 1.0
    for row in range(ROWS):
        shocks[row] = np.sqrt(variance) * random.normal()
        variance = 0.1 + 0.1 * shocks[row] ** 2 + 0.8 * variance
    return 10 + filtered(shocks, 0.6)


def walking(random: Random) -> np.ndarray:
    """A pure random walk: nothing can be learnt."""
    return 100 + np.cumsum(random.normal(size=ROWS))


def swelling(random: Random) -> np.ndarray:
    """AR(1) whose shocks double along the test part: bands fitted before are too narrow."""
    return 10 + filtered(random.normal(size=ROWS) * np.where(np.arange(ROWS) < VALIDATION, 1, 2), 0.6)


def filtered(shocks: np.ndarray, weight: float) -> np.ndarray:
    """Each value `weight` times the one before, and a shock."""
    values = shocks.copy()
    for row in range(1, len(values)):
        values[row] += weight * values[row - 1]
    return values


def forecast(values: np.ndarray, origins: np.ndarray, lags: int) -> np.ndarray:
    """Forecasts (origins, HORIZON) of an autoregression with constant, fitted by least squares on the training rows."""
    past = np.lib.stride_tricks.sliding_window_view(values, lags)
    inside = past[: TRAIN - lags]
    weights = np.linalg.lstsq(np.c_[np.ones(len(inside)), inside], values[lags:TRAIN], rcond=None)[0]
    windows, paths = past[origins - lags + 1], []
    for _ in range(HORIZON):
        paths.append(weights[0] + windows @ weights[1:])
        windows = np.c_[windows[:, 1:], paths[-1]]
    return np.stack(paths, axis=1)


def table(values: np.ndarray, season: int, ours: Forecast) -> pd.DataFrame:
    """The backtest of `ours`, named lstm, beside the simple methods."""
    tables = []
    for part, first, end in (("validation", TRAIN, VALIDATION), ("test", VALIDATION, ROWS)):
        origins = np.arange(first - 1, end - HORIZON)
        paths = {name: baselines.forecast(name, values, origins, HORIZON, season) for name in baselines.NAMES}
        paths["lstm"] = ours(values, origins)
        tables.append(backtest.table(part, "multi_step", pd.RangeIndex(ROWS), values, origins, paths))
    return backtest.joined(tables, metrics.seasonal_scale(values[:TRAIN], season))


def covered(make: Make, count: int, levels: tuple[float, ...], adaptive: bool = False) -> np.ndarray:
    """Measured coverage (levels, count), in percent, of the bands of each of `count` series."""
    band, shares = intervals.adaptive if adaptive else intervals.with_bands, []
    for seed in range(count):
        rows = table(make(np.random.default_rng(seed)), 12, seasonally)
        ours = rows[rows.model == "lstm"]
        shares.append([intervals.measured(band(ours, level)).percent for level in levels])
    return np.transpose(shares)


def seasonally(values: np.ndarray, origins: np.ndarray) -> np.ndarray:
    """An autoregression over a whole round of twelve rows."""
    return forecast(values, origins, 12)


def fitted(values: np.ndarray, origins: np.ndarray) -> np.ndarray:
    """An autoregression of two lags: on a walk close to the last value, and a bit worse."""
    return forecast(values, origins, 2)


def copied(values: np.ndarray, origins: np.ndarray) -> np.ndarray:
    """The last value under a little noise, as a network that learnt to copy gives it."""
    noise = np.random.default_rng(len(origins)).normal(0, 0.01, size=(len(origins), HORIZON))
    return values[origins][:, None] + noise


def outcomes(make: Make, ours: Forecast, count: int) -> Counter:
    """How many of the verdicts on `count` series say what."""
    return Counter(verdict.judge(table(make(np.random.default_rng(seed)), 12, ours)).outcome for seed in range(count))


STEADY = (autoregressive, seasonal, drifting, uneven)
SKILLESS = (fitted, copied)


def main() -> None:
    """Prints coverage by kind of series and level, then the verdicts."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"{count} series of each kind, {ROWS} rows, {HORIZON} steps ahead")
    print("coverage: mean over the series, and in brackets what nine in ten of them lie between")
    for make in (*STEADY, swelling):
        for adaptive in (False, True):
            told = [
                f"{level:.0%} band {shares.mean():.1f}% ({np.quantile(shares, 0.05):.0f} to"
                f" {np.quantile(shares, 0.95):.0f}%)"
                for level, shares in zip(LEVELS, covered(make, count, LEVELS, adaptive), strict=True)
            ]
            print(f"{make.__name__}, {'adaptive' if adaptive else 'split-conformal'}: {', '.join(told)}", flush=True)
    for make, forecasters in ((walking, SKILLESS), (seasonal, (seasonally,)), (autoregressive, (fitted,))):
        for ours in forecasters:
            print(f"verdicts, {make.__name__}, {ours.__name__}: {dict(outcomes(make, ours, count))}", flush=True)


if __name__ == "__main__":
    main()
