"""Errors of a forecast. A metric that is not defined is NaN; none returns its best value for a failure.

`actual`, `forecast` and `last` (the value at each forecast's origin) have one shape; `scale` is the in-sample
seasonal-naive MAE of the training part. Rows whose `actual` is NaN were not measured: every metric passes over them.
"""

import numpy as np

from lstm_core.evaluation import shares


def measured(actual: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    """The rows of all arrays whose actual value was measured."""
    there = ~np.isnan(actual)
    return tuple(rows[there] for rows in (actual, *others))


def mae(actual: np.ndarray, forecast: np.ndarray) -> float:
    """Mean absolute error, in the series' units."""
    actual, forecast = measured(actual, forecast)
    return float(np.mean(np.abs(actual - forecast))) if actual.size else np.nan


def rmse(actual: np.ndarray, forecast: np.ndarray) -> float:
    """Root mean squared error, in the series' units."""
    actual, forecast = measured(actual, forecast)
    return float(np.sqrt(np.mean((actual - forecast) ** 2))) if actual.size else np.nan


def mape(actual: np.ndarray, forecast: np.ndarray) -> float:
    """Mean absolute percentage error, in percent; not defined where the truth holds a zero."""
    actual, forecast = measured(actual, forecast)
    if not actual.size or np.any(actual == 0):
        return np.nan
    return float(100 * np.mean(np.abs((actual - forecast) / actual)))


def smape(actual: np.ndarray, forecast: np.ndarray) -> float:
    """Symmetric MAPE, 0 to 200 percent (Makridakis 1993); not defined where truth and forecast are both zero."""
    actual, forecast = measured(actual, forecast)
    both = np.abs(actual) + np.abs(forecast)
    return float(200 * np.mean(np.abs(actual - forecast) / both)) if actual.size and np.all(both > 0) else np.nan


def mase(actual: np.ndarray, forecast: np.ndarray, scale: float) -> float:
    """Mean absolute scaled error (Hyndman & Koehler 2006); not defined for a constant training part."""
    return mae(actual, forecast) / scale if scale > 0 else np.nan


def r2(actual: np.ndarray, forecast: np.ndarray) -> float:
    """Coefficient of determination; not defined for a constant truth."""
    actual, forecast = measured(actual, forecast)
    spread = float(np.sum((actual - actual.mean()) ** 2)) if actual.size else 0.0
    return 1 - float(np.sum((actual - forecast) ** 2)) / spread if spread > 0 else np.nan


def bias(actual: np.ndarray, forecast: np.ndarray) -> float:
    """Mean of forecast less truth, in the series' units: above 0 it forecasts too much."""
    actual, forecast = measured(actual, forecast)
    return float(np.mean(forecast - actual)) if actual.size else np.nan


def direction(actual: np.ndarray, forecast: np.ndarray, last: np.ndarray) -> float:
    """Share of forecasts on the right side of the origin's value, in percent.

    Counts where both truth and forecast moved; not defined for a forecast that never moves, like the naive one.
    """
    actual, forecast, last = measured(actual, forecast, last)
    moved = (actual != last) & (forecast != last)
    return (
        float(100 * np.mean(np.sign(forecast - last)[moved] == np.sign(actual - last)[moved]))
        if moved.any()
        else np.nan
    )


def coverage(actual: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> float:
    """Share of the truth inside the band, in percent; not defined without a band."""
    actual, lower, upper = measured(actual, lower, upper)
    there = np.isfinite(lower) & np.isfinite(upper)
    return float(100 * np.mean(((actual >= lower) & (actual <= upper))[there])) if there.any() else np.nan


def interval_width(lower: np.ndarray, upper: np.ndarray) -> float:
    """Mean width of the band, in the series' units; not defined without a band."""
    width = (upper - lower)[np.isfinite(upper - lower)]
    return float(width.mean()) if width.size else np.nan


def seasonal_scale(train: np.ndarray, season: int) -> float:
    """In-sample MAE of the seasonal-naive forecast on the training part, where measured: the denominator of MASE.

    >>> seasonal_scale(np.array([1.0, 2.0, 4.0]), 1)
    1.5
    """
    changes = train[season:] - train[:-season]
    changes = changes[~np.isnan(changes)]
    return float(np.mean(np.abs(changes))) if changes.size else np.nan


def pinball(actual: np.ndarray, bound: np.ndarray, quantile: float) -> float:
    """Mean pinball loss of a quantile's forecast, in the series' units (Koenker & Bassett 1978; Gneiting 2011).

    A truth above the bound costs `quantile` of the distance, one below it the rest; not defined without a bound.
    """
    above = (actual - bound)[np.isfinite(actual - bound)]
    return float(np.mean(np.maximum(quantile * above, (quantile - 1) * above))) if above.size else np.nan


def direction_share(actual: np.ndarray, forecast: np.ndarray, last: np.ndarray, separate: float) -> shares.Share:
    """`direction` with its interval, as wide as for the `separate` ones among overlapping forecasts."""
    moved = np.isfinite(actual) & (actual != last) & (forecast != last)
    right = (np.sign(forecast - last) == np.sign(actual - last)) & moved
    return shares.of(int(right.sum()), int(moved.sum()), separate)


def direction_base(actual: np.ndarray, last: np.ndarray) -> float:
    """Share of the commoner direction of the truth, in percent: what always saying it would score."""
    moved = (actual - last)[np.isfinite(actual) & (actual != last)]
    up = float(np.mean(moved > 0)) if moved.size else np.nan
    return 100 * max(up, 1 - up)
