"""Which features mattered: how much worse the forecasts get when one of them is shuffled between windows."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from lstm_core.learning.forecasting import Forecaster
from lstm_core.windows import splits, windowing

REPEATS, MOST_WINDOWS, FEWEST_WINDOWS = 5, 500, 50
MOST_FEATURES, LAG_GROUPS = 40, 8
WORK = 4e10  # multiplications, some ten seconds on one core; no clock, so that the same run gives the same numbers


def measured(
    forecaster: Forecaster, origins: np.ndarray, seed: int, stop_asked: Callable[[], bool] = lambda: False
) -> dict:
    """Permutation importance on windows that end at `origins`, by feature and by lag (Breiman 2001, section 10).

    The target's own past is one of the features. A feature, or all features of a few neighbouring rows of the window,
    is taken from another window while the rest stays; the importance is the rise of the mean absolute error in the
    series' own units, as mean and standard deviation over the repeats. Recursive networks are asked one step. Lags
    count back from the origin, which is 0. `left_out` features beyond the first 40 are not measured. Nothing where
    somebody asked to stop.
    """
    scaling, look_back = forecaster.scaling, forecaster.window.look_back
    names, edges = scaling.columns[:MOST_FEATURES], lag_edges(look_back)
    parts = [(slice(None), at) for at in range(len(names))]
    parts += [(slice(start, stop), slice(None)) for start, stop in pairwise(edges)]

    windows = windowing.inputs(forecaster.rows, origins, look_back)
    anchor, stretch = scaling.measure(windows[..., 0])
    seen, last = scaling.relative(windows, anchor, stretch), forecaster.levels[origins]
    steps = splits.trained_horizon(forecaster.window)
    truth, beside = windowing.targets(forecaster.measured, origins, steps), forecaster.beside(origins)

    def error(windows: np.ndarray) -> float:
        told = forecaster.tell(forecaster.said(windows), last, anchor, stretch, beside)[:, :steps]
        return float(np.nanmean(np.abs(told - truth)))

    base, random = error(seen), np.random.default_rng(seed)
    rises = np.empty((len(parts), REPEATS))
    for repeat in range(REPEATS):
        order = random.permutation(len(origins))
        for at, (rows, columns) in enumerate(parts):
            if stop_asked():
                return {}
            shuffled = seen.copy()
            shuffled[:, rows, columns] = seen[order][:, rows, columns]
            rises[at, repeat] = error(shuffled) - base
    told = [{"mean": float(rise.mean()), "spread": float(rise.std())} for rise in rises]
    return {
        "metric": "mae",
        "part": "validation",
        "base": base,
        "windows": len(origins),
        "repeats": REPEATS,
        "left_out": len(scaling.columns) - len(names),
        "features": [{"name": name, **one} for name, one in zip(names, told, strict=False)],
        "lags": [
            {"from": look_back - rows.stop, "to": look_back - 1 - rows.start, **one}
            for (rows, _), one in zip(parts[len(names) :], told[len(names) :], strict=True)
        ],
    }


def most_windows(forecaster: Forecaster) -> int:
    """How many windows the work allows, by the size of network and window."""
    look_back, columns = forecaster.window.look_back, forecaster.scaling.columns
    calls = REPEATS * (len(columns[:MOST_FEATURES]) + len(lag_edges(look_back)) - 1)
    return int(np.clip(WORK / (calls * look_back * forecaster.network.count_params()), FEWEST_WINDOWS, MOST_WINDOWS))


def lag_edges(look_back: int) -> list[int]:
    """Where the groups of neighbouring rows begin, and the end of the last: at most 8 groups.

    >>> lag_edges(20)
    [0, 2, 5, 7, 10, 12, 15, 17, 20]
    """
    return np.linspace(0, look_back, min(LAG_GROUPS, look_back) + 1).astype(int).tolist()
