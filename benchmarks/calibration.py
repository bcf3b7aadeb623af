"""How often the bands cover the truth, and how often luck is called skill, on series whose truth is known.

    python -m benchmarks.calibration [series] [--network]

Simulated series of 600 rows, 60% training, 20% validation, 20% test, every row an origin, 5 steps ahead. In place of
the network stands an autoregression fitted by least squares on the training rows: it takes milliseconds, and the bands
and the verdict see only its backtest. With `--network` it is the product's own recipe, from data to backtest, with a
layer of four units and a few epochs, so that a series takes seconds. The aims: 80% and 95% bands cover 80 +- 3% and
95 +- 2%; on pure random walks at most 5% of the verdicts say "better".
"""

import argparse
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

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


def tables(make: Make, count: int, ours: Forecast) -> Iterator[pd.DataFrame]:
    """The backtests of `ours` on so many series."""
    return (table(make(np.random.default_rng(seed)), 12, ours) for seed in range(count))


def networks(make: Make, count: int) -> Iterator[pd.DataFrame]:
    """The backtests of the product's recipe on so many series: ridge, tiny network, blend."""
    from benchmarks.quality.product import Silent
    from lstm_core import presets, specs
    from lstm_core.data import series as regular
    from lstm_core.learning import pipeline

    found = presets.find("balanced")
    experiment = specs.Experiment(
        data=specs.Data(dataset="0" * 64, name="simulated", target="value"),
        window=specs.Window(look_back=24, horizon=HORIZON),
        split=specs.Split(validation_size=VALIDATION - TRAIN, test_size=ROWS - VALIDATION),
        network=found.network.model_copy(update={"layers": (specs.Layer(units=4),)}),
        training=found.training.model_copy(update={"epochs": 3}),
    )
    for seed in range(count):
        frame = pd.DataFrame({"value": make(np.random.default_rng(seed))}, index=pd.RangeIndex(ROWS, name="time"))
        series = regular.of(regular.Dataset(frame, "simulated", "simulated"), "value")
        with tempfile.TemporaryDirectory() as folder:
            rows = pipeline.run(experiment, series, Silent(), Path(folder)).backtest
        yield rows[rows["mode"] == "multi_step"]


def covered(told: Iterable[pd.DataFrame], levels: tuple[float, ...], adaptive: bool = False) -> np.ndarray:
    """Measured coverage (levels, series), in percent, of the bands of each backtest."""
    band, shares = intervals.adaptive if adaptive else intervals.with_bands, []
    for rows in told:
        ours = rows[rows.model == "lstm"].drop(columns=["lower", "upper", "level"])
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


def outcomes(told: Iterable[pd.DataFrame]) -> Counter:
    """How many of the verdicts on the backtests say what."""
    return Counter(verdict.judge(rows).outcome for rows in told)


STEADY = (autoregressive, seasonal, drifting, uneven)
SKILLESS = (fitted, copied)


def main() -> None:
    """Prints coverage by kind of series and level, then the verdicts."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("series", nargs="?", type=int, default=200, help="of each kind")
    asked.add_argument("--network", action="store_true", help="the product's recipe instead of an autoregression")
    told = asked.parse_args()
    print(f"{told.series} series of each kind, {ROWS} rows, {HORIZON} steps ahead")
    if told.network:
        print(f"verdicts, walking: {dict(outcomes(networks(walking, told.series)))}", flush=True)
    print("coverage: mean over the series, and in brackets what nine in ten of them lie between")
    for make in (*STEADY, swelling):
        rows = list(networks(make, told.series) if told.network else tables(make, told.series, seasonally))
        for adaptive in (False, True):
            shares = covered(rows, LEVELS, adaptive)
            words = [
                f"{level:.0%} band {one.mean():.1f}% ({np.quantile(one, 0.05):.0f} to {np.quantile(one, 0.95):.0f}%)"
                for level, one in zip(LEVELS, shares, strict=True)
            ]
            print(f"{make.__name__}, {'adaptive' if adaptive else 'split-conformal'}: {', '.join(words)}", flush=True)
        if told.network:
            print(f"verdicts, {make.__name__}: {dict(outcomes(rows))}", flush=True)
    if told.network:
        return
    for make, forecasters in ((walking, SKILLESS), (seasonal, (seasonally,)), (autoregressive, (fitted,))):
        for ours in forecasters:
            print(f"verdicts, {make.__name__}, {ours.__name__}: {dict(outcomes(tables(make, told.series, ours)))}")


if __name__ == "__main__":
    main()
