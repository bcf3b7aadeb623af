"""A series is prepared as asked, says what it did, and never looks ahead."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lstm_core.data import gaps, reading, series
from lstm_core.data.series import Dataset
from lstm_core.errors import BadSetting, NoNumbers, TooLittleData
from lstm_core.specs import Preparation

nan = np.nan
BEIJING = Path(__file__).parents[3] / "shared" / "data" / "beijing_pm25.csv"


def dataset(start="2020-01-01", freq="D", **columns) -> Dataset:
    times = pd.date_range(start, periods=len(next(iter(columns.values()))), freq=freq, name="time")
    return Dataset(frame=pd.DataFrame(columns, index=times, dtype="float64"), name="d", source="test")


def without(whole: Dataset, *rows: int) -> Dataset:
    return Dataset(whole.frame.drop(whole.frame.index[list(rows)]), "d", "test")


def test_gaps_take_the_last_known_value_and_the_start_is_dropped():
    found = series.of(dataset(y=[nan, 1, nan, nan, 4, 5, np.inf, 7, 8, 9, 10, nan]), "y")
    assert found.values.tolist() == [1, 1, 1, 4, 5, 5, 7, 8, 9, 10, 10]
    assert found.made_up.nonzero()[0].tolist() == [1, 2, 5, 10]
    assert np.isnan(found.measured).nonzero()[0].tolist() == [1, 2, 5, 10]
    assert found.peeking is None
    assert found.notes == (
        "Left out 1 row before the first known value of every column.",
        "Filled 4 missing values with the last known (a later one would look ahead).",
        "Forecasts of 4 rows where “y” was not measured are not scored.",
    )


def test_a_series_without_gaps_has_nothing_to_say():
    found = series.of(dataset(y=range(10)), "y")
    assert (found.notes, found.made_up, found.peeking, found.ahead) == ((), None, None, None)


def test_the_first_row_is_the_first_in_which_the_target_is_measured_and_all_is_known():
    found = series.of(dataset(y=[1, 2, nan, *range(4, 14)], x=[nan, 5, nan, nan, *range(9)]), "y")
    assert found.frame.iloc[0].tolist() == [2, 5]
    found = series.of(dataset(y=[1, 2, nan, *range(4, 14)], x=[nan, nan, 5, nan, *range(9)]), "y")
    assert found.frame.iloc[0].tolist() == [4, 5]


def test_columns_without_values_are_left_out():
    assert list(series.of(dataset(y=range(10), x=[nan] * 10, z=[np.inf] * 10), "y").frame.columns) == ["y"]


def test_a_column_that_begins_late_does_not_cost_more_than_half_of_the_target():
    found = series.of(dataset(y=range(30), half=[nan] * 15 + [1] * 15, late=[nan] * 16 + [1] * 14), "y")
    assert list(found.frame.columns) == ["y", "half"]
    assert len(found) == 15
    assert found.notes[0] == "Left out “late”, which begins at 2020-01-17 only, after more than half of “y”."


def test_too_little_and_no_numbers_are_refused():
    with pytest.raises(TooLittleData, match="only 9 usable rows; at least 10"):
        series.of(dataset(y=range(9)), "y")
    with pytest.raises(NoNumbers, match="“y”"):
        series.of(dataset(y=[np.inf] * 10), "y")
    with pytest.raises(NoNumbers, match="“x”"):
        series.of(dataset(y=range(10)), "x")
    with pytest.raises(NoNumbers, match="in the chosen range"):
        series.of(dataset(y=[nan] * 10 + [1] * 10), "y", {}, Preparation(end="2020-01-10"))


def test_roles_and_target_are_found_by_name():
    found = dataset(Open=[1.0], High=[2.0], Low=[0.5], Close=[1.5], Volume=[9.0])
    assert found.roles == {"open": "Open", "high": "High", "low": "Low", "close": "Close", "volume": "Volume"}
    assert found.target == "Close"
    assert dataset(a=[1.0], b=[2.0]).target == "a"
    assert dataset(a=[1.0], b=[2.0]).roles == {}


def test_ignored_columns_are_gone_and_cost_no_rows():
    found = series.of(dataset(y=range(20), x=[nan] * 8 + [1] * 12), "y", {"x": "ignore"})
    assert (list(found.frame.columns), len(found)) == (["y"], 20)


def test_rows_behind_the_target_hold_what_is_known_ahead():
    known = dataset(y=[*range(12), nan, nan, nan], plan=range(15), other=[*range(13), nan, nan])
    found = series.of(known, "y", {"plan": "known_ahead"})
    assert (len(found), found.made_up, found.known_ahead) == (12, None, ("plan",))
    assert found.ahead["plan"].tolist() == [12, 13, 14]
    assert found.ahead.index[0] == found.frequency.after(found.frame.index[-1], 1)[0]
    assert "Behind the last measured “y”, 3 rows of what is known ahead." in found.notes


def test_what_is_known_ahead_ends_at_its_own_first_gap():
    known = dataset(y=[*range(12), nan, nan, nan, nan], plan=[*range(13), nan, 1, 1])
    assert len(series.of(known, "y", {"plan": "known_ahead"}).ahead) == 1
    assert len(series.of(without(known, 13), "y", {"plan": "known_ahead"}).ahead) == 1
    # nothing known right behind the target: those rows are gaps as without the role
    found = series.of(without(known, 12), "y", {"plan": "known_ahead"}, Preparation(gaps="fill"))
    assert (found.ahead, len(found)) == (None, 16)


@pytest.mark.parametrize("learn_as", ["log", "log_return"])
def test_a_logarithm_needs_a_positive_target(learn_as):
    asked = Preparation(learn_as=learn_as)
    with pytest.raises(BadSetting, match=r"“y” is -1 at 2020-01-03 and in 1 more row, .*the difference"):
        series.of(dataset(y=[3, 2, -1, 0, *range(1, 9)]), "y", {}, asked)
    assert series.of(dataset(y=range(1, 12)), "y", {}, asked).learn_as == learn_as
    assert series.of(dataset(y=range(-5, 6)), "y", {}, Preparation(learn_as="difference")).learn_as == "difference"


def test_what_is_asked_of_the_gaps_is_asked_after_range_and_steps():
    hours = without(dataset(freq="h", y=range(24 * 30)), *range(24 * 10, 24 * 12))
    asked = Preparation(start="2020-01-05", every="day")
    chosen = series.before_gaps(hours, "y", {}, asked)
    assert gaps.found(chosen, "y").values == 2
    found = series.of(hours, "y", {}, asked)
    assert found.made_up.nonzero()[0].tolist() == [6, 7]
    assert found.notes[: len(chosen.notes)] == chosen.notes


columns = st.lists(st.sampled_from([nan, *range(9)]), min_size=60, max_size=60)
choices = st.sampled_from(["fill", "drop", "interpolate"])


@settings(max_examples=150, deadline=None)
@given(y=columns, x=columns, gone=st.sets(st.integers(1, 59), max_size=12), length=st.integers(30, 60), how=choices)
def test_a_prefix_is_prepared_like_the_whole_but_for_rows_that_peek(y, x, gone, length, how):
    whole = dataset("2020-05-05", "h", y=[1, *y[1:]], x=[1, *x[1:]])
    whole = without(whole, *gone)
    prefix = Dataset(whole.frame.iloc[:length], "d", "test")
    assume(prefix.frame["y"].notna().sum() >= 20)
    assume(not any(gaps.found(part, "y").by_position for part in (prefix, whole)))
    asked = Preparation(gaps=how)
    first, all_of_it = (series.of(part, "y", {}, asked) for part in (prefix, whole))
    beginning = all_of_it.frame.iloc[: len(first)]
    assert beginning.index.equals(first.frame.index)
    same = (beginning == first.frame).all(axis=1).to_numpy()
    peeking = np.zeros(len(all_of_it), bool) if all_of_it.peeking is None else all_of_it.peeking
    assert (same | peeking[: len(first)]).all()
    assert how == "interpolate" or not peeking.any()
    assert np.array_equal(first.measured, all_of_it.measured[: len(first)], equal_nan=True)


@settings(max_examples=50, deadline=None)
@given(y=st.lists(st.integers(-9, 9), min_size=200, max_size=200), length=st.integers(60, 200))
def test_joined_rows_hold_only_rows_of_their_own(y, length):
    asked = Preparation(every="hour", by="sum")
    first, whole = (series.of(dataset(freq="5min", y=part), "y", {}, asked) for part in (y[: max(length, 144)], y))
    assert whole.frame.iloc[: len(first)].equals(first.frame)


@pytest.mark.skipif(not BEIJING.exists(), reason="needs the shared series")
@pytest.mark.parametrize(
    "how, rows, made_up, peeking",
    [
        (None, 43_800, 2_043, 0),
        ("fill", 43_800, 2_043, 0),
        ("interpolate", 43_800, 2_043, 2_043),
        ("drop", 41_757, 0, 0),
        ("longest", 1_330, 0, 0),
    ],
)
def test_a_real_series_with_each_choice(how, rows, made_up, peeking):
    found = reading.read(BEIJING.read_bytes(), BEIJING.name)
    made = series.of(found, "pm2.5", {}, Preparation(gaps=how))
    assert len(made) == rows
    assert (0 if made.made_up is None else made.made_up.sum()) == made_up
    assert (0 if made.peeking is None else made.peeking.sum()) == peeking
    assert made.frame.notna().all(axis=None)
    assert made.notes[0] == "Left out 24 rows before the first known value of every column."
    measured = made.measured[~np.isnan(made.measured)]
    true = found.frame["pm2.5"].reindex(made.frame.index).dropna()
    assert measured.tolist() == true.tolist()
