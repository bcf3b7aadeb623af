"""Could the difference between two forecasts be luck?"""

import numpy as np
import pandas as pd

MIN_ORIGINS = 10


def diebold_mariano(first: np.ndarray, second: np.ndarray, overlap: int) -> float:
    """Two-sided p-value that two methods' mean losses are equal; NaN when it can't be told.

    `first`, `second` (origins,) are losses at the same origins, NaN where nothing was measured: such an origin keeps
    its place, and no autocovariance counts it (Parzen 1963). `overlap` the number of following origins whose targets
    overlap (horizon - 1 where every row is an origin). Diebold & Mariano 1995 with the small-sample correction and
    Student's t of Harvey, Leybourne & Newbold 1997; the variance sums that many autocovariances. Among few origins
    their sum is often negative by chance, and luck passes for skill; but targets that overlap never tell more than
    separate ones, so a negative sum counts as none.
    """
    from scipy import stats

    difference = first - second
    count = int(np.isfinite(difference).sum())
    if count < max(MIN_ORIGINS, 2 * (overlap + 1)):
        return np.nan
    mean = np.nanmean(difference)
    centred = np.nan_to_num(difference - mean)
    covariances = np.array([np.dot(centred[lag:], centred[: len(centred) - lag]) / count for lag in range(overlap + 1)])
    variance = covariances[0] + 2 * max(0.0, covariances[1:].sum())
    if variance <= 0:
        return np.nan
    steps = overlap + 1
    small_sample = np.sqrt((count + 1 - 2 * steps + steps * (steps - 1) / count) / count)
    statistic = small_sample * mean / np.sqrt(variance / count)
    return float(2 * stats.t.sf(abs(statistic), df=count - 1))


def overlapping(rows: pd.DataFrame) -> int:
    """How many following origins, at most, have targets that overlap with an origin's own."""
    reach = rows.groupby("origin").time.max()
    overlap = np.searchsorted(reach.index, reach) - np.arange(len(reach)) - 1
    return int(overlap.max(initial=0))


def separate(rows: pd.DataFrame) -> float:
    """How many forecasts of one model say something of their own: its origins, shared by those that overlap."""
    return rows.origin.nunique() / (overlapping(rows) + 1)
