"""The simplest methods, on the same origins as the network. Definitions: Hyndman & Athanasopoulos, Forecasting, 5.2."""

import numpy as np

NAMES = ("naive", "drift", "seasonal_naive", "moving_average")


def forecast(name: str, values: np.ndarray, origins: np.ndarray, horizon: int, season: int) -> np.ndarray:
    """Forecasts (origins, horizon) from `values` up to each origin.

    >>> y = np.array([1.0, 2.0, 4.0, 7.0])
    >>> [forecast(name, y, np.array([3]), 2, 2).tolist() for name in NAMES]
    [[[7.0, 7.0]], [[9.0, 11.0]], [[4.0, 7.0]], [[5.5, 5.5]]]
    """
    last = values[origins][:, None]
    steps = np.arange(1, horizon + 1)
    if name == "naive":
        return np.repeat(last, horizon, axis=1)
    if name == "drift":
        slope = (last - values[0]) / np.maximum(origins, 1)[:, None]
        return last + slope * steps
    if name == "seasonal_naive":
        back = origins[:, None] - season + 1 + (steps - 1) % season
        return values[np.maximum(back, 0)]
    if name == "moving_average":
        width = np.minimum(averaged(season), origins + 1)
        sums = np.concatenate([[0.0], np.cumsum(values)])
        mean = (sums[origins + 1] - sums[origins + 1 - width]) / width
        return np.repeat(mean[:, None], horizon, axis=1)
    raise ValueError(name)


def averaged(season: int) -> int:
    """How many last values the moving average takes: one season, or ten where there is none."""
    return season if season > 1 else 10
