import math

import pytest
from scipy import stats

from lstm_core.evaluation import shares


@pytest.mark.parametrize(("hits", "count"), [(0, 10), (7, 10), (10, 10), (450, 500)])
def test_equal_to_an_independent_implementation(hits, count):
    expected = stats.binomtest(hits, count).proportion_ci(0.95, method="wilson")
    ours = shares.of(hits, count)
    assert (ours.low, ours.high) == pytest.approx((100 * expected.low, 100 * expected.high), abs=1e-9)


@pytest.mark.parametrize(("hits", "count"), [(8, 10), (60, 100), (18, 20)])
def test_near_the_exact_interval_of_clopper_and_pearson(hits, count):
    exact = stats.binomtest(hits, count).proportion_ci(0.95, method="exact")
    ours = shares.of(hits, count)
    assert 100 * exact.low - 1 < ours.low  # the exact one is the wider: it covers at least 95%, Wilson's 95% on average
    assert ours.high < 100 * exact.high + 1


def test_overlapping_ones_count_only_as_many_times_as_they_are_separate():
    wide, narrow = shares.of(80, 100, separate=20), shares.of(80, 100)
    assert wide.percent == narrow.percent == 80.0
    assert (wide.low, wide.high) == (shares.of(16, 20).low, shares.of(16, 20).high)


def test_a_share_of_nothing_is_not_defined():
    nothing = shares.of(0, 0)
    assert math.isnan(nothing.percent) and math.isnan(nothing.low) and math.isnan(nothing.high)
