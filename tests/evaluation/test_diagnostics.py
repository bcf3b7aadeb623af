import math

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.tsa.stattools import acf

from lstm_core.evaluation import backtest, diagnostics

RANDOM = np.random.default_rng(0)
NOISE = RANDOM.normal(size=400)


def table(errors: np.ndarray, freq: str = "h") -> pd.DataFrame:
    """A backtest whose `LSTM` errs so, one step ahead and (the same) many, with 60 validation rows before."""
    before, count = 60, len(errors)
    times = pd.date_range("2024-01-01", periods=before + count + 1, freq=freq)
    values = np.cumsum(np.random.default_rng(1).normal(size=len(times)))
    tables = []
    for part, first, end in (("validation", 0, before), ("test", before, before + count)):
        at = np.arange(first, end)
        off = errors if part == "test" else np.zeros(before)
        paths = {"lstm": (values[at + 1] - off)[:, None], "naive": values[at][:, None]}
        tables += [backtest.table(part, mode, times, values, at, paths) for mode in ("one_step", "multi_step")]
    return backtest.joined(tables, scale=1.0)


def test_autocorrelation_and_ljung_box_equal_an_independent_implementation():
    for values in (NOISE, np.cumsum(NOISE)):
        assert diagnostics.autocorrelation(values, 10) == pytest.approx(acf(values, nlags=10, fft=False))
        expected = acorr_ljungbox(values, lags=[10], model_df=0)["lb_pvalue"].iloc[0]
        assert diagnostics.ljung_box(values, 10) == pytest.approx(expected)


def test_errors_without_a_pattern_are_said_to_have_none():
    told = diagnostics.of(table(NOISE))
    assert told.errors == pytest.approx(NOISE)
    assert told.counts.sum() == 400
    assert told.edges[0] == pytest.approx(NOISE.min())
    assert told.bound == pytest.approx(1.96 / 20)
    assert "around zero" in told.shape
    assert "No memory" in told.memory
    assert told.course == "The errors stay alike along the test part."


def test_each_fault_is_named():
    low = diagnostics.of(table(NOISE + 0.5))
    assert low.mean == pytest.approx(NOISE.mean() + 0.5)
    assert "too low by" in low.shape
    remembered = np.convolve(NOISE, [1, 0.8])[:400]
    assert "could be learnt" in diagnostics.of(table(remembered)).memory
    drifting = diagnostics.of(table(NOISE + np.linspace(-1, 1, 400)))
    assert drifting.change == pytest.approx(2, abs=0.5)
    assert "drift" in drifting.course and "too low" in drifting.course
    assert "errors grow" in diagnostics.of(table(NOISE * np.linspace(0.5, 3, 400))).course
    assert "errors shrink" in diagnostics.of(table(NOISE * np.linspace(3, 0.5, 400))).course


def test_pure_noise_is_called_a_fault_about_as_often_as_it_claims():
    random = np.random.default_rng(2)
    noises = [random.normal(size=100) for _ in range(300)]
    assert np.mean([diagnostics.line(noise)[1] < 0.05 for noise in noises]) < 0.1
    assert np.mean([diagnostics.by_chance(noise) < 0.05 for noise in noises]) < 0.1


def test_too_few_or_equal_errors_are_not_defined():
    few = diagnostics.of(table(NOISE[:19]))
    assert math.isnan(few.ljung_box) and math.isnan(few.mean_p) and not few.counts.size
    assert few.shape == "There are 19 errors; 20 are needed to say more."
    assert math.isnan(diagnostics.of(table(np.zeros(50))).growth)
    assert len(diagnostics.of(table(NOISE), model="arima").errors) == 0


def test_rows_that_were_not_measured_are_passed_over():
    rows = table(NOISE)
    rows.loc[rows.time == rows.time.max(), "actual"] = math.nan
    assert len(diagnostics.of(rows).errors) == 399
    assert diagnostics.where(rows, "weekday")["count"].sum() == 399


def test_errors_by_hour_weekday_and_month_by_hand():
    errors = np.where(np.arange(400) % 24 == 3, 5.0, 1.0)
    rows = table(errors)  # the first test time is row 61: 13 o'clock; so the large errors fall on 16
    hours = diagnostics.where(rows, "hour")
    assert hours.index.tolist() == list(range(24))
    assert hours.lstm.loc[[15, 16, 17]].tolist() == pytest.approx([1.0, 5.0, 1.0])
    assert hours["count"].sum() == 400
    assert hours.columns.tolist() == ["count", "lstm", "naive"]
    assert diagnostics.where(rows, "weekday").index[0] == "Monday"
    assert diagnostics.where(rows, "month").index.tolist() == [1]


def test_a_group_of_fewer_than_five_is_not_defined():
    days = diagnostics.where(table(np.ones(30), "D"), "weekday")
    assert days["count"].tolist() == [4, 4, 4, 4, 4, 5, 5]  # 60 days before, from a Monday: it begins on a Saturday
    assert days.lstm.isna().tolist() == [True] * 5 + [False] * 2


def test_volatility_is_that_before_the_origin():
    rows = table(np.ones(90))
    thirds = diagnostics.where(rows, "volatility")
    assert thirds.index.tolist() == ["quiet", "usual", "restless"]
    assert thirds["count"].tolist() == [30, 30, 30]
    groups = diagnostics.terciles(rows, rows[(rows.part == "test") & (rows["mode"] == "multi_step")])
    later = rows.copy()
    later.loc[later.origin == later.origin.max(), "last"] = 1e6
    changed = diagnostics.terciles(later, later[(later.part == "test") & (later["mode"] == "multi_step")])
    origins = rows.origin[groups.index]
    same = (groups == changed)[origins < rows.origin.max()]
    assert same.sum() >= len(same) - 2 * 2  # one more restless origin moves one origin over each border, no more


def test_only_the_ways_that_the_times_allow_are_offered():
    assert diagnostics.ways(table(NOISE)) == ("hour", "weekday", "volatility")
    assert diagnostics.ways(table(NOISE, "D")) == ("weekday", "month", "volatility")
    assert diagnostics.ways(table(NOISE, "MS")) == ("month", "volatility")
    rows = table(NOISE)
    assert diagnostics.ways(rows.assign(time=range(len(rows)))) == ("volatility",)
