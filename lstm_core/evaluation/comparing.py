"""Several runs on the rows that all of them forecast: their errors, whether they differ by luck, what looking costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from lstm_core.evaluation import significance

NOT_FORECASTS = ("origin", "step", "time", "actual")


@dataclass(frozen=True)
class Difference:
    """How two runs differ on `origins` common origins: mean absolute errors, the p-value, and the standard error of
    the mean difference in the series' units. What can't be told is NaN.
    """

    first: float
    second: float
    p_value: float
    error: float
    origins: int


def common(backtests: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of the test part that all of them forecast: origin, step, time, actual, and a column for each name.

    `backtests` hold one model's multi-step rows each. Rows whose truth differs, such as those of other data under the
    same dates, are not common.
    """
    names = iter(backtests)
    first = next(names)
    rows = one(backtests[first], first)
    for name in names:
        other = one(backtests[name], name).rename(columns={"actual": "truth"})
        rows = rows.merge(other, on=["origin", "step", "time"])
        same = np.isclose(rows.actual, rows.truth, rtol=1e-9, atol=0, equal_nan=True)
        rows = rows[same].drop(columns="truth")
    return rows.sort_values(["origin", "step"], ignore_index=True)


def one(backtest: pd.DataFrame, name: str) -> pd.DataFrame:
    """The columns that count, the forecast under that name."""
    return backtest[[*NOT_FORECASTS, "forecast"]].rename(columns={"forecast": name})


def by_step(rows: pd.DataFrame) -> pd.DataFrame:
    """Mean absolute errors by step ahead (rows) and name (columns) of what `common` gave."""
    names = [name for name in rows if name not in NOT_FORECASTS]
    return rows[names].sub(rows.actual, axis="index").abs().groupby(rows.step).mean()


def difference(rows: pd.DataFrame, first: str, second: str) -> Difference:
    """Two names of what `common` gave, by their mean absolute errors at each origin (Diebold & Mariano 1995)."""
    losses = rows[[first, second]].sub(rows.actual, axis="index").abs().groupby(rows.origin).mean()
    one, other = losses[first].to_numpy(), losses[second].to_numpy()
    p_value = significance.diebold_mariano(one, other, significance.overlapping(rows)) if len(losses) else np.nan
    means, origins = losses.mean(), int(losses[first].notna().sum())
    error = implied_error(abs(means[first] - means[second]), p_value, origins)
    return Difference(means[first], means[second], p_value, error, origins)


def implied_error(apart: float, p_value: float, origins: int) -> float:
    """The standard error by which the test came to that p-value: its statistic is Student's t of origins - 1.

    >>> round(implied_error(2.0, 0.05, origins=31), 3)
    0.979
    """
    from scipy import stats

    if not 0 < p_value < 1:  # no test, or a difference beyond what a number can tell
        return np.nan
    return float(apart / stats.t.isf(p_value / 2, df=origins - 1))


def optimism(rows: pd.DataFrame, looks: int) -> float:
    """How much less than its true error the best of so many equally good runs shows on one test part, by chance alone.

    In the series' units; NaN where fewer than two runs or too few origins tell. The errors of runs on the same rows
    rise and fall together, and what they share moves no run before another: what is left to each is the standard error
    of the difference between two, here the median over all pairs of what `common` gave, by the root of 2. Of that, the
    best of n normal errors lies `expected_largest(n)` from their mean.
    """
    names = [name for name in rows if name not in NOT_FORECASTS]
    told = [difference(rows, *pair).error for pair in combinations(names, 2)]
    told = [error for error in told if np.isfinite(error)]
    return float(np.median(told) / np.sqrt(2) * expected_largest(looks)) if told else np.nan


def expected_largest(count: int) -> float:
    """The expected largest of so many independent standard normal values (David & Nagaraja, Order Statistics, 2003).

    >>> [round(expected_largest(count), 3) for count in (1, 2, 3, 10, 1000)]
    [0.0, 0.564, 0.846, 1.539, 3.241]
    """
    from scipy import stats

    values = np.linspace(-10, 10, 4001)
    density = count * stats.norm.pdf(values) * stats.norm.cdf(values) ** (count - 1)
    return float(np.trapezoid(values * density, values))
