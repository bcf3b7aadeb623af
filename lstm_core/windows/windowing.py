"""Windows: the rows up to an origin go in, the target's next values come out."""

import numpy as np


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
