import math

import numpy as np
import pytest
from sklearn import metrics as reference

from lstm_core.evaluation import metrics

ACTUAL, FORECAST, LAST = np.array([10.0, 20.0, 40.0]), np.array([12.0, 18.0, 40.0]), np.array([11.0, 19.0, 30.0])


def test_worked_example_by_hand():
    assert metrics.mae(ACTUAL, FORECAST) == pytest.approx(4 / 3)
    assert metrics.rmse(ACTUAL, FORECAST) == pytest.approx(math.sqrt(8 / 3))
    assert metrics.mape(ACTUAL, FORECAST) == pytest.approx(10.0)
    assert metrics.smape(ACTUAL, FORECAST) == pytest.approx(200 * (2 / 22 + 2 / 38) / 3)
    assert metrics.mase(ACTUAL, FORECAST, scale=2.0) == pytest.approx(2 / 3)
    assert metrics.bias(ACTUAL, FORECAST) == 0.0
    # truth went down, up, up; the forecast said up, down, up
    assert metrics.direction(ACTUAL, FORECAST, LAST) == pytest.approx(100 / 3)
    assert metrics.coverage(ACTUAL, np.array([9, 21, 30.0]), np.array([11, 25, 50.0])) == pytest.approx(200 / 3)
    assert metrics.interval_width(np.array([1.0, 2.0]), np.array([3.0, 6.0])) == 3.0


def test_equal_to_an_independent_implementation():
    random = np.random.default_rng(0)
    truth, said = random.normal(size=50), random.normal(size=50)
    assert metrics.mae(truth, said) == pytest.approx(reference.mean_absolute_error(truth, said))
    assert metrics.rmse(truth, said) == pytest.approx(reference.root_mean_squared_error(truth, said))
    assert metrics.r2(truth, said) == pytest.approx(reference.r2_score(truth, said))
    assert metrics.mape(truth, said) == pytest.approx(100 * reference.mean_absolute_percentage_error(truth, said))


def test_what_is_not_defined_is_nan_and_never_the_best_value():
    zeros, ones, none = np.zeros(3), np.ones(3), np.full(3, np.nan)
    assert math.isnan(metrics.mape(zeros, ones))
    assert math.isnan(metrics.smape(zeros, zeros))
    assert math.isnan(metrics.mase(ones, zeros, scale=0.0))
    assert math.isnan(metrics.mase(ones, zeros, scale=math.nan))
    assert math.isnan(metrics.r2(ones, zeros))
    assert math.isnan(metrics.direction(ones, zeros, zeros))  # a forecast that never moves claims no direction
    assert math.isnan(metrics.coverage(ones, none, none))
    assert math.isnan(metrics.interval_width(none, none))
    for metric in (metrics.mae, metrics.rmse, metrics.mape, metrics.smape, metrics.r2, metrics.bias):
        assert math.isnan(metric(np.array([]), np.array([])))


def test_the_denominator_of_mase_is_the_seasonal_naive_error_in_sample():
    assert metrics.seasonal_scale(np.array([1.0, 5.0, 2.0, 8.0]), 2) == 2.0
    assert math.isnan(metrics.seasonal_scale(np.array([1.0, 2.0]), 2))


def test_rows_that_were_not_measured_are_passed_over():
    gap = np.array([np.nan])
    actual, forecast, last = (
        np.concatenate([rows, rest]) for rows, rest in ((ACTUAL, gap), (FORECAST, [9]), (LAST, [9]))
    )
    for metric in (metrics.mae, metrics.rmse, metrics.mape, metrics.smape, metrics.r2, metrics.bias):
        assert metric(actual, forecast) == metric(ACTUAL, FORECAST)
        assert math.isnan(metric(gap, np.ones(1)))
    assert metrics.mase(actual, forecast, 2.0) == metrics.mase(ACTUAL, FORECAST, 2.0)
    assert metrics.direction(actual, forecast, last) == metrics.direction(ACTUAL, FORECAST, LAST)
    assert metrics.coverage(actual, actual * 0, actual * 0 + 30) == pytest.approx(200 / 3)
    assert metrics.coverage(np.append(ACTUAL, np.nan), np.zeros(4), np.full(4, 30.0)) == pytest.approx(200 / 3)
    assert metrics.seasonal_scale(np.array([1.0, 2.0, np.nan, 4.0, 7.0]), 1) == 2.0
