import numpy as np
import pandas as pd
import pytest

from lstm_core.data.series import Frequency, Series
from lstm_core.features import build, relevance
from lstm_core.specs import Features


def table(rows: int = 600, **columns: np.ndarray) -> build.FeatureTable:
    """y is random; next tells y's next value, the rest as given."""
    y = np.random.default_rng(0).normal(size=rows + 1)
    frame = pd.DataFrame({"y": y[:-1], "next": y[1:], **columns})
    return build.build(Series(frame, "y", "made", Frequency("row", None, 1)), Features(columns=tuple(frame)[1:]), 1)


def test_a_feature_that_holds_the_next_value_stands_out():
    told = relevance.measured(table(flat=np.ones(600), noise=np.random.default_rng(5).normal(size=600)), range(400))
    assert told.index.tolist() == ["y", "next", "flat", "noise"]
    assert told.loc["next", "value_correlation"] == pytest.approx(1)
    assert told.loc["next", "value_information"] > 2
    assert abs(told.loc["noise", "value_correlation"]) < 0.15
    assert told.loc["noise", "value_information"] < 0.1
    assert np.isnan(told.loc["flat", "value_correlation"])
    # of a random series the value now tells half of the next change, with the opposite sign
    assert told.loc["y", "change_correlation"] == pytest.approx(-np.sqrt(0.5), abs=0.05)


def test_only_training_rows_count():
    whole = table()
    changed = whole.frame.copy()
    changed.iloc[400:] = np.random.default_rng(1).uniform(0, 1e6, changed.iloc[400:].shape)
    noisy = build.FeatureTable(changed, 0)
    for of in (relevance.measured, relevance.redundancy):
        pd.testing.assert_frame_equal(of(whole, range(400)), of(noisy, range(400)), check_exact=True)


def test_redundancy_is_rank_correlation():
    whole = table(cube=np.arange(600.0) ** 3, line=-np.arange(600.0))
    told = relevance.redundancy(whole, range(500))
    assert told.loc["cube", "line"] == pytest.approx(-1)
    assert abs(told.loc["y", "line"]) < 0.1
    assert told.shape == (4, 4)


def test_long_tables_are_sampled_the_same_each_time():
    drawn = relevance.drawn(range(10, 90_000), 7)
    assert len(drawn) == relevance.MOST_ROWS
    assert (np.diff(drawn) > 0).all()
    assert drawn[0] >= 10 and drawn[-1] < 90_000
    assert np.array_equal(drawn, relevance.drawn(range(10, 90_000), 7))


def test_values_of_any_size_are_compared():
    x = np.array([1e-300, 2e-300, 4e-300])
    assert relevance.correlation(x, x * 1e300) == pytest.approx(1)
