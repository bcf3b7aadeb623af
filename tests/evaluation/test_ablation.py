import numpy as np
import pandas as pd
import pytest

from lstm_core.evaluation import ablation, backtest, verdict

COUNT = 60
TIMES = pd.RangeIndex(COUNT + 3)
TRUTH = np.zeros(COUNT + 3)


def rows_of(**errors: np.ndarray) -> pd.DataFrame:
    """A test and a validation part of two steps, where each model is off by these numbers."""
    origins = np.arange(COUNT)
    told = {model: np.column_stack([error, error]) for model, error in errors.items()}
    tables = [backtest.table(part, "multi_step", TIMES, TRUTH, origins, told) for part in ("validation", "test")]
    return backtest.joined(tables, 1.0)


RANDOM = np.random.default_rng(2)
ROWS = rows_of(
    hybrid=RANDOM.normal(size=COUNT),
    arima=RANDOM.normal(size=COUNT) * 1.05,
    lstm=np.full(COUNT, 3.0) + RANDOM.normal(size=COUNT),
    naive=np.full(COUNT, 4.0) * np.sign(RANDOM.normal(size=COUNT)),
)


def test_each_half_stands_beside_the_sum_with_the_luck_of_each_difference():
    told = ablation.of(ROWS)
    assert told.index.tolist() == ["hybrid", "arima", "lstm", "naive"]
    assert told.mae["naive"] == pytest.approx(4.0)
    assert told.skill["naive"] == 0
    assert told.skill["hybrid"] == pytest.approx(1 - told.mae["hybrid"] / 4)
    assert told.p_lstm["hybrid"] == told.p_hybrid["lstm"] < 0.001
    assert told.p_arima["hybrid"] > 0.05
    assert np.isnan(told.p_hybrid["hybrid"])


def test_an_exact_last_value_leaves_no_skill_to_tell_and_a_missing_model_no_row():
    told = ablation.of(rows_of(hybrid=np.ones(COUNT), naive=np.zeros(COUNT)))
    assert told.index.tolist() == ["hybrid", "naive"]
    assert np.isnan(told.skill).all()


def test_every_truth_is_the_linear_part_the_network_s_and_what_is_left():
    told = ablation.storyboard(ROWS)
    assert told.columns.tolist() == ["part", "mode", "origin", "step", "time", "actual", "linear", "lstm", "left"]
    first = told.iloc[0]
    by_model = ROWS[(ROWS.part == first.part) & (ROWS.origin == 0) & (ROWS.step == 1)].set_index("model").forecast
    assert first.linear == by_model["arima"]
    assert first["lstm"] == by_model["hybrid"] - by_model["arima"]
    assert first.left == -by_model["hybrid"]
    assert len(told) == 2 * 2 * COUNT


def test_the_verdict_judges_the_hybrid_against_its_arima_too():
    judged = verdict.judge(ROWS, "hybrid")
    assert (judged.baseline, judged.outcome) == ("arima", "not_distinguishable")
    assert judged.sentence.startswith("Forecasting 2 steps ahead, ARIMA + LSTM is off by")
    error = RANDOM.normal(size=COUNT)
    same = verdict.judge(rows_of(hybrid=error, arima=error, naive=2 * error), "hybrid")
    assert "just as ARIMA" in same.sentence
    assert same.outcome == "not_distinguishable"
