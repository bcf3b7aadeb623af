import math

import numpy as np
import pandas as pd
import pytest

from lstm_core.evaluation import (
    backtest,
    baselines,
    diagnostics,
    intervals,
    metrics,
    scoring,
    significance,
    verdict,
)

MAE = ("test", "multi_step", None, "mae")


def table(noise: float, origins: int = 60, steps: int = 2) -> pd.DataFrame:
    """A backtest of a random walk in which the `LSTM` knows the truth but for some noise."""
    random = np.random.default_rng(3)
    values = np.cumsum(random.normal(size=2 * origins + steps + 60)) + 50
    times, tables = pd.RangeIndex(len(values)), []
    for part, first in (("validation", 30), ("test", 30 + origins)):
        at = np.arange(first, first + origins)
        paths = {name: baselines.forecast(name, values, at, steps, 4) for name in baselines.NAMES}
        truth = values[at[:, None] + np.arange(1, steps + 1)]
        paths["lstm"] = truth + noise * random.normal(size=truth.shape)
        tables += [backtest.table(part, mode, times, values, at, paths) for mode in ("multi_step", "one_step")]
    return backtest.joined(tables, scale=2.0)


@pytest.mark.parametrize(("noise", "outcome"), [(0.05, "better"), (50.0, "worse")])
def test_a_clear_difference_is_called(noise, outcome):
    judged = verdict.judge(table(noise))
    assert judged.outcome == outcome
    assert judged.p_value < 0.01
    assert (judged.skill > 0) == (outcome == "better")


def test_the_naive_forecast_itself_is_not_called_better_or_worse():
    rows = table(0.05)
    naive = rows[rows.model == "naive"].forecast.to_numpy()
    rows.loc[rows.model == "lstm", "forecast"] = naive + np.random.default_rng(1).normal(size=len(naive)) * 1e-3
    assert verdict.judge(rows).outcome == "not_distinguishable"


def test_a_network_that_became_a_simple_method_forecasts_the_same_but_for_rounding():
    rows = table(0.05)
    best = verdict.judge(rows).baseline
    rows.loc[rows.model == "lstm", "forecast"] = rows[rows.model == best].forecast.to_numpy() + 1e-6
    judged = verdict.judge(rows)
    assert (judged.skill, judged.outcome) == (0.0, "not_distinguishable")
    assert "the two forecast the same" in judged.sentence


@pytest.mark.parametrize(("times", "outcome"), [(1.002, "not_distinguishable"), (1.01, "worse"), (0.99, "better")])
def test_what_is_sure_but_too_small_to_matter_is_neither_better_nor_worse(times, outcome):
    rows = table(0.05)
    rows = rows[rows.model.isin(["lstm", "naive"])]
    naive = rows[rows.model == "naive"]
    rows.loc[rows.model == "lstm", "forecast"] = (naive.actual + times * (naive.forecast - naive.actual)).to_numpy()
    judged = verdict.judge(rows)
    assert judged.p_value < 0.05
    assert judged.outcome == outcome
    assert ("less than 0.5%, too small to matter" in judged.sentence) == (outcome == "not_distinguishable")


def test_the_baseline_is_chosen_on_validation_whatever_the_test_part_says():
    rows = table(0.05)
    rows.loc[(rows.part == "test") & (rows.model == "moving_average"), "forecast"] = rows.actual
    assert verdict.judge(rows).baseline != "moving_average"


def test_one_origin_is_too_few_for_a_verdict():
    rows = table(0.05)
    one = rows[rows.origin.isin(rows.groupby("part").origin.min())]
    judged = verdict.judge(one)
    assert judged.outcome == "not_distinguishable"
    assert math.isnan(judged.p_value)
    assert "too few" in judged.sentence


def test_every_model_has_the_same_origins_and_steps():
    rows = table(0.5)
    keys = rows.groupby("model")[["part", "mode", "origin", "step"]].apply(lambda one: set(map(tuple, one.to_numpy())))
    assert all(each == keys.iloc[0] for each in keys)


