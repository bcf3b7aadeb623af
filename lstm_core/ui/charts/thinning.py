"""Long series as few points: a chart stays quick, and its peaks stay where they are."""

import numpy as np
import pandas as pd
from tsdownsample import MinMaxLTTBDownsampler

LIMIT = 5_000


def thin(times: pd.Index | np.ndarray, values: np.ndarray, limit: int = LIMIT) -> tuple:
    """The times and values of at most `limit` points that keep the shape.

    >>> times, values = thin(np.arange(100), np.eye(1, 100, 42)[0], limit=10)
    >>> (int(times[0]), int(times[-1]), len(times) <= 10, float(values.max()))
    (0, 99, True, 1.0)
    """
    values = np.asarray(values, dtype="float64")
    rows = kept(values, limit)
    return times[rows], values[rows]


def kept(values: np.ndarray, limit: int = LIMIT) -> np.ndarray:
    """Positions of at most `limit` points: first, last, peaks, troughs, and one NaN for each gap.

    >>> kept(np.array([1.0, 9.0, np.nan, 2.0])).tolist()
    [0, 1, 2, 3]
    """
    values = np.ascontiguousarray(values, dtype="float64")
    rows = np.arange(len(values))
    if len(values) <= limit:
        return rows
    known = rows[np.isfinite(values)]
    ends = np.flatnonzero(np.diff(known) > 1)  # the last known point before each gap
    if len(ends) > limit // 6:  # riddled with holes: draw through most of them rather than spend all points on gaps
        ends = ends[np.linspace(0, len(ends) - 1, limit // 6).astype(int)]
    gaps = np.concatenate([known[ends], known[ends] + 1, known[ends + 1] if len(ends) else ends])
    room = limit - len(gaps) - 2
    if len(known) > room:
        known = known[MinMaxLTTBDownsampler().downsample(np.ascontiguousarray(values[known]), n_out=room)]
    return np.unique(np.concatenate([rows[:1], known, gaps, rows[-1:]]).astype(int))
