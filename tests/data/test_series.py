"""Gaps are filled from the past only, and the usual step is found."""

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import series
from lstm_core.data.series import Dataset
from lstm_core.errors import NoNumbers, TooLittleData

nan = np.nan


def dataset(start="2020-01-01", freq="D", **columns) -> Dataset:
    times = pd.date_range(start, periods=len(next(iter(columns.values()))), freq=freq, name="time")
    return Dataset(frame=pd.DataFrame(columns, index=times, dtype="float64"), name="d", source="test")


def test_gaps_take_the_last_known_value_and_the_start_is_dropped():
    found = series.of(dataset(y=[nan, 1, nan, nan, 4, 5, np.inf, 7, 8, 9, 10, nan]), "y")
    assert found.values.tolist() == [1, 1, 1, 4, 5, 5, 7, 8, 9, 10, 10]
    assert found.notes == (
        "4 missing values take the last known value (a later one would look ahead).",
        "1 rows before the first known value of every column are left out.",
    )


def test_columns_without_values_are_left_out():
    assert list(series.of(dataset(y=range(10), x=[nan] * 10, z=[np.inf] * 10), "y").frame.columns) == ["y"]


def test_too_little_and_no_numbers_are_refused():
    with pytest.raises(TooLittleData, match="Only 9"):
        series.of(dataset(y=range(9)), "y")
    with pytest.raises(NoNumbers, match="“y”"):
        series.of(dataset(y=[np.inf] * 10), "y")
    with pytest.raises(NoNumbers, match="“x”"):
        series.of(dataset(y=range(10)), "x")


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
    found = series.frequency(times)
    assert found.label == label
    assert found.after(times[-1], 1)[0] == pd.Timestamp(following)
    assert len(found.after(times[-1], 5)) == 5


def test_row_numbers_go_on_counting():
    assert series.frequency(pd.Index(np.arange(10), name="time")).after(9, 3).tolist() == [10, 11, 12]


def test_roles_and_target_are_found_by_name():
    found = dataset(Open=[1.0], High=[2.0], Low=[0.5], Close=[1.5], Volume=[9.0])
    assert found.roles == {"open": "Open", "high": "High", "low": "Low", "close": "Close", "volume": "Volume"}
    assert found.target == "Close"
    assert dataset(a=[1.0], b=[2.0]).target == "a"
    assert dataset(a=[1.0], b=[2.0]).roles == {}
