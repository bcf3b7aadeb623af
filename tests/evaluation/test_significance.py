import math

import numpy as np
import pandas as pd
import pytest

from lstm_core.evaluation import significance

# One-step errors on rows 81 to 100 of R's WWWusage, from ets and auto.arima fitted on rows 1 to 80: the example of
# forecast::dm.test. R's p-values for squared and absolute errors stand in the tests of JuliaStats/HypothesisTests.jl.
ETS = """
0.002241270 -0.000661906 -1.200002613 -4.000218178 3.799373533 3.401005111 -1.199692125 -0.800490048 -1.200048999
3.399847229 7.000708948 2.200989241 -4.800165569 -1.201043375 3.400167556 3.000709085 0.400267950 -6.800169207
-2.401259050 1.200112198
"""
ARIMA = """
0.1209998 8.0622269 -0.9189429 -1.7952436 5.3431277 2.0459823 -0.6073261 0.5516816 -0.7633238 4.1229472 5.8785333
1.2828331 -3.4854233 1.1971370 3.1709314 2.3408457 0.4962286 -5.9841362 0.1537114 0.4207951
"""


@pytest.mark.parametrize(("power", "overlap", "p_value"), [(2, 0, 0.8871), (1, 0, 0.7818)])
def test_diebold_mariano_equals_a_published_example(power, overlap, p_value):
    first, second = (np.abs(np.array(text.split(), dtype=float)) ** power for text in (ETS, ARIMA))
    assert significance.diebold_mariano(first, second, overlap) == pytest.approx(p_value, abs=5e-5)


def test_diebold_mariano_equals_an_independent_implementation():
    from statsmodels.tsa.stattools import diebold_mariano_test

    truth, first, second = np.random.default_rng(0).normal(size=(3, 80))
    expected = diebold_mariano_test(truth, first, second, criterion="mae", lags=0, harvey_adj=True, horizon=1)
    ours = significance.diebold_mariano(np.abs(truth - first), np.abs(truth - second), overlap=0)
    assert ours == pytest.approx(expected.pvalue)


def test_autocovariances_that_are_negative_by_chance_do_not_make_luck_a_skill():
    swinging = np.tile([1.0, -0.8], 20)  # the plain sum of two autocovariances is all but zero
    assert significance.diebold_mariano(swinging, np.zeros(40), overlap=1) > 0.4


def test_luck_is_called_skill_no_more_often_than_claimed_where_targets_overlap():
    random = np.random.default_rng(0)
    p_values = []
    for _ in range(400):
        steps = random.normal(size=(2, 60, 5))  # two forecasts of five steps from 60 origins, equally wrong
        p_values.append(significance.diebold_mariano(*np.abs(steps).mean(axis=2), overlap=4))
    assert np.mean(np.array(p_values) < 0.05) < 0.06


def test_separate_forecasts_are_the_origins_shared_by_those_that_overlap():
    origins = np.repeat(np.arange(10, 22), 3)
    rows = pd.DataFrame({"origin": origins, "time": origins + np.tile([1, 2, 3], 12)})
    assert significance.overlapping(rows) == 2
    assert significance.separate(rows) == 4.0
    assert significance.separate(rows[rows.origin % 3 == 0]) == 4.0
    assert significance.separate(rows[rows.origin == 10]) == 1.0


def test_too_few_origins_for_their_overlap_are_not_defined():
    losses = np.random.default_rng(1).normal(size=(2, 20))
    assert math.isfinite(significance.diebold_mariano(*losses, overlap=9))
    assert math.isnan(significance.diebold_mariano(*losses, overlap=10))
