"""Real networks, with the mistakes and without: on walks, where nothing can be learnt, each manufactures a score."""

import numpy as np
import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import library, samples
from lstm_core.errors import BadSetting
from lstm_core.evaluation import pitfalls
from lstm_core.labs import pitfalls as lab
from lstm_core.labs.asked import Pitfalls
from tests.labs.hearing import Heard

WALKS = (1, 2, 3)


@pytest.fixture(scope="module", params=["level", "change"])
def learner(request) -> lab.Learner:
    return lab.Learner(request.param)


def reported(learner: lab.Learner, values: np.ndarray, seed: int, *mistakes: str) -> dict[str, float]:
    """What a dashboard says of a network taught with these mistakes."""
    lesson = pitfalls.lesson(values, mistakes, seed, learner.learns)
    assert learner.learn(lesson, seed, lambda: False)
    forecast = lesson.in_units(learner.answer(lesson, lesson.windows(lesson.asked)))
    return pitfalls.told(values[lesson.asked + 1], forecast, values[lesson.asked])["lstm"]


def test_on_walks_every_mistake_of_teaching_raises_what_is_reported(learner):
    for seed in WALKS:
        walk = pitfalls.walk(seed)
        honest = reported(learner, walk, seed)
        lesson = pitfalls.lesson(walk, learns=learner.learns)
        true = lab.true(learner, lesson, walk, pd.RangeIndex(len(walk)), 1)
        assert true["verdict"]["outcome"] != "better"
        assert true["scores"]["lstm"]["r2"] == pytest.approx(honest["r2"])
        peeking = reported(learner, walk, seed, "peeking")
        assert peeking["skill"] > honest["skill"] + (0.2 if learner.learns == "change" else 0)
        assert reported(learner, walk, seed, "shuffled")["r2"] > honest["r2"] + 0.02
        tested = reported(learner, walk, seed, "trained_on_test")
        if learner.learns == "level":
            assert tested["skill"] > honest["skill"] + 0.2
        else:
            assert peeking["skill"] > 0.4
            assert tested["skill"] > honest["skill"]


def test_the_mistaken_scaler_raises_the_score_of_levels_where_the_series_grows():
    learner = lab.Learner("level")
    for seed in WALKS[:2]:
        series = pitfalls.growth(seed)
        assert reported(learner, series, seed, "scaled_on_all")["r2"] > reported(learner, series, seed)["r2"] + 0.3


def test_the_best_of_thirty_is_reported_and_the_truth_far_ahead_is_told_from_every_origin(tmp_path):
    heard = Heard()
    lab.play(Pitfalls(seed=2, learns="change", mistakes=("best_of_seeds",)), heard, tmp_path)
    near, far, *seeds, best = heard.frames
    assert [frame["steps"] for frame in (near, far)] == [1, pitfalls.LONG]
    assert [frame["seed"] for frame in seeds] == list(range(2, 2 + pitfalls.SEEDS))
    r2 = [frame["r2"] for frame in seeds]
    assert best["scores"]["lstm"]["r2"] == max(r2) > np.median(r2)
    assert seeds[0]["r2"] == pytest.approx(near["scores"]["lstm"]["r2"])  # the same seed gives the same network
    assert {near["verdict"]["outcome"], far["verdict"]["outcome"]}.isdisjoint({"better"})
    assert best["scores"]["lstm"]["r2"] > far["scores"]["lstm"]["r2"] + 0.1
    assert len(far["time"]) == len(far["forecast"]) == len(far["baseline"]) == 8 * pitfalls.LONG


def test_a_lab_that_is_stopped_leaves_what_it_has(tmp_path):
    heard = Heard(stop_after=2)
    lab.play(Pitfalls(mistakes=("shuffled",)), heard, tmp_path)
    assert [frame["kind"] for frame in heard.frames] == ["true", "true"]


def test_ones_own_series_is_taken_with_its_dates_and_of_a_long_one_the_end(tmp_path):
    sample = samples.load("temperature")
    data = specs.Data(dataset=library.keep(tmp_path, sample), name="warm", target="temp_max")
    heard = Heard()
    lab.play(Pitfalls(source="own", data=data), heard, tmp_path)
    reported = heard.frames[-1]
    assert reported["time"][-1] == sample.frame.index[-1]
    assert len(reported["time"]) == 0.25 * pitfalls.MOST
    np.testing.assert_allclose(reported["actual"], sample.frame["temp_max"].to_numpy()[-250:])


def test_ones_own_series_has_to_be_chosen_first(tmp_path):
    with pytest.raises(BadSetting, match="No series of your own"):
        lab.play(Pitfalls(source="own"), Heard(), tmp_path)
