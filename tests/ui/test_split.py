"""A split told by share, date or count, and moved by hand."""

import pandas as pd
import pytest

from lstm_core.specs import Split
from lstm_core.ui.forms import split
from lstm_core.windows import splits

DAYS = pd.date_range("2024-01-01", periods=100, freq="D")


@pytest.mark.parametrize("way", ["share", "date", "count"])
def test_the_same_borders_are_told_in_every_way(way):
    parts = splits.cut(DAYS, Split(validation_size=0.2, test_size=0.1))
    told = split.told(way, parts, DAYS)
    assert split.way_of(told) == way
    assert splits.cut(DAYS, told) == parts


@pytest.mark.parametrize("way", ["share", "date", "count"])
@pytest.mark.parametrize(
    ("part", "place", "borders"),
    [
        ("test", "2024-03-21 07:30", (70, 81)),
        ("validation", "2024-03-01", (60, 90)),
        ("validation", "2024-03-30 12:00", (89, 90)),  # never past the border behind it
        ("test", "2024-01-05", (70, 71)),
    ],
)
def test_a_border_that_is_dragged_moves_alone(way, part, place, borders):
    before = split.told(way, splits.cut(DAYS, Split(validation_size=0.2, test_size=0.1)), DAYS)
    moved = split.moved(before, part, place, splits.cut(DAYS, before), DAYS)
    parts = splits.cut(DAYS, moved)
    assert split.way_of(moved) == way
    if way != "share" or borders[1] - borders[0] > 1:  # a share has bounds of its own
        assert (parts.validation.start, parts.test.start) == borders


def test_shares_keep_their_bounds_and_rows_without_times_are_dragged_by_number():
    rows = pd.RangeIndex(100)
    parts = splits.cut(rows, Split())
    moved = split.moved(Split(), "test", 3.7, parts, rows)
    assert (moved.validation_size, moved.test_size) == (0.02, 0.29)  # it stops at the border before it
    assert split.moved(Split(validation_size=15, test_size=15), "test", 89.6, parts, rows).test_size == 10
