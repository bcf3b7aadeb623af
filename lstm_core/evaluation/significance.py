"""Could the difference between two forecasts be luck?"""

import numpy as np
import pandas as pd

MIN_ORIGINS = 10


def diebold_mariano(first: np.ndarray, second: np.ndarray, overlap: int) -> float:
    """Two-sided p-value that two methods' mean losses are equal; NaN when it can't be told.

    `first`, `second` (origins,) are losses at the same origins, `overlap` the number of following origins whose targets
    overlap (horizon - 1 where every row is an origin). Diebold & Mariano 1995 with the small-sample correction and
    Student's t of Harvey, Leybourne & Newbold 1997; the variance sums that many autocovariances. Among few origins their
    sum is often negative by chance, and luck passes for skill; targets that overlap tell less, not more, than others, so
    the sum counts from zero on.
    """
    from scipy import stats

    difference = first - second
    count = len(difference)
    if count < max(MIN_ORIGINS, 2 * (overlap + 1)):
        return np.nan
    centred = difference - difference.mean()
    covariances = np.array([np.dot(centred[lag:], centred[: count - lag]) / count for lag in range(overlap + 1)])
    variance = covariances[0] + 2 * max(0.0, covariances[1:].sum())
    if variance <= 0:
        return np.nan
    steps = overlap + 1
    small_sample = np.sqrt((count + 1 - 2 * steps + steps * (steps - 1) / count) / count)
    statistic = small_sample * difference.mean() / np.sqrt(variance / count)
    return float(2 * stats.t.sf(abs(statistic), df=count - 1))


def separate(rows: pd.DataFrame) -> float:
    """How many forecasts of one model say something of their own: origins, shared by those whose targets overlap."""
    origins, reaches = (np.sort(rows.origin.unique()), rows.groupby("origin").time.max())
    if len(origins) < 2:
        return float(len(origins))
    covered = np.searchsorted(origins, reaches.sort_index().to_numpy()) - np.arange(len(origins))
    return float(len(origins) / np.median(covered))
