import math

import numpy as np
import pandas as pd
import pytest

from lstm_core.evaluation import backtest
from lstm_core.search import judging
from lstm_core.search.tried import Tried, read


def trial(number, mae, p_value=0.01, outcome="finished", baselines=None, origins=1000) -> Tried:
    baselines = baselines or {"naive": 10.0, "drift": 12.0}
    return Tried(number, "", outcome, {}, mae, origins, 5, 1.0, baselines, dict.fromkeys(baselines, p_value))


def test_each_method_is_judged_by_its_error_and_told_from_luck():
    values = np.arange(40.0)
    origins = np.arange(10, 30)
    paths = {"lstm": values[origins][:, None] + [1, 3], "naive": values[origins][:, None] + [0, 0]}
    noise = np.random.default_rng(1).normal(size=(20, 2))
    paths["drift"] = values[origins][:, None] + [1, 2] + noise
    told = judging.judged(
        backtest.table("validation", "multi_step", pd.RangeIndex(40), values, origins, paths).assign(scale=1), "lstm"
    )
    assert told["mae"] == 0.5
    assert told["origins"] == 20
    assert told["baselines"] == {"naive": 1.5, "drift": pytest.approx(np.abs(noise).mean())}
    assert 0 < told["p_values"]["drift"] < 1
    assert math.isnan(told["p_values"]["naive"]), "the same difference everywhere has no variance"


def test_the_more_trials_were_looked_at_the_less_a_small_p_says():
    few = [trial(0, 9.0), trial(1, 9.5), trial(2, 11.0)]
    found = judging.finding(few)
    assert (found.outcome, found.best.number, found.baseline, found.looked_at) == ("skill", 0, "naive", 3)
    assert (found.skill, found.p_value) == (pytest.approx(0.1), pytest.approx(0.03))
    assert "corrected for 3 trials, p = 0.03" in found.sentence
    many = [*few, *(trial(number, math.nan, outcome="pruned") for number in (3, 4, 5))]
    assert judging.finding(many).outcome == "none"
    assert judging.finding(many).p_value == pytest.approx(0.06)
    ended = [*few, trial(3, math.nan, outcome="failed"), trial(4, math.nan, outcome="cut")]
    assert judging.finding(ended).looked_at == 3, "nothing was judged in these"


def test_no_skill_is_found_where_the_winner_does_not_beat_every_simple_method():
    assert judging.finding([trial(0, 10.5)]).outcome == "none"
    assert judging.finding([trial(0, 9.99)]).outcome == "none", "too small to matter"
    found = judging.finding([trial(0, 9.0, math.nan)])
    assert found.outcome == "untold"
    assert found.sentence.startswith("No skill found: the best of 1 trial")
    assert judging.finding([trial(0, math.nan, outcome="pruned")]) is None


def test_the_best_of_many_looks_better_than_it_is_by_the_expected_largest_of_so_many():
    one_deviation = 2 * 0.158655  # two-sided: the difference is one standard error
    tried = [trial(number, 9.0 + number, one_deviation) for number in range(12)]
    found = judging.finding(tried)
    assert found.optimism == pytest.approx(0.1 * judging.largest(12), rel=0.01)
    assert "12 trials were judged on the same validation part" in found.caution
    assert "up to about 16%" in found.caution
    assert math.isnan(judging.finding(tried[:1]).optimism)


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"number": 1},
        {"number": "1", "run": "", "outcome": "finished", "point": {}},
        {"number": 1, "run": "", "outcome": "won", "point": {}},
        {"number": 1, "run": "", "outcome": "finished", "point": {}, "mae": None},
        {"number": 1, "run": "", "outcome": "finished", "point": {}, "mae": 1.0, "baselines": {"naive": 1.0}},
        {"number": 1, "run": "", "outcome": "pruned", "point": {}, "extra": 1},
    ],
)
def test_a_line_that_tells_of_no_trial_is_left_out(line):
    assert read(line) is None
