"""What each feature tells of the target's next value, and which features say the same: on training rows only."""

import numpy as np
import pandas as pd

from lstm_core.features.build import FeatureTable

MOST_ROWS = 5_000


def measured(table: FeatureTable, train: range, seed: int = 7) -> pd.DataFrame:
    """One row a feature, the target first: how it goes with the target's next value and with its next change.

    Columns: `value_correlation` and `change_correlation` (Pearson, -1 to 1, NaN for a constant), `value_information`
    and `change_information` (mutual information in nats, by nearest neighbours: Kraskov et al. 2004; 0 or more), over
    at most 5,000 rows drawn with the seed. Both rows of a pair lie in `train`. Build the table with ahead=1, so that
    what is known ahead stands with its value of the next row.
    """
    from sklearn.feature_selection import mutual_info_regression

    rows = drawn(range(train.start, train.stop - 1), seed)
    features, target = table.frame.to_numpy(), table.frame.iloc[:, 0].to_numpy()
    asked = {"value": target[rows + 1], "change": target[rows + 1] - target[rows]}
    found = {}
    for name, after in asked.items():
        found[f"{name}_correlation"] = [correlation(column, after) for column in features[rows].T]
        found[f"{name}_information"] = mutual_info_regression(scaled(features[rows]), scaled(after), random_state=seed)
    return pd.DataFrame(found, index=table.frame.columns)


def redundancy(table: FeatureTable, train: range, seed: int = 7) -> pd.DataFrame:
    """Spearman's rank correlation of every feature with every other (features, features); NaN for a constant."""
    return table.frame.iloc[drawn(train, seed)].corr(method="spearman")


def drawn(rows: range, seed: int) -> np.ndarray:
    """At most `MOST_ROWS` of the rows, in order."""
    if len(rows) <= MOST_ROWS:
        return np.arange(rows.start, rows.stop)
    return np.sort(np.random.default_rng(seed).choice(len(rows), MOST_ROWS, replace=False)) + rows.start


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Pearson's correlation, NaN where one of the two does not move."""
    if not (np.ptp(one) and np.ptp(other)):
        return float("nan")
    return float(np.corrcoef(scaled(one), scaled(other))[0, 1])


def scaled(values: np.ndarray) -> np.ndarray:
    """The values in units of their largest, so that squares neither vanish nor overflow."""
    return values / np.maximum(np.abs(values).max(axis=0), np.finfo(float).tiny)
