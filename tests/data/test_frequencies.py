"""The usual step is found, and the times after the last."""

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import frequencies


@pytest.mark.parametrize(
    "start, freq, label, following",
    [
        ("2020-01-01", "D", "day", "2020-01-15"),
        ("2020-01-01", "B", "business day", "2020-01-21"),
        ("2020-01-01 00:00", "h", "hour", "2020-01-01 14:00"),
        ("2020-01-01 00:00", "15min", "15 minutes", "2020-01-01 03:30"),
        ("2020-01-06", "7D", "week", "2020-04-13"),
        ("2020-01-01", "MS", "month", "2021-03-01"),
        ("2020-01-31", "ME", "month", "2021-03-31"),
        ("2020-03-31", "QE", "quarter", "2023-09-30"),
        ("2001-01-01", "YS", "year", "2015-01-01"),
    ],
)
def test_the_usual_step_and_the_times_after(start, freq, label, following):
    times = pd.date_range(start, periods=14, freq=freq, name="time")
    found = frequencies.frequency(times)
    assert found.label == label
    assert found.after(times[-1], 1)[0] == pd.Timestamp(following)
    assert len(found.after(times[-1], 5)) == 5


def test_row_numbers_go_on_counting():
    assert frequencies.frequency(pd.Index(np.arange(10), name="time")).after(9, 3).tolist() == [10, 11, 12]
