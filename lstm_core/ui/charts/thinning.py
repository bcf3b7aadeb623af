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


def in_view(values: np.ndarray, view: slice, limit: int = LIMIT) -> np.ndarray:
    """Positions of at most `limit` points: most of them inside `view`, a few for the shape of the rest.

    >>> rows = in_view(np.arange(1000.0), slice(400, 500), limit=110)
    >>> len(rows), int(((rows >= 400) & (rows < 500)).sum())
    (106, 92)
    """
    if len(values) <= limit or view == slice(0, len(values)):
        return kept(values, limit)
    around = kept(values, limit // 6)
    inside = view.start + kept(values[view], limit - len(around))
    return np.union1d(around[(around < view.start) | (around >= view.stop)], inside)


def rows_in(times: pd.Index, span: tuple | None) -> slice:
    """The rows between two places on the time axis, with one more on either side; all rows without a span.

    >>> rows_in(pd.date_range("2024-01-01", periods=9), ("2024-01-03 12:00", "2024-01-05"))
    slice(2, 6, None)
    """
    if span is None:
        return slice(0, len(times))
    if isinstance(times, pd.DatetimeIndex):
        span = pd.to_datetime(list(span), format="ISO8601", errors="coerce")
        if span.hasnans:
            return slice(0, len(times))
    elif not all(isinstance(place, int | float) for place in span):
        return slice(0, len(times))
    first, last = times.searchsorted(span[0]), times.searchsorted(span[1], side="right")
    return slice(max(0, int(first) - 1), min(len(times), int(last) + 1))
