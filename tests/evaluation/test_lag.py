import math

import numpy as np
import pytest

from lstm_core.evaluation import lag

RANDOM = np.random.default_rng(0)
WALK = np.cumsum(RANDOM.normal(size=300))


def test_repeating_the_value_of_k_steps_before_is_found_with_its_k():
    for back in (1, 3):
        echo = np.concatenate([np.zeros(back), WALK[:-back]])
        told = lag.found(WALK, echo, most=5)
        assert told.steps == back
        assert told.errors[back] == pytest.approx(0, abs=1e-12)
        assert f"{back} step" in told.sentence


def test_an_echo_under_a_little_noise_is_still_one():
    echo = np.concatenate([[0.0], WALK[:-1]]) + RANDOM.normal(scale=0.2, size=300)
    assert lag.found(WALK, echo, most=5).steps == 1


def test_a_forecast_that_knows_the_truth_is_no_echo():
    told = lag.found(WALK, WALK + RANDOM.normal(scale=0.5, size=300), most=5)
    assert told.steps is None
    assert int(np.argmin(told.errors)) == 0
    assert "not just an echo" in told.sentence


def test_half_the_value_before_is_a_forecast_and_no_echo():
    values = RANDOM.normal(size=2000)
    for row in range(1, 2000):
        values[row] += 0.5 * values[row - 1]
    assert lag.found(values, np.concatenate([[0.0], 0.5 * values[:-1]]), most=5).steps is None


def test_a_season_repeated_is_no_echo_of_the_season_before_where_both_are_alike():
    wave = np.tile([0.0, 3.0, 1.0, 2.0], 50)
    assert lag.found(wave, wave, most=8).steps is None


def test_distances_by_hand_and_rows_not_measured_are_passed_over():
    actual = np.arange(40.0)
    told = lag.found(actual, actual - 2, most=3)
    assert told.errors.tolist() == [2.0, 1.0, 0.0, 1.0]
    assert told.steps == 2
    actual[10] = math.nan
    assert lag.found(actual, np.arange(40.0) - 2, most=3).errors.tolist() == [2.0, 1.0, 0.0, 1.0]


def test_constant_series_and_short_ones_are_not_defined():
    assert lag.found(np.ones(50), np.ones(50), most=3).steps is None
    assert np.isnan(lag.found(np.ones(50), np.ones(50), most=3).correlations).all()
    short = lag.found(WALK[:20], WALK[:20], most=3)
    assert short.steps is None and "Too few" in short.sentence