def test_scores_are_for_all_steps_and_for_each():
    scores = scoring.score(table(0.5))
    steps = [s.step for s in scores if (s.part, s.model, s.mode, s.metric) == ("test", "lstm", "multi_step", "mae")]
    assert steps == [None, 1, 2]


def test_diebold_mariano_equals_a_worked_example():
    # d = 1..12 with one overlapping lag: mean 6.5, autocovariances 11.9167 and 8.9167 (rounded), n = 12, h = 2
    losses = np.arange(1.0, 13.0)
    centred = losses - 6.5
    variance = (centred @ centred + 2 * (centred[1:] @ centred[:-1])) / 12
    factor = math.sqrt((12 + 1 - 4 + 2 * 1 / 12) / 12)
    from scipy import stats

    expected = 2 * stats.t.sf(factor * 6.5 / math.sqrt(variance / 12), df=11)
    assert significance.diebold_mariano(losses, np.zeros(12), overlap=1) == pytest.approx(expected)


def test_equal_losses_or_too_few_give_no_p_value():
    assert math.isnan(significance.diebold_mariano(np.ones(50), np.ones(50), 0))
    assert math.isnan(significance.diebold_mariano(np.arange(5.0), np.ones(5), 0))


def test_pure_luck_is_called_significant_about_as_often_as_it_claims():
    random = np.random.default_rng(0)
    p_values = [significance.diebold_mariano(*random.normal(size=(2, 60)), overlap=0) for _ in range(1000)]
    assert np.mean(np.array(p_values) < 0.05) == pytest.approx(0.05, abs=0.02)


def test_rows_that_were_not_measured_change_no_score_of_the_others():
    rows = table(0.5)
    hidden = rows.time.isin(rows.time.unique()[::7])
    rows.loc[hidden, "actual"] = np.nan
    for name in ("mae", "r2", "direction", "coverage"):
        told = {(s.part, s.model, s.mode, s.step): s.value for s in scoring.score(rows) if s.metric == name}
        kept = {(s.part, s.model, s.mode, s.step): s.value for s in scoring.score(rows[~hidden]) if s.metric == name}
        assert told == pytest.approx(kept, nan_ok=True)
    judged = verdict.judge(rows)
    mae = {s.model: s.value for s in scoring.score(rows) if (s.part, s.mode, s.step, s.metric) == MAE}
    assert judged.skill == pytest.approx(1 - mae["lstm"] / mae[judged.baseline])


def test_a_test_part_without_a_measured_row_has_no_verdict():
    rows = table(0.05)
    rows.loc[rows.part == "test", "actual"] = np.nan
    judged = verdict.judge(rows)
    assert judged.outcome == "not_distinguishable"
    assert judged.sentence == "Nothing was measured in the test part, so nothing can be said of the forecast."
    assert all(
        math.isnan(score.value) for score in scoring.score(rows) if (score.part, score.metric) == ("test", "mae")
    )


def test_an_origin_that_was_not_measured_keeps_its_place_but_does_not_count():
    # 11 of 12 differences; the neighbours of the missing one are no neighbours of each other
    losses = np.array([1.0, 3, 2, 5, 4, np.nan, 8, 6, 9, 7, 12, 10])
    centred = losses - np.nanmean(losses)
    variance = (np.nansum(centred**2) + 2 * np.nansum(centred[1:] * centred[:-1])) / 11
    factor = math.sqrt((11 + 1 - 4 + 2 / 11) / 11)
    from scipy import stats

    expected = 2 * stats.t.sf(factor * np.nanmean(losses) / math.sqrt(variance / 11), df=10)
    assert significance.diebold_mariano(losses, np.zeros(12), overlap=1) == pytest.approx(expected)


def test_targets_overlap_as_far_as_the_densest_origins_do():
    rows = pd.DataFrame({"origin": [0, 0, 0, 5, 5, 5, 6, 6, 6, 7, 7, 7], "time": [1, 2, 3, 6, 7, 8, 7, 8, 9, 8, 9, 10]})
    assert significance.overlapping(rows) == 2
    assert significance.overlapping(rows[:3]) == 0


