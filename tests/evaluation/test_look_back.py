"""The advice on sequence length sees whole rounds where there are any, and never the test part."""

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import series
from lstm_core.data.series import Dataset, Series
from lstm_core.evaluation import look_back
from lstm_core.evaluation.look_back import Advice


def made(values: np.ndarray, freq: str = "h") -> Series:
    times = pd.date_range("2020-01-01", periods=len(values), freq=freq, name="time")
    return series.of(Dataset(pd.DataFrame({"y": values}, index=times), "d", "test"), "y")


def wave(rows: int, season: int) -> np.ndarray:
    return np.sin(np.arange(rows) * 2 * np.pi / season) + np.random.default_rng(0).normal(size=rows) * 0.02


@pytest.mark.parametrize(
    "rows, season, look_back_, words",
    [
        (1000, 24, 48, "every 24 rows: a sequence length of 48 shows the network two rounds."),
        (1000, 7, 21, "every 7 rows: a sequence length of 21 shows the network three rounds."),
        (150, 24, 24, "every 24 rows: a sequence length of 24 shows the network one round."),
        (3000, 300, 300, "every 300 rows: a sequence length of 300 shows the network one round."),
    ],
)
def test_a_rhythm_is_shown_in_whole_rounds_as_far_as_windows_are_left(rows, season, look_back_, words):
    assert look_back.advice(made(wave(rows, season), "3h")) == Advice(look_back_, season, f"The series repeats {words}")


def test_without_a_rhythm_the_usual_length_stands():
    walk = np.cumsum(np.random.default_rng(5).normal(size=1000))
    assert look_back.advice(made(walk)) == Advice(60, 24, "No clear rhythm: 30 to 60 rows are a usual start.")
    assert look_back.advice(made(walk[:60])).look_back == 14
    assert look_back.advice(made(np.ones(10))).look_back == 2


def test_no_random_walk_is_said_to_repeat():
    for seed in range(40):
        walk = np.cumsum(np.random.default_rng(seed).normal(size=700))
        assert "No clear" in look_back.advice(made(walk, "3h")).sentence, seed


def test_the_test_part_changes_nothing():
    values = wave(1000, 24)
    noisy = np.where(np.arange(1000) < 700, values, np.random.default_rng(1).normal(size=1000) * 99)
    assert look_back.advice(made(values)) == look_back.advice(made(noisy))
