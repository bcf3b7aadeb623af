import math

import numpy as np
import pandas as pd
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


def test_pinball_equals_an_independent_implementation():
    random = np.random.default_rng(1)
    truth, bound = random.normal(size=50), random.normal(size=50)
    for quantile in (0.05, 0.5, 0.9):
        assert metrics.pinball(truth, bound, quantile) == pytest.approx(
            reference.mean_pinball_loss(truth, bound, alpha=quantile)
        )
    assert metrics.pinball(truth, bound, 0.5) == pytest.approx(metrics.mae(truth, bound) / 2)
    missing = np.append(truth, math.nan)
    assert metrics.pinball(missing, np.append(bound, 1.0), 0.9) == metrics.pinball(truth, bound, 0.9)
    assert math.isnan(metrics.pinball(truth, np.full(50, math.nan), 0.9))


def test_losses_equal_those_of_utilsforecast():
    from utilsforecast import losses

    random = np.random.default_rng(2)
    train, truth = random.normal(10, 1, size=60), random.normal(10, 1, size=20)
    said = random.normal(10, 1, size=20)
    frame = pd.DataFrame({"unique_id": "one", "ds": range(20), "y": truth, "lstm": said, "low": said - 1})
    past = pd.DataFrame({"unique_id": "one", "ds": range(60), "y": train})
    scale = metrics.seasonal_scale(train, 7)
    for ours, theirs in (
        (metrics.mae(truth, said), losses.mae(frame, ["lstm"])),
        (metrics.rmse(truth, said), losses.rmse(frame, ["lstm"])),
        (metrics.mape(truth, said) / 100, losses.mape(frame, ["lstm"])),
        (metrics.smape(truth, said) / 200, losses.smape(frame, ["lstm"])),
        (metrics.bias(truth, said), losses.bias(frame, ["lstm"])),
        (metrics.mase(truth, said, scale), losses.mase(frame, ["lstm"], 7, past)),
        (metrics.pinball(truth, said, 0.9), losses.quantile_loss(frame, {"lstm": "lstm"}, q=0.9)),
    ):
        assert ours == pytest.approx(float(theirs["lstm"].iloc[0]))


# Quarterly Australian beer production, 1992 to mid-2010, megalitres (Australian Bureau of Statistics 8301.0.55.001).
BEER = """
443 410 420 532 433 421 410 512 449 381 423 531 426 408 416 520 409 398 398 507 432 398 406 526 428 397 403 517 435 383
424 521 421 402 414 500 451 380 416 492 428 408 406 506 435 380 421 490 435 390 412 454 416 403 408 482 438 386 405 491
427 383 394 473 420 390 410 488 415 398 419 488 414 374
"""


@pytest.mark.parametrize(
    ("method", "rmse", "mae", "mape", "mase"),
    [("mean", 38.45, 34.83, 8.28, 2.44), ("naive", 62.69, 57.40, 14.18, 4.01), ("seasonal", 14.31, 13.40, 3.17, 0.94)],
)
def test_a_published_worked_example(method, rmse, mae, mape, mase):
    """Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 2nd ed., 3.4; MASE: Hyndman & Koehler 2006."""
    train, truth = np.split(np.array(BEER.split(), dtype=float), [64])
    paths = {"mean": np.full(10, train.mean()), "naive": np.full(10, train[-1]), "seasonal": np.resize(train[-4:], 10)}
    said = paths[method]
    assert round(metrics.rmse(truth, said), 2) == rmse
    assert metrics.mae(truth, said) == pytest.approx(mae, abs=0.0051)
    assert round(metrics.mape(truth, said), 2) == mape
    assert round(metrics.mase(truth, said, metrics.seasonal_scale(train, 4)), 2) == mase


def test_direction_has_an_interval_and_the_base_rate_beside_it():
    truth, last = np.array([1.0, 2.0, 3.0, 0.0, math.nan]), np.ones(5)
    said = np.array([2.0, 3.0, 0.0, 0.0, 5.0])
    told = metrics.direction_share(truth, said, last, separate=5)  # the first truth did not move, the last is unknown
    assert (told.hits, told.count) == (2, 3)
    assert metrics.direction_base(truth, last) == pytest.approx(200 / 3)
    assert metrics.direction_base(1 - truth, np.zeros(5)) == pytest.approx(200 / 3)
    assert math.isnan(metrics.direction_base(last, last))
    assert math.isnan(metrics.direction_share(truth, last, last, separate=5).low)


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
