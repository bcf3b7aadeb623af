"""A share of hits, and how sure one can be of it."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np


@dataclass(frozen=True)
class Share:
    """`hits` of `count`, the share in percent, and its interval; NaN where nothing was counted."""

    hits: int
    count: int
    percent: float
    low: float
    high: float


def of(hits: int, count: int, separate: float | None = None, level: float = 0.95) -> Share:
    """The share with Wilson's score interval (Wilson 1927; Brown, Cai & DasGupta 2001), in percent.

    `separate` is how many of the `count` say something of their own, where they overlap: the interval is as wide as for
    so many. Left out, all of them.

    >>> one = of(8, 10)
    >>> one.percent, round(one.low, 1), round(one.high, 1)
    (80.0, 49.0, 94.3)
    """
    size = float(count if separate is None else min(separate, count))
    if count == 0 or size <= 0:
        return Share(hits, count, np.nan, np.nan, np.nan)
    z, share = NormalDist().inv_cdf((1 + level) / 2), hits / count
    middle = (share + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z / (1 + z**2 / size) * np.sqrt(share * (1 - share) / size + z**2 / (4 * size**2))
    low, high = np.clip([middle - half, middle + half], 0, 1)
    return Share(hits, count, 100 * share, float(100 * low), float(100 * high))
