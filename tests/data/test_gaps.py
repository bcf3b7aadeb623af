"""What is missing is counted, and settled as asked."""

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import gaps, series
from lstm_core.data.series import Dataset
from lstm_core.errors import BadSetting
from lstm_core.specs import Preparation

nan = np.nan


def hours(count: int, *gone: int, **columns) -> Dataset:
    times = pd.date_range("2020-05-05", periods=count, freq="h", name="time")
    frame = pd.DataFrame(columns or {"y": np.arange(count)}, index=times, dtype="float64")
    return Dataset(frame.drop(times[list(gone)]), "d", "test")


def settled(dataset: Dataset, how: str | None, roles=None) -> series.Series:
    return series.of(dataset, "y", roles or {}, Preparation(gaps=how))


def test_missing_rows_and_missing_values_are_counted_and_placed():
    dataset = hours(60, *range(20, 50))
    dataset.frame.iloc[[3, 19, 20], 0] = nan  # hours 3, 19 and 50
    found = gaps.found(dataset, "y")
    assert (found.rows, found.values, found.longest, found.by_position) == (30, 3, 15, False)
    assert found.largest == (
        (pd.Timestamp("2020-05-05 19:00"), pd.Timestamp("2020-05-07 02:00"), 32),
        (pd.Timestamp("2020-05-05 03:00"), pd.Timestamp("2020-05-05 03:00"), 1),
    )


def test_row_numbers_have_gaps_of_values_only():
    dataset = Dataset(pd.DataFrame({"y": [1, nan, nan, 4.0]}, index=pd.RangeIndex(4, name="time")), "d", "test")
    assert gaps.found(dataset, "y") == gaps.Gaps(0, 2, 1, True, ((1, 2, 2),), "fill")


def test_a_target_that_was_never_measured_has_only_gaps():
    assert gaps.found(hours(3, y=[nan] * 3), "y") == gaps.Gaps(0, 3, 0, True, (), "fill")


def test_fill_inserts_the_last_known_values():
    found = settled(hours(14, 4, 5, y=np.arange(14), x=np.arange(14) * 10), "fill")
    assert found.frame.index.equals(pd.date_range("2020-05-05", periods=14, freq="h"))
    assert found.values.tolist() == [0, 1, 2, 3, 3, 3, 6, 7, 8, 9, 10, 11, 12, 13]
    assert found.frame["x"].tolist()[3:7] == [30, 30, 30, 60]
    assert found.made_up.nonzero()[0].tolist() == [4, 5]
    assert (
        found.notes[0] == "Filled 2 rows missing from the calendar with the last known (a later one would look ahead)."
    )


def test_interpolate_draws_a_line_and_marks_what_leans_on_later_rows():
    y, x, known = np.arange(14.0), np.arange(14.0), np.arange(14.0)
    x[8], x[13], known[9] = nan, nan, nan
    found = settled(hours(14, 4, 5, y=y, x=x, known=known), "interpolate", {"known": "known_ahead"})
    assert found.values.tolist() == [*range(14)]
    assert found.frame["x"].tolist() == [*range(13), 12]
    assert found.frame["known"].tolist() == [*range(14)]
    assert found.made_up.nonzero()[0].tolist() == [4, 5]
    assert found.peeking.nonzero()[0].tolist() == [4, 5, 8]
    assert found.notes[:3] == (
        "Filled 2 rows missing from the calendar on a straight line in time between their neighbours.",
        "Filled 3 missing values on a straight line in time between their neighbours.",
        "No forecast starts at 3 rows that would give a later value away.",
    )


def test_drop_removes_rows_without_a_target_and_closes_up():
    y, x = np.arange(14.0), np.arange(14.0)
    y[7], x[7:9] = nan, [70, nan]
    found = settled(hours(14, 4, 5, y=y, x=x), "drop")
    assert found.values.tolist() == [0, 1, 2, 3, 6, 8, 9, 10, 11, 12, 13]
    assert found.frame["x"].tolist()[4:7] == [6, 70, 9]
    assert (found.made_up, found.peeking) == (None, None)
    assert found.notes == (
        "Left out 1 row without a value of “y”.",
        "The rows close up over the gaps, also over 2 rows missing from the calendar.",
        "Filled 1 missing value of other columns with the last known.",
    )


def test_longest_keeps_the_longest_stretch():
    found = settled(hours(30, 4, 5, 20), "longest")
    assert found.values.tolist() == list(range(6, 20))
    assert found.notes == (
        "Left out 13 rows outside the longest stretch without a gap, which has 14 rows from 2020-05-05 06:00:00 to"
        " 2020-05-05 19:00:00.",
    )


@pytest.mark.parametrize(
    "gone, rows, choice",
    [
        (range(10, 19), 100, "fill"),  # under a fifth
        (range(40, 75), 100, "longest"),  # one wide gap
        (range(1, 100, 3), 100, "fill"),  # a third, but everywhere: the longest stretch is two rows
    ],
)
def test_where_nobody_chose_little_is_made_up_and_little_lost(gone, rows, choice):
    dataset = hours(rows, *gone)
    assert gaps.found(dataset, "y").choice == choice
    assert settled(dataset, None).frame.equals(settled(dataset, choice).frame)
    dataset = hours(rows, y=[nan if row in gone else 1 for row in range(rows)])
    assert gaps.found(dataset, "y").choice == choice


def test_the_choice_that_leaves_rows_out_is_explained():
    assert (
        "35% of the calendar has no “y”: more than is worth making up."
        in settled(hours(100, *range(40, 75)), None).notes
    )


def test_mostly_missing_values_are_not_made_up():
    dataset = hours(90, y=[1.0 if row % 3 == 0 else nan for row in range(90)])
    assert gaps.found(dataset, "y").choice == "drop"
    assert len(settled(dataset, None)) == 30


def test_trading_days_are_never_filled():
    days = pd.date_range("2020-01-01", periods=100, freq="B", name="time").delete([30, 31, 60])
    dataset = Dataset(pd.DataFrame({"y": np.arange(97.0)}, index=days), "d", "test")
    assert gaps.found(dataset, "y") == gaps.Gaps(0, 0, 97, True, (), "fill")
    for how in (None, "fill", "interpolate", "drop", "longest"):
        found = settled(dataset, how)
        assert found.frame.index.equals(days)
        assert found.notes == ()


def test_irregular_times_count_by_position_and_that_is_said():
    random = np.random.default_rng(0)
    times = pd.Timestamp("2020-01-01") + pd.to_timedelta(np.cumsum(random.exponential(3600, 50)).round(), unit="s")
    found = settled(Dataset(pd.DataFrame({"y": np.arange(50.0)}, index=times.rename("time")), "d", "test"), "fill")
    assert len(found) == 50
    assert found.notes == ("The times keep to no even step: rows count by position, one after the other.",)


def test_a_calendar_with_next_to_nothing_in_it_is_not_filled():
    times = pd.date_range("2020-01-01", periods=30, freq="s", name="time").insert(30, pd.Timestamp("2050-01-01"))
    dataset = Dataset(pd.DataFrame({"y": np.arange(31.0)}, index=times), "d", "test")
    assert gaps.found(dataset, "y").choice == "longest"
    with pytest.raises(BadSetting, match="of which only 31 rows are there"):
        settled(dataset, "fill")
