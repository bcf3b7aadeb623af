"""Split-conformal bands: as wide as the errors were on validation origins, step by step."""

from bisect import bisect_left, insort
from collections import deque

import numpy as np
import pandas as pd

from lstm_core.evaluation import shares, significance

LEVEL = 0.9
MIN_ORIGINS = 20  # fewer errors say too little about their tail: no band
RATE = 0.02  # how far one hit or miss moves the adaptive band's share of misses; about 50 errors to follow a change


def radius(errors: np.ndarray, level: float) -> float:
    """The finite-sample quantile ceil((n + 1) level) / n of the n measured absolute errors; NaN if they are too few.

    Vovk et al. 2005, Lei et al. 2018.

    >>> radius(-np.arange(1.0, 21.0), 0.9)
    19.0
    """
    errors = errors[~np.isnan(errors)]
    rank = int(np.ceil((len(errors) + 1) * level))
    if len(errors) < MIN_ORIGINS or rank > len(errors):
        return np.nan
    return float(np.sort(np.abs(errors))[rank - 1])


def radii(rows: pd.DataFrame, level: float = LEVEL) -> pd.Series:
    """The band's half width for each (model, mode, step), from the validation rows only."""
    past = rows[rows.part == "validation"]
    errors = (past.actual - past.forecast).groupby([past.model, past["mode"], past.step])
    return errors.apply(lambda one: radius(one.to_numpy(), level))


def with_bands(rows: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """Test rows gain `lower`, `upper` and `level`; validation rows, on which the band was fitted, have none."""
    keys = pd.MultiIndex.from_frame(rows[["model", "mode", "step"]])
    half = np.where(rows.part == "test", radii(rows, level).reindex(keys).to_numpy(dtype=float), np.nan)
    return rows.assign(
        lower=rows.forecast - half, upper=rows.forecast + half, level=np.where(np.isfinite(half), level, np.nan)
    )


def adaptive(rows: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """As `with_bands`, but bands follow errors that drift along the test part.

    Adaptive conformal inference (Gibbs & Candes 2021) on the latest errors, as many as validation has: after a miss the
    next quantile is taken further out, after a hit further in. An error counts from the origin at which its truth is
    known, so the forecast of a step ahead waits that many steps. A band is never wider than the largest of these
    errors, where the original would be infinite.
    """
    half = pd.Series(np.nan, index=rows.index)
    for _, group in rows.sort_values("origin").groupby(["model", "mode", "step"], sort=False):
        past, test = group[group.part == "validation"], group[group.part == "test"]
        known = (past.actual - past.forecast).abs().dropna().to_numpy()
        if np.isfinite(radius(known, level)):
            errors = (test.actual - test.forecast).abs().to_numpy()
            half[test.index] = followed(known, errors, test.origin.to_numpy(), test.time.to_numpy(), level)
    return rows.assign(
        lower=rows.forecast - half, upper=rows.forecast + half, level=np.where(half.notna(), level, np.nan)
    )


def followed(known: np.ndarray, errors: np.ndarray, origins: np.ndarray, times: np.ndarray, level: float) -> np.ndarray:
    """The adaptive half width at each origin: `known` errors come before all, each of `errors` from its time on."""
    latest, ordered, waiting = deque(known), sorted(known), deque()
    missing, half = 1 - level, np.empty(len(errors))
    for row, origin in enumerate(origins):
        while waiting and waiting[0][0] <= origin:
            _, error, missed = waiting.popleft()
            missing = min(1.0, max(0.0, missing + RATE * ((1 - level) - missed)))
            ordered.pop(bisect_left(ordered, latest.popleft()))
            insort(ordered, error)
            latest.append(error)
        rank = int(np.ceil((len(ordered) + 1) * (1 - missing)))
        half[row] = ordered[min(max(rank, 1), len(ordered)) - 1]
        if np.isfinite(errors[row]):
            waiting.append((times[row], errors[row], errors[row] > half[row]))
    return half


def measured(rows: pd.DataFrame) -> shares.Share:
    """How much of the test part's truth fell inside one model's band, in one mode; the interval allows for overlap."""
    told = rows[(rows.part == "test") & rows.lower.notna() & rows.actual.notna()]
    inside = (told.actual >= told.lower) & (told.actual <= told.upper)
    return shares.of(int(inside.sum()), len(told), significance.separate(told))


def why_none(rows: pd.DataFrame, level: float = LEVEL) -> str | None:
    """A sentence why there is no band for one model and mode, or None where there is one at every step."""
    past = rows[(rows.part == "validation") & rows.actual.notna()]
    fewest = int(past.groupby("step").size().reindex(rows.step.unique(), fill_value=0).min())
    needed = max(MIN_ORIGINS, int(np.ceil(round(level / (1 - level), 6))))
    if fewest >= needed:
        return None
    return (
        f"No band: a {level:.0%} band needs {needed} or more measured forecasts in the validation part, and there are"
        f" {fewest}. Choose a larger validation part, or bring a longer series."
    )
