"""Each mistake is made for real, and without any the lesson is honest."""

import numpy as np
import pandas as pd
import pytest

from lstm_core.errors import TooLittleData
from lstm_core.evaluation import pitfalls
from lstm_core.windows import splits

VALUES = pitfalls.growth(3)
PARTS = splits.cut(len(VALUES), pitfalls.SPLIT)


def test_the_honest_lesson_splits_by_time_and_fits_nothing_to_later_rows():
    honest = pitfalls.lesson(VALUES)
    assert honest.taught.max() + 1 == PARTS.train.stop - 1
    assert honest.asked.min() + 1 == PARTS.test.start
    noise = VALUES.copy()
    noise[PARTS.train.stop :] = np.random.default_rng(0).normal(size=len(VALUES) - PARTS.train.stop)
    other = pitfalls.lesson(noise)
    assert (other.low, other.spread) == (honest.low, honest.spread)
    np.testing.assert_array_equal(other.windows(other.taught), honest.windows(honest.taught))


def test_the_mistaken_scaler_knows_how_far_the_series_goes():
    wrong, honest = pitfalls.lesson(VALUES, ["scaled_on_all"]), pitfalls.lesson(VALUES)
    assert wrong.rows[:, 0].max() == 1.0
    assert honest.rows[:, 0].max() > 1.3
    np.testing.assert_allclose(wrong.in_units(wrong.rows[:, 0]), VALUES, rtol=1e-5)


def test_the_shuffled_split_keeps_the_sizes_and_mixes_the_times():
    wrong, honest = pitfalls.lesson(VALUES, ["shuffled"], seed=1), pitfalls.lesson(VALUES)
    assert (len(wrong.taught), len(wrong.asked)) == (len(honest.taught), len(honest.asked))
    assert not set(wrong.taught) & set(wrong.asked)
    assert np.isin(wrong.asked + 1, wrong.taught).mean() > 0.3


def test_who_trains_on_the_test_part_is_taught_all_that_is_asked():
    assert set(pitfalls.lesson(VALUES, ["trained_on_test"]).taught) >= set(pitfalls.lesson(VALUES).asked)
    both = pitfalls.lesson(VALUES, ["trained_on_test", "shuffled"])
    assert set(both.taught) >= set(both.asked)


def test_only_the_peeking_mean_changes_when_the_next_rows_do():
    later = VALUES.copy()
    later[451:] += 50  # behind the training part: no scaler moves
    for mistakes, moves in (([], False), (["peeking"], True)):
        before, after = (pitfalls.lesson(values, mistakes).rows[450, 1] for values in (VALUES, later))
        assert bool(before != after) is moves


def test_a_network_that_learns_changes_sees_windows_relative_to_their_end():
    lesson = pitfalls.lesson(VALUES, learns="change")
    windows = lesson.windows(lesson.taught[:3])
    np.testing.assert_array_equal(lesson.anchor(windows), windows[:, -1, :1])
    level = pitfalls.lesson(VALUES)
    assert not level.anchor(level.windows(level.taught[:3])).any()


def test_too_short_a_series_is_refused_with_the_rows_that_it_takes():
    with pytest.raises(TooLittleData, match="249 rows; this takes 250"):
        pitfalls.lesson(VALUES[:249])


def test_what_is_told_of_a_forecast_and_of_the_last_value():
    told = pitfalls.told(np.array([10.0, 20.0]), np.array([9.0, 20.0]), np.array([8.0, 16.0]))
    assert told["lstm"] == pytest.approx({"r2": 0.98, "skill": 1 - 0.5 / 3, "accuracy": 95.0})
    assert told["naive"] == pytest.approx({"r2": 0.6, "skill": 0.0, "accuracy": 80.0})
    flat = pitfalls.told(np.ones(3), np.ones(3), np.ones(3))["lstm"]
    assert np.isnan(flat["r2"])
    assert np.isnan(flat["skill"])


def test_the_last_value_itself_is_judged_to_be_no_skill():
    values = pitfalls.walk(1)
    origins = {name: pitfalls.origins(getattr(PARTS, name), 5) for name in ("validation", "test")}
    paths = {name: (starts, np.repeat(values[starts][:, None], 5, axis=1)) for name, starts in origins.items()}
    verdict, table = pitfalls.judged(values, pd.RangeIndex(len(values)), paths)
    assert verdict.outcome == "not_distinguishable"
    assert set(table.model) == {"lstm", "naive", "drift", "seasonal_naive", "moving_average"}
