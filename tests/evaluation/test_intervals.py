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


def test_errors_that_were_not_measured_do_not_count():
    assert intervals.radius(np.append(np.arange(1.0, 21.0), [np.nan] * 50), 0.9) == 19.0
    assert math.isnan(intervals.radius(np.append(np.ones(19), np.nan), 0.9))
