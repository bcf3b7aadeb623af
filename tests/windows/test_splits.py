import numpy as np
import pandas as pd
import pytest

from lstm_core.errors import BadSetting, TooLittleData
from lstm_core.specs import Split, Window
from lstm_core.windows import splits

SPLIT = Split(validation_size=0.2, test_size=0.1)


def test_no_target_of_one_part_is_a_target_of_another():
    parts, window = splits.cut(100, SPLIT), Window(look_back=5, horizon=3)
    targets = [
        {int(origin) + step for origin in splits.origins(part, window) for step in (1, 2, 3)}
        for part in (parts.train, parts.validation, parts.test)
    ]
    assert targets == [set(range(5, 70)), set(range(70, 90)), set(range(90, 100))]


def test_inputs_may_reach_back_over_the_border():
    assert splits.origins(range(90, 100), Window(look_back=60, horizon=10)).tolist() == [89]


def test_windows_left_counts_the_training_windows():
    # 70 training rows, 5 in and 3 out: origins 4 .. 66
    assert splits.windows_left(100, SPLIT, Window(look_back=5, horizon=3)) == 63


def test_a_recursive_network_answers_one_step_whatever_the_horizon():
    assert splits.windows_left(100, SPLIT, Window(look_back=5, horizon=3, strategy="recursive")) == 65


def test_too_long_a_sequence_is_refused_with_the_largest_that_works():
    with pytest.raises(TooLittleData, match=r"sequence length \(90\).*choose 58 or fewer"):
        splits.check(100, SPLIT, Window(look_back=90, horizon=3))
    assert splits.check(100, SPLIT, Window(look_back=58, horizon=3)) == splits.cut(100, SPLIT)


def test_too_long_a_horizon_is_refused_with_the_largest_that_works():
    with pytest.raises(TooLittleData, match=r"horizon \(11\).*choose 10 or fewer"):
        splits.check(100, SPLIT, Window(look_back=5, horizon=11))


@pytest.mark.parametrize("rows", [1, 2, 3, 10, 12])
def test_a_handful_of_rows_is_refused_in_words(rows):
    with pytest.raises(TooLittleData, match="bring a longer series"):
        splits.check(rows, Split(), Window(look_back=2, horizon=1))


def test_parts_cover_all_rows_in_order():
    for rows in (40, 101, 6035):
        parts = splits.cut(rows, Split())
        assert np.array_equal(np.concatenate([parts.train, parts.validation, parts.test]), np.arange(rows))


DAYS = pd.date_range("2026-01-01", periods=100, freq="D")


@pytest.mark.parametrize(
    ("rows", "split", "borders"),
    [
        (100, Split(validation_size=20, test_size=10), (70, 90)),
        (DAYS, Split(validation_size=0.2, test_from="2026-04-01"), (70, 90)),
        (DAYS, Split(validation_from="2026-03-12T12:00", test_from="2026-04-01"), (71, 90)),
        (DAYS, Split(validation_from="2026-03-12", test_size=0.05), (70, 95)),
        (100, Split(validation_from="71", test_from="90"), (71, 90)),
        (pd.RangeIndex(50, 150), Split(validation_size=0.2, test_from="140"), (70, 90)),
    ],
)
def test_parts_by_count_time_and_row(rows, split, borders):
    parts = splits.cut(rows, split)
    assert (parts.train.stop, parts.validation.stop, parts.test.stop) == (*borders, 100)


@pytest.mark.parametrize(
    ("rows", "split", "sentence"),
    [
        (
            DAYS,
            {"test_from": "2031-01-01"},
            r"test part \(from 2031-01-01\) must begin behind the first row \(2026-01-01",
        ),
        (DAYS, {"test_from": "9999-01-01"}, "not behind the last"),
        (DAYS, {"test_from": "2026-01-01"}, "must begin behind the first row"),
        (DAYS, {"test_from": "40"}, "must begin at a time such as 2024-03-01; 40 is a row number"),
        (100, {"test_from": "2026-02-01"}, "must begin at a row number; 2026-02-01 is a time"),
        (
            DAYS,
            {"validation_from": "2026-04-05", "test_from": "2026-04-01"},
            r"from 2026-04-05\) must begin before the test",
        ),
        (100, {"test_size": 100}, r"test part \(100 rows\) must leave rows before it, where there are 100"),
        (
            DAYS,
            {"test_from": "2026-01-10"},
            r"validation part \(15 rows\) must leave rows before it, where there are 9",
        ),
    ],
)
def test_a_border_that_does_not_fit_is_refused_in_words(rows, split, sentence):
    with pytest.raises(BadSetting, match=sentence):
        splits.cut(rows, Split(**split))


def test_a_window_must_hold_what_is_known_at_all_steps_ahead():
    window = Window(look_back=4, horizon=5)
    with pytest.raises(BadSetting, match=r"sequence length \(4\) must be at least the horizon \(5\), so that HOUR_sin"):
        splits.check(100, SPLIT, window, ("HOUR_sin",))
    assert splits.check(100, SPLIT, window) == splits.cut(100, SPLIT)
    recursive = window.model_copy(update={"strategy": "recursive"})
    assert splits.check(100, SPLIT, recursive, ("HOUR_sin",)) == splits.cut(100, SPLIT)


def test_no_forecast_starts_at_a_row_that_leans_on_a_later_one():
    origins, peeking = np.arange(5, 30), np.isin(np.arange(40), [3, 7, 8])
    assert splits.open_to_forecasts(origins, peeking).tolist() == [5, 6, *range(9, 30)]
    assert splits.open_to_forecasts(origins, None) is origins
    with pytest.raises(TooLittleData, match=r"leaves 9 of 25 windows"):
        splits.open_to_forecasts(origins, np.arange(40) < 21)
    with pytest.raises(TooLittleData, match="leaves 0 of 0 windows"):
        splits.open_to_forecasts(np.arange(0), peeking)


def test_a_part_ends_before_rows_that_lean_on_the_next():
    parts, peeking = splits.cut(100, SPLIT), np.isin(np.arange(100), [5, *range(66, 72), *range(70, 90)])
    assert splits.closed(parts, peeking) == splits.Parts(range(66), range(70, 66), range(90, 100))
    assert splits.closed(parts, None) is parts
