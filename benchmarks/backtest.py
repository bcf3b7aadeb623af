"""Seconds of a recursive backtest beside a loop of `model.predict`: `python -m benchmarks.backtest [origins [looped]]`.

1,000 origins, 30 steps, a network of Quick's size on the built-in stock index, without indicators. The loop, as many
scripts have it, asks the same network step by step for one origin at a time; it is measured on a few origins, 5 unless
told, and extrapolated to all. Both give the same paths, which is checked.
"""

import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from benchmarks import recursive
from lstm_core.learning.forecasting import Forecaster
from lstm_core.windows import windowing

STEPS = 30


def main() -> None:
    """Prints both and their ratio."""
    count, looped = (*map(int, sys.argv[1:]), *(1000, 5)[len(sys.argv) - 1 :])
    made = recursive.forecaster("")
    origins = np.linspace(1000, len(made.rows) - STEPS - 1, count).astype(int)
    some = origins[:: max(1, count // looped)][:looped]
    made.free_running(some, STEPS), loop(made, some[:1], 1)  # traced
    ours, paths = timed(made.free_running, origins, STEPS)
    theirs, same = timed(loop, made, some, STEPS)
    np.testing.assert_allclose(same, paths[np.isin(origins, some)], rtol=1e-4)
    whole = theirs / looped * count
    print(f"ours: {count:,} origins, {STEPS} steps in {ours:.2f} s")
    print(
        f"loop: {looped} origins in {theirs:.2f} s, so all in {whole:,.0f} s; ours is {whole / ours:,.0f} times faster"
    )


def timed(work, *asked):
    """Seconds, and what came of it."""
    start = time.perf_counter()
    told = work(*asked)
    return time.perf_counter() - start, told


def loop(made: Forecaster, origins: np.ndarray, steps: int) -> np.ndarray:
    """Paths (origins, steps), one `model.predict` for each value."""
    paths = np.empty((len(origins), steps))
    for row, origin in enumerate(origins):
        window = windowing.inputs(made.rows, origins[row : row + 1], made.window.look_back)
        last = made.levels[[origin]]
        for step in range(steps):
            measured = made.scaling.measure(window[..., 0])
            answer = made.network.predict(made.scaling.relative(window, *measured), verbose=0)
            now = made.scaling.tell(answer, last, *measured)
            paths[row, step] = now[0, 0]
            window = np.concatenate([window[:, 1:], made.scaling.see_next(now, last)[:, None]], axis=1)
            last = now[:, 0]
    return paths


if __name__ == "__main__":
    main()
