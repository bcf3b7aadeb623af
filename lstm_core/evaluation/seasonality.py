"""The period of the seasonal-naive baseline, found on training rows only."""

import numpy as np

from lstm_core.data.series import Frequency

CUSTOM = {"hour": 24, "day": 7, "business day": 5, "week": 52, "month": 12, "quarter": 4}
CLEAR = 0.3  # an autocorrelation below this is no season worth naming
RISE = 0.1  # above the lowest before it: less is a bump


def period(train: np.ndarray, frequency: Frequency) -> int:
    """The number of rows in a season: the clearest of the frequency's custom and what autocorrelation finds; 1 if none.

    Autocorrelation is that of the values less a straight line; only its local peaks beyond lag 1, within a third
    of the rows, count.
    """
    lags = autocorrelation(train, min(len(train) // 3, 400))
    custom = CUSTOM.get(frequency.label, 1)
    rising = np.flatnonzero((lags[1:-1] > lags[:-2]) & (lags[1:-1] >= lags[2:])) + 1
    peaks = [int(lag) for lag in rising if lag > 1 and lags[lag] > CLEAR]
    best = max(peaks, key=lambda lag: lags[lag], default=1)
    usable = 1 < custom < len(lags)
    return custom if usable and (best == 1 or lags[custom] >= lags[best] - 0.05) else best


def is_clear(train: np.ndarray, season: int) -> bool:
    """Whether the values visibly repeat: autocorrelation comes back at one season, and again at two.

    A random walk's falls slowly and has small bumps on the way; those do not count.
    """
    if not 1 < season < len(train) // 2:
        return False
    lags = autocorrelation(train, 2 * season)
    peak = lags[season] >= max(lags[season - 1], lags[season + 1])
    return bool(peak and lags[season] > max(CLEAR, lags[:season].min() + RISE) and lags[2 * season] > CLEAR / 2)


def autocorrelation(values: np.ndarray, lags: int) -> np.ndarray:
    """Autocorrelation at lags 0..`lags` of the values less a straight line; zeros for a straight line itself."""
    steps = np.arange(len(values))
    rest = values - np.polyval(np.polyfit(steps, values, 1), steps)
    if rest.std() <= 1e-9 * max(1.0, float(np.abs(values).max())):
        return np.zeros(lags + 1)
    size = 2 ** int(np.ceil(np.log2(2 * len(rest))))
    power = np.abs(np.fft.rfft(rest, size)) ** 2
    products = np.fft.irfft(power, size)[: lags + 1]
    return products / products[0]
