"""Joined rows hold their own rows only, by the right rule, and never a part of them."""

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import series
from lstm_core.data.series import Dataset
from lstm_core.errors import BadSetting, TooLittleData
from lstm_core.specs import Preparation

nan = np.nan


def joined(times: pd.DatetimeIndex, every: str, by: str = "mean", roles=None, **columns) -> series.Series:
    columns = columns or {"y": np.arange(float(len(times)))}
    dataset = Dataset(pd.DataFrame(columns, index=times.rename("time"), dtype="float64"), "d", "test")
    return series.of(dataset, next(iter(columns)), roles or {}, Preparation(every=every, by=by, gaps="fill"))


def test_rows_are_joined_by_the_rule_under_the_start_of_their_bin():
    times = pd.date_range("2020-01-01", periods=36, freq="20min")
    for by, first, last in (("mean", 1, 34), ("sum", 3, 102), ("last", 2, 35)):
        found = joined(times, "hour", by)
        assert found.frame.index.equals(pd.date_range("2020-01-01", periods=12, freq="h"))
        assert (found.values[0], found.values[-1]) == (first, last)
        assert found.notes == ("Joined 36 rows to one every hour.",)


@pytest.mark.parametrize(
    "freq, every, first",
    [
        ("D", "week", "2020-01-06"),
        ("D", "month", "2020-01-01"),
        ("MS", "quarter", "2020-01-01"),
        ("ME", "year", "2020-01-01"),
    ],
)
def test_longer_bins_stand_at_their_start(freq, every, first):
    found = joined(pd.date_range("2020-01-01", "2031-01-01", freq=freq), every)
    assert found.frame.index[0] == pd.Timestamp(first)
    assert found.frequency.label == every
    assert found.frame.index[-1] < pd.Timestamp("2031-01-01")


def test_incomplete_bins_at_the_ends_are_left_out():
    found = joined(pd.date_range("2020-01-01 06:00", "2020-01-20 22:00", freq="h"), "day")
    assert (found.frame.index[0], found.frame.index[-1]) == (pd.Timestamp("2020-01-02"), pd.Timestamp("2020-01-19"))
    assert found.notes[1] == "Left out the incomplete day from 2020-01-01 and 2020-01-20: it would be another quantity."
    found = joined(pd.date_range("2020-01-01 06:00", "2020-01-20 23:00", freq="h"), "day")
    assert found.frame.index[-1] == pd.Timestamp("2020-01-20")


def test_prices_follow_their_own_rules_whatever_is_asked():
    times = pd.date_range("2020-01-06", periods=60, freq="B")
    count = np.arange(60.0)
    prices = {"Close": count, "Open": count, "High": count, "Low": -count, "Volume": count, "other": count}
    found = joined(times, "week", "mean", **prices)
    assert found.frame.iloc[1].to_dict() == {"Close": 9, "Open": 5, "High": 9, "Low": -9, "Volume": 35, "other": 7}
    assert len(found) == 12


def test_empty_bins_are_missing_and_a_sum_that_lacks_a_value_too():
    times = pd.date_range("2020-01-01", periods=24 * 20, freq="h").delete([*range(24, 48), 100])
    mean, total = (joined(times, "day", by, y=np.ones(len(times))) for by in ("mean", "sum"))
    assert mean.made_up.nonzero()[0].tolist() == [1]
    assert total.made_up.nonzero()[0].tolist() == [1, 4]
    assert set(total.values) == {24}


def test_sessions_have_no_bins_at_night_and_end_with_their_day():
    days = pd.date_range("2020-01-06", periods=60, freq="B")
    times = pd.DatetimeIndex([day + pd.Timedelta(minutes=570 + 30 * row) for day in days for row in range(13)])
    hour, day, week = (joined(times, every) for every in ("hour", "day", "week"))
    assert len(hour) == 60 * 7
    assert (len(day), day.frequency.label, day.made_up) == (60, "business day", None)
    assert len(week) == 12
    assert len(joined(times[:-1], "day")) == 59


def test_days_of_sessions_whose_clocks_change_are_complete():
    days = pd.date_range("2020-01-06", periods=100, freq="B")
    opening = np.where(days < "2020-03-09", 870, 810)  # in UTC
    minutes = (opening[:, None] + np.arange(0, 390, 30)).ravel()
    times = days.repeat(13) + pd.to_timedelta(minutes, unit="min")
    assert len(joined(times, "day")) == 100


def test_a_week_of_a_market_that_rests_on_friday_and_saturday_ends_with_thursday():
    days = pd.date_range("2020-01-05", periods=100, freq="D")
    open_days = days[~days.dayofweek.isin([4, 5])]
    found = joined(open_days[:-1] if open_days[-1].dayofweek == 6 else open_days, "week")
    assert found.made_up is None


def test_where_the_target_ends_before_the_plan_its_last_bin_is_still_ahead():
    times = pd.date_range("2020-01-01", periods=24 * 15, freq="h")
    y = np.where(np.arange(len(times)) < 24 * 12 + 6, 1.0, nan)
    found = joined(times, "day", roles={"plan": "known_ahead"}, y=y, plan=np.ones(len(times)))
    assert (len(found), len(found.ahead), found.made_up) == (12, 3, None)


def test_only_longer_steps_and_only_with_times():
    with pytest.raises(BadSetting, match="one day apart, so one row every hour would not be a longer step"):
        joined(pd.date_range("2020-01-01", periods=50, freq="D"), "hour")
    for freq, every in (("MS", "month"), ("QS", "quarter"), ("YS", "year"), ("B", "day")):
        with pytest.raises(BadSetting, match="not be a longer step"):
            joined(pd.date_range("2020-01-01", periods=50, freq=freq), every)
    with pytest.raises(BadSetting, match="no times"):
        joined(pd.RangeIndex(50), "hour")


def test_too_few_bins_are_refused_with_their_number():
    with pytest.raises(TooLittleData, match=r"only 3 values with one row every month; .* Choose a shorter step\.$"):
        joined(pd.date_range("2020-01-01", "2020-03-31", freq="D"), "month")
    with pytest.raises(TooLittleData, match="a sum that lacks values is missing"):
        joined(pd.date_range("2020-01-01", "2020-03-31", freq="D"), "month", "sum")
    with pytest.raises(TooLittleData, match="only 3 usable rows"):
        joined(pd.date_range("2020-01-01", periods=3, freq="D"), "month")


def test_scattered_events_do_not_flood_the_calendar():
    times = pd.date_range("1700-01-01", periods=30, freq="s").insert(30, pd.Timestamp("1990-01-01"))
    with pytest.raises(BadSetting, match="choose a longer step"):
        joined(times, "5 minutes")
