"""Features for any series that TA-Lib does not have: earlier values, and how unusual a value is."""

import numpy as np

from lstm_core.features import bounds
from lstm_core.features.entries import TARGET, Entry, Parameter

GROUP = "Past values"
PERIOD = Parameter("period", "Period (0: the season found)", 0, 0, bounds.LONGEST_PERIOD, whole=True)


def entries() -> dict[str, Entry]:
    """As {name: entry}."""
    found = (
        Entry(
            name="LAG",
            title="Earlier value",
            group=GROUP,
            about="The value a fixed number of rows ago: useful beyond the reach of the sequence.",
            inputs=(TARGET,),
            parameters=(Parameter("timeperiod", "Rows ago", 1, 1, bounds.LONGEST_PERIOD, whole=True),),
            outputs=("real",),
            function=lag,
            lookback=lambda timeperiod: timeperiod,
            overlay=True,
        ),
        Entry(
            name="SEASONAL_LAG",
            title="Value one season ago",
            group=GROUP,
            about="The value one season ago; the season is the one found in the training part, or your own number.",
            inputs=(TARGET,),
            parameters=(PERIOD,),
            outputs=("real",),
            function=lambda values, period: lag(values, period),
            lookback=lambda period: period,
            overlay=True,
        ),
        Entry(
            name="ZSCORE",
            title="Z-score",
            group=GROUP,
            about="How many standard deviations the value lies above its rolling mean: how unusual it is just now.",
            inputs=(TARGET,),
            parameters=(Parameter("timeperiod", "Period", 20, 2, bounds.LONGEST_PERIOD, whole=True),),
            outputs=("real",),
            function=zscore,
            lookback=lambda timeperiod: timeperiod - 1,
        ),
    )
    return {entry.name: entry for entry in found}


def lag(values: np.ndarray, timeperiod: int) -> np.ndarray:
    """The values (rows,) of `timeperiod` rows ago, NaN at the start.

    >>> lag(np.array([1.0, 2.0, 3.0]), 1).tolist()
    [nan, 1.0, 2.0]
    """
    return np.concatenate([np.full(min(timeperiod, len(values)), np.nan), values[: max(0, len(values) - timeperiod)]])


def zscore(values: np.ndarray, timeperiod: int) -> np.ndarray:
    """(value - mean) / standard deviation of the last `timeperiod` rows; NaN at the start and where nothing moves.

    Summed row by row of the window, not as a running total: each value depends on its own window alone.

    >>> zscore(np.array([1.0, 3.0, 3.0]), 2).tolist()
    [nan, 1.0, nan]
    """
    answer = np.full(len(values), np.nan)
    count = len(values) - timeperiod + 1
    if count < 1:
        return answer
    with np.errstate(all="ignore"):  # values near the largest float
        mean = sum(values[row : row + count] / timeperiod for row in range(timeperiod))
        square = sum((values[row : row + count] - mean) ** 2 / timeperiod for row in range(timeperiod))
        moves = np.sqrt(square) > 1e-12 * np.abs(mean)
        answer[timeperiod - 1 :] = np.where(moves, (values[timeperiod - 1 :] - mean) / np.sqrt(square), np.nan)
    return answer
