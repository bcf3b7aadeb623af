import math

import numpy as np
import pandas as pd
import pytest

from lstm_core.evaluation import intervals


def rows(part: str, errors: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {"part": part, "model": "lstm", "mode": "multi_step", "step": 1, "actual": errors, "forecast": 0.0}
    )


def test_the_radius_is_the_finite_sample_quantile():
    # ceil(21 * 0.9) = 19th of 20; ceil(101 * 0.9) = 91st of 100
    assert intervals.radius(np.arange(1.0, 21.0), 0.9) == 19.0
    assert intervals.radius(np.arange(1.0, 101.0), 0.9) == 91.0


def test_too_few_errors_give_no_band():
    assert math.isnan(intervals.radius(np.ones(19), 0.9))
    assert math.isnan(intervals.radius(np.ones(30), 0.99))


def test_bands_are_fitted_on_validation_and_drawn_on_test_only():
    told = intervals.with_bands(pd.concat([rows("validation", np.arange(20.0)), rows("test", np.full(3, 1e6))]))
    assert told[told.part == "validation"].lower.isna().all()
    assert told[told.part == "test"].upper.unique().tolist() == [18.0]


def test_measured_coverage_is_the_nominal_one_where_errors_stay_alike():
    random = np.random.default_rng(5)
    covered = []
    for _ in range(200):
        told = intervals.with_bands(
            pd.concat([rows("validation", random.normal(size=60)), rows("test", random.normal(size=60))])
        )
        test = told[told.part == "test"]
        covered.append(((test.actual >= test.lower) & (test.actual <= test.upper)).mean())
    assert np.mean(covered) == pytest.approx(0.9, abs=0.02)


def in_time(validation: np.ndarray, test: np.ndarray, step: int = 1) -> pd.DataFrame:
    """A backtest with these errors at following origins, all `step` rows ahead."""
    origin = np.arange(len(validation) + len(test))
    return pd.DataFrame(
        {
            "part": np.repeat(["validation", "test"], [len(validation), len(test)]),
            "model": "lstm",
            "mode": "multi_step",
            "origin": origin,
            "step": step,
            "time": origin + step,
            "actual": np.concatenate([validation, test]),
            "forecast": 0.0,
        }
    )


def test_other_levels_are_other_ranks():
    validation = np.arange(1.0, 101.0)
    for level, width in ((0.8, 81.0), (0.9, 91.0), (0.95, 96.0)):
        told = intervals.with_bands(in_time(validation, np.zeros(1)), level).iloc[-1]
        assert (told.upper, told.level) == (width, level)


def test_the_adaptive_band_moves_out_after_a_miss_and_in_after_a_hit():
    told = intervals.adaptive(in_time(np.arange(1.0, 101.0), np.array([0.0, 0.0, 500.0, 0.0])))
    half = told.upper[told.part == "test"].tolist()
    # 91st of 1..100; a hit lets 2% x 0.1 more be missed, and 0 enters for 1; the miss of 500 counts once it is known
    assert half[0] == 91.0
    assert half[1] == half[2] == 91.0
    assert half[3] > half[2]


def test_an_error_counts_only_once_its_truth_is_known():
    random = np.random.default_rng(0)
    for step in (1, 4):
        rows = in_time(random.normal(size=50), random.normal(size=50), step)
        expected = intervals.adaptive(rows).upper
        changed = rows.copy()
        changed.loc[80, "actual"] = 1e6
        first = np.flatnonzero(intervals.adaptive(changed).upper.ne(expected) & expected.notna())[0]
        assert first == 80 + step


def test_the_adaptive_band_follows_errors_that_grow_and_the_fixed_one_does_not():
    random = np.random.default_rng(1)
    rows = in_time(random.normal(size=200), 2 * random.normal(size=1000), step=3)
    fixed, following = intervals.measured(intervals.with_bands(rows)), intervals.measured(intervals.adaptive(rows))
    assert fixed.percent < 70
    assert following.percent == pytest.approx(90, abs=2)
    assert following.low < 90 < following.high


def test_an_error_that_was_not_measured_neither_widens_nor_narrows():
    rows = in_time(np.arange(1.0, 101.0), np.array([math.nan, math.nan, 0.0]))
    assert intervals.adaptive(rows).upper[100:].tolist() == [91.0, 91.0, 91.0]


def test_measured_coverage_counts_what_was_measured_and_allows_for_overlap():
    validation, test = np.arange(1.0, 41.0), np.array([0.0] * 6 + [100.0] * 2 + [math.nan] * 2)
    told = intervals.measured(intervals.with_bands(in_time(validation, test)))
    assert (told.hits, told.count, told.percent) == (6, 8, 75.0)
    apart = intervals.measured(intervals.with_bands(in_time(validation, test, step=4)))
    assert apart.percent == 75.0 and apart.low < told.low and apart.high > told.high


def test_no_band_says_why():
    few = in_time(np.ones(19), np.ones(5))
    assert "needs 20 or more" in intervals.why_none(few) and "there are 19" in intervals.why_none(few)
    assert intervals.adaptive(few).lower.isna().all()
    assert math.isnan(intervals.measured(intervals.with_bands(few)).percent)
    assert intervals.why_none(in_time(np.ones(20), np.ones(5))) is None
    assert "needs 99 or more" in intervals.why_none(in_time(np.ones(98), np.ones(5)), 0.99)
    assert "there are 0" in intervals.why_none(in_time(np.ones(0), np.ones(5)))


@pytest.mark.parametrize("level", [0.8, 0.9, 0.95, 0.99])
def test_a_band_is_there_exactly_where_no_reason_is_given(level):
    for count in (19, 20, 98, 99):
        rows = in_time(np.ones(count), np.ones(3))
        there = intervals.with_bands(rows, level).lower.notna().any()
        assert there == (intervals.why_none(rows, level) is None)


def test_errors_that_were_not_measured_do_not_count():
    assert intervals.radius(np.append(np.arange(1.0, 21.0), [np.nan] * 50), 0.9) == 19.0
    assert math.isnan(intervals.radius(np.append(np.ones(19), np.nan), 0.9))
