"""A range holds both its ends; what is no time is refused in words."""

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import ranges
from lstm_core.errors import BadSetting, TooLittleData

HOURS = pd.DataFrame({"y": np.arange(24.0 * 40)}, index=pd.date_range("2020-01-01", periods=960, freq="h", name="time"))
ROWS = pd.DataFrame({"y": np.arange(50.0)}, index=pd.RangeIndex(50, name="time"))


@pytest.mark.parametrize(
    "start, end, first, last",
    [
        ("2020-01-03", "2020-01-04", 48, 95),
        ("2020-01-03T05:00:00", "2020-01-04 06:00", 53, 78),
        ("2020-02", None, 744, 959),
        (None, "2020-01", 0, 743),
        ("1500-01-01", "2020", 0, 959),
    ],
)
def test_an_end_holds_all_that_its_words_hold(start, end, first, last):
    frame, _ = ranges.between(HOURS, start, end)
    assert (frame["y"].iloc[0], frame["y"].iloc[-1]) == (first, last)


def test_row_numbers_are_inclusive():
    frame, notes = ranges.between(ROWS, "10", "29")
    assert frame["y"].tolist() == list(range(10, 30))
    assert notes == ["Left out 30 rows outside the chosen range."]


def test_all_rows_leave_nothing_to_say():
    assert ranges.between(HOURS, None, None)[1] == ranges.between(HOURS, "2020", None)[1] == []


@pytest.mark.parametrize(
    "frame, start, end, words",
    [
        (HOURS, "soon", None, r"The start \(soon\) is not a time"),
        (HOURS, None, "2020-02-30", r"The end \(2020-02-30\) is not a time"),
        (HOURS, "100", None, "is not a time"),
        (ROWS, "2020-01-01", None, "not a row number; these data have no times"),
        (HOURS, "2020-02-01", "2020-01-01", "must not lie behind the end"),
    ],
)
def test_what_does_not_fit_is_refused(frame, start, end, words):
    with pytest.raises(BadSetting, match=words):
        ranges.between(frame, start, end)


def test_too_few_rows_are_refused_with_what_there_is():
    with pytest.raises(TooLittleData, match=r"only 6 rows of 960; .* from 2020-01-01 to 2020-02-09 23:00:00"):
        ranges.between(HOURS, "2020-01-03", "2020-01-03 05:00")
