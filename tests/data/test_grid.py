"""Rows stand on their calendar; nights, weekends, holidays and the hour of the clocks are no gaps."""

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import grid


def filled(times: pd.DatetimeIndex, *gone: int) -> pd.DatetimeIndex:
    left = times.delete(list(gone)).rename("time")
    return grid.expanded(pd.DataFrame({"y": np.arange(float(len(left)))}, index=left), grid.of(left)).index


@pytest.mark.parametrize(
    "start, freq",
    [
        ("2020-01-01", "D"),
        ("2020-01-01 23:30", "h"),
        ("2020-01-01", "15min"),
        ("2020-01-01", "500ms"),
        ("2020-01-06", "7D"),
        ("2020-01-01", "MS"),
        ("2019-11-30", "ME"),
        ("2020-03-31", "QE"),
        ("2020-01-01", "QS"),
        ("1700-01-01", "YS"),
        ("1999-12-31", "YE"),
    ],
)
def test_every_calendar_gets_its_missing_rows_back(start, freq):
    times = pd.date_range(start, periods=60, freq=freq, name="time")
    laid = grid.of(times)
    assert laid.kind == "calendar"
    assert laid.positions.tolist() == list(range(60))
    assert filled(times, 7, 20, 21, 22).equals(times)


def test_a_time_of_the_grid_is_told_whether_its_row_is_there_or_not():
    times = pd.date_range("2020-01-01", periods=10, freq="D").delete([4, 5])
    laid = grid.of(times)
    assert laid.positions.tolist() == [0, 1, 2, 3, 6, 7, 8, 9]
    assert [laid.time(times, at) for at in (3, 5, 6)] == list(
        pd.to_datetime(["2020-01-04", "2020-01-06", "2020-01-07"])
    )


def test_jitter_is_no_gap():
    times = pd.date_range("2020-01-01", periods=200, freq="h")
    shaken = times + pd.to_timedelta(np.random.default_rng(0).integers(-300, 300, 200), unit="s")
    assert grid.of(shaken).kind == "calendar"
    assert grid.of(shaken).size == 200


def test_sessions_keep_their_nights():
    days = pd.date_range("2020-01-01", periods=30, freq="B")
    times = pd.DatetimeIndex([day + pd.Timedelta(minutes=570 + 5 * row) for day in days for row in range(78)])
    assert grid.of(times).kind == "sessions"
    assert grid.of(times[:234]).kind == "sessions"  # three days of one week: nights alone


def test_markets_that_rest_on_other_days_than_the_weekend_are_sessions_too():
    days = pd.date_range("2020-01-01", periods=60, freq="D")
    assert grid.of(days[~days.dayofweek.isin([4, 5])]).kind == "sessions"


def test_a_hole_of_days_in_hours_round_the_clock_is_a_gap():
    times = pd.date_range("2020-01-01", periods=500, freq="h")
    laid = grid.of(times.delete(range(200, 230)))
    assert (laid.kind, laid.size) == ("calendar", 500)


def test_the_hour_that_clocks_skip_is_no_gap():
    berlin = pd.date_range("2020-01-01", "2021-12-31", freq="h", tz="Europe/Berlin").tz_localize(None)
    local = berlin[~berlin.duplicated(keep="last")]
    assert grid.of(local).size == len(local)
    quarters = pd.date_range("2020-03-01", "2020-04-30", freq="15min", tz="America/New_York").tz_localize(None)
    assert grid.of(quarters).size == len(quarters)


def test_the_same_hour_missing_on_another_day_is_a_gap():
    times = pd.date_range("2020-03-01", periods=24 * 60, freq="h")
    tuesday = times.get_loc("2020-03-24 02:00")
    assert grid.of(times.delete(tuesday)).size == len(times)


def test_days_whose_hour_shifts_with_the_clocks_are_days():
    times = pd.date_range("2020-01-01", "2020-12-31", tz="Europe/London").tz_convert("UTC").tz_localize(None)
    laid = grid.of(times)
    assert (laid.kind, laid.size) == ("calendar", 366)
