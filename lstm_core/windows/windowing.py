"""Windows: the rows up to an origin go in, the target's next values come out."""

import numpy as np

from lstm_core.specs import Training

FEWEST_BATCHES = 10  # of an epoch whose batches are counted: fewer teach too little before the rate has fallen
MOST_STEPS = 15_000  # of a layer in such an epoch: long windows get fewer batches, so that it stays a matter of seconds


def inputs(rows: np.ndarray, origins: np.ndarray, look_back: int) -> np.ndarray:
    """The `look_back` rows that end at each origin: (windows, look_back, features).

    >>> inputs(np.arange(5)[:, None], np.array([2, 3]), 3)[..., 0].tolist()
    [[0, 1, 2], [1, 2, 3]]
    """
    return rows[origins[:, None] + np.arange(1 - look_back, 1)]


def targets(values: np.ndarray, origins: np.ndarray, horizon: int) -> np.ndarray:
    """The `horizon` values behind each origin: (windows, horizon).

    >>> targets(np.arange(6), np.array([2, 3]), 2).tolist()
    [[3, 4], [4, 5]]
    """
    return values[origins[:, None] + np.arange(1, horizon + 1)]


def spread(origins: np.ndarray, limit: int) -> np.ndarray:
    """At most `limit` of the origins at one equal distance, the last one always among them."""
    stride = -(-len(origins) // limit)
    return origins[::-1][::stride][::-1]


def batches(windows: int, look_back: int, training: Training) -> int:
    """How many batches an epoch has: all windows once or, where they are counted, twice, but of many only a sample.

    >>> batches(1000, 30, Training(batch_size=64)), batches(1000, 30, Training(batch_size=64, batches=75))
    (16, 31)
    >>> [batches(count, 300, Training(batch_size=64, batches=75)) for count in (60, 100_000)]
    [10, 50]
    """
    if training.batches is None:
        return -(-windows // training.batch_size)
    most = min(training.batches, MOST_STEPS // look_back)
    return max(FEWEST_BATCHES, min(2 * windows // training.batch_size, most))