def test_to_beat_a_weak_method_that_validation_chose_is_no_skill():
    rows = table(0.05)
    steps = rows["mode"] == "multi_step"
    rows.loc[(rows.part == "validation") & (rows.model == "drift"), "forecast"] = rows.actual
    rows.loc[(rows.part == "test") & (rows.model == "naive") & steps, "forecast"] = rows.actual + 0.03
    judged = verdict.judge(rows)
    assert (judged.baseline, judged.outcome) == ("drift", "not_distinguishable")
    assert judged.skill > 0.5 and judged.p_value < 0.01
    assert "less than continuing the average trend" in judged.sentence
    assert "beside repeating the last value" in judged.sentence


def test_a_statistical_baseline_in_the_backtest_has_to_be_beaten_too():
    rows = table(0.3)
    assert verdict.judge(rows).outcome == "better"
    arima = rows[rows.model == "naive"].assign(model="arima", forecast=lambda one: one.actual + 1e-3)
    judged = verdict.judge(pd.concat([rows, arima], ignore_index=True))
    assert (judged.baseline, judged.outcome) == ("arima", "worse")
    assert "ARIMA (0.001)" in judged.sentence


def test_a_constant_series_has_no_skill_and_no_scaled_score():
    values, times, tables = np.full(120, 5.0), pd.RangeIndex(120), []
    for part, first in (("validation", 30), ("test", 70)):
        at = np.arange(first, first + 40)
        paths = {name: baselines.forecast(name, values, at, 2, 4) for name in baselines.NAMES}
        paths["lstm"] = paths["naive"] + 0.01
        tables.append(backtest.table(part, "multi_step", times, values, at, paths))
    rows = backtest.joined(tables, metrics.seasonal_scale(values[:30], 4))
    judged = verdict.judge(rows)
    assert judged.outcome == "not_distinguishable" and math.isnan(judged.skill)
    told = {s.metric: s.value for s in scoring.score(rows) if (s.part, s.model, s.step) == ("test", "lstm", None)}
    assert told["mae"] == pytest.approx(0.01)
    for metric in ("mase", "r2", "direction", "direction_low", "direction_high", "direction_base"):
        assert math.isnan(told[metric]), metric


def test_zeros_in_the_truth_leave_percentages_undefined_and_nothing_else():
    rows = table(0.5).assign(actual=lambda one: one.actual.where(one.time % 9 > 0, 0.0))
    told = {s.metric: s.value for s in scoring.score(rows) if (s.part, s.model, s.step) == ("test", "lstm", None)}
    assert math.isnan(told["mape"])
    assert all(math.isfinite(value) for metric, value in told.items() if metric != "mape")


def test_one_origin_has_scores_but_no_band_no_verdict_and_no_spread_of_errors():
    rows = table(0.05)
    one = rows[rows.origin.isin(rows.groupby("part").origin.min())]
    one = intervals.with_bands(one)
    test = one[(one.part == "test") & (one.model == "lstm") & (one["mode"] == "multi_step")]
    told = {s.metric: s.value for s in scoring.of_rows(test, "test", "lstm", "multi_step", None)}
    assert math.isfinite(told["mae"])
    assert math.isnan(told["coverage"]) and math.isnan(told["pinball"])
    assert "there are 1" in intervals.why_none(one[(one.model == "lstm") & (one["mode"] == "multi_step")])
    assert math.isnan(diagnostics.of(one).ljung_box)


def test_scores_of_direction_and_band_follow_from_the_rows():
    rows = table(0.5)
    test = rows[(rows.part == "test") & (rows.model == "lstm") & (rows["mode"] == "multi_step")]
    told = {s.metric: s.value for s in scoring.of_rows(test, "test", "lstm", "multi_step", None)}
    assert told["direction_low"] < told["direction"] < told["direction_high"]
    assert told["direction_base"] >= 50
    below, above = test.actual - test.lower, test.actual - test.upper
    low, high = np.maximum(0.05 * below, -0.95 * below), np.maximum(0.95 * above, -0.05 * above)
    assert told["pinball"] == pytest.approx((low.mean() + high.mean()) / 2)
