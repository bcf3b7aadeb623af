"""Seconds that a recursive backtest takes with indicators and without: `python -m benchmarks.recursive [indicators]`.

200 origins, 30 steps, a network of Quick's size on the built-in stock index, in turn in one process; each the best of
ten after one that traces, and their ratio.
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

ORIGINS, STEPS, TIMES = 200, 30, 10
INDICATORS = "RSI,MACD,SMA(20),EMA(50),BBANDS,ATR,ADX,STOCH,OBV,ROC"


def main() -> None:
    """Prints both and the ratios, by the clock and by the processor: the latter minds other programs less."""
    picked = sys.argv[1] if len(sys.argv) > 1 else INDICATORS
    both = {"none": forecaster(""), "indicators": forecaster(picked)}
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in both}
    for name, made in both.items():
        start = time.perf_counter()
        tails = made.continuation.tails
        print(f"{name:10} tried once, {time.perf_counter() - start:.2f} s: rows that each rests on {tails}")
        made.free_running(origins(made), 2)
    for _ in range(TIMES):
        for name, made in both.items():
            seconds[name].append(timed(made))
    best = {name: [min(one) for one in zip(*times, strict=True)] for name, times in seconds.items()}
    for name, (clock, processor) in best.items():
        print(f"{name:10} {clock:.2f} s, processor {processor:.2f} s")
    ratios = [more / less for less, more in zip(*best.values(), strict=True)]
    print(f"ratio {ratios[0]:.2f}, processor {ratios[1]:.2f}")


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


def origins(made: Forecaster) -> np.ndarray:
    """Evenly over the rows, each with room for all steps."""
    return np.linspace(1000, len(made.rows) - STEPS - 1, ORIGINS).astype(int)


def timed(made: Forecaster) -> tuple[float, float]:
    """Seconds of one backtest by the clock and by the processor."""
    start, used = time.perf_counter(), time.process_time()
    made.free_running(origins(made), STEPS)
    return time.perf_counter() - start, time.process_time() - used


if __name__ == "__main__":
    main()
