"""Which units follow what, and when they are strongest, on numbers that can be checked by head."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from lstm_core.inside import units


def test_a_unit_that_goes_along_and_one_against():
    asked = np.array([1.0, 2.0, 3.0, 4.0])
    told = units.correlation(np.stack([2 * asked, -asked, np.ones(4), np.array([1.0, -1.0, -1.0, 1.0])], axis=1), asked)
    assert told.tolist() == [1.0, -1.0, 0.0, 0.0]


def test_what_has_not_happened_yet_does_not_count():
    hidden = np.array([[1.0], [2.0], [3.0], [99.0]])
    assert units.correlation(hidden, np.array([1.0, 2.0, 3.0, np.nan])).tolist() == [1.0]
    assert units.correlation(hidden, np.array([1.0, 2.0, np.nan, np.nan])).tolist() == [0.0]


def test_means_by_weekday_stand_in_the_order_of_the_week():
    times = pd.date_range("2024-01-06", periods=9, freq="D")  # a Saturday
    groups = units.groupings(times)
    assert list(groups) == ["weekday"]  # there is one hour and one month only
    means = units.by_group(np.arange(9.0)[:, None], groups["weekday"])
    assert means.index.tolist()[0] == "Monday"
    assert means.loc["Saturday", 0] == pytest.approx((0 + 7) / 2)
    assert units.groupings(pd.RangeIndex(9)) == {}


def test_the_strongest_windows_are_no_neighbours():
    assert units.highest(np.array([0.0, 3.0, 2.9, 0.0, 1.0]), 3, 2).tolist() == [1, 4]


@pytest.mark.parametrize("anchor", [None, 37])
def test_origins_are_spread_over_the_test_part_with_the_last_and_the_anchor(anchor):
    run = SimpleNamespace(tested=np.arange(50, 90), origins=np.arange(10, 100))
    told = units.chosen(run, 5, anchor)
    assert {50, 89, 99} <= set(told.tolist())
    assert len(told) == 6 + (anchor is not None)
    assert (anchor in told) == (anchor is not None)
