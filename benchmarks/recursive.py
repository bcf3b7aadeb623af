"""Seconds that a recursive backtest takes with indicators and without: `python -m benchmarks.recursive [indicators]`.

200 origins, 30 steps, a network of Quick's size on the built-in stock index, in turn in one process; each the best of
three after one that traces, and their ratio.
"""

import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from lstm_core import presets
from lstm_core.data import samples
from lstm_core.data import series as making
from lstm_core.features import build, catalogue
from lstm_core.learning import network as networks
from lstm_core.learning.forecasting import Forecaster
from lstm_core.specs import Features, Window
from lstm_core.windows import scaling as scalings

ORIGINS, STEPS, TIMES = 200, 30, 3
INDICATORS = "RSI,MACD,SMA(20),EMA(50),BBANDS,ATR,ADX,STOCH,OBV,ROC"


def main() -> None:
    """Prints both and the ratio."""
    picked = sys.argv[1] if len(sys.argv) > 1 else INDICATORS
    without, beside = forecaster(""), forecaster(picked)
    count = len(beside.features.indicators)
    seconds = {}
    for name, made in (("none", without), (f"{count} indicators", beside)):
        start = time.perf_counter()
        made.continuation  # noqa: B018 - how long each indicator remembers is tried once
        tried = time.perf_counter() - start
        origins = np.linspace(1000, len(made.rows) - STEPS - 1, ORIGINS).astype(int)
        made.free_running(origins, 2)
        seconds[name] = min(timed(made, origins) for _ in range(TIMES))
        print(f"{name:14} {seconds[name]:.2f} s, and {tried:.2f} s once", flush=True)
    first, second = seconds.values()
    print(f"ratio {second / first:.2f}; rows that the indicators rest on: {beside.continuation.tails}")


def forecaster(picked: str) -> Forecaster:
    """An untrained network of Quick's size: its forecasts are poor, but take as long."""
    dataset = samples.load("stock-index")
    series, window = making.of(dataset, dataset.target), Window(look_back=60, horizon=STEPS, strategy="recursive")
    features, quick = Features(indicators=catalogue.parse(picked)), presets.find("quick")
    table = build.build(series, features, ahead=1)
    scaling = scalings.fit(table.frame, quick.training.scaling, table.levels, window.look_back)
    rows = scaling.see(table.frame.to_numpy(), table.before)
    network = networks.build(quick.network, quick.training, window.look_back, rows.shape[1], 1)
    return Forecaster(network, scaling, series, table, rows, features, window)


def timed(made: Forecaster, origins: np.ndarray) -> float:
    """Seconds of one backtest."""
    start = time.perf_counter()
    made.free_running(origins, STEPS)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
