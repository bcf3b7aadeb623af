"""Level or logarithm, by what a ridge says of the validation part."""

import numpy as np
import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import series
from lstm_core.learning import settling

TIMES = np.arange(400)
NOISE = np.random.default_rng(3).normal(size=400)
GROWING = np.exp(TIMES / 60 + 0.3 * np.sin(TIMES / 6 * np.pi) + 0.05 * NOISE)  # grows and swings in percent
STEADY = 50 + 8 * np.sin(TIMES / 6 * np.pi) + NOISE


def form(values: np.ndarray, learn_as: str = "auto", linear: bool = True, horizon: int = 3) -> str:
    experiment = specs.Experiment(
        data=specs.Data(dataset="0" * 64, name="made", target="y"),
        window=specs.Window(look_back=13, horizon=horizon),
        network=specs.Network(linear=linear),
    )
    frame = pd.DataFrame({"y": values}, index=pd.RangeIndex(400, name="time"))
    made = series.of(series.Dataset(frame, "made", "test"), "y", {}, specs.Preparation(learn_as=learn_as))
    return settling.settled(made, experiment).learn_as


@pytest.mark.parametrize(
    ("values", "asked", "expected"),
    [
        (GROWING, {}, "log"),
        (STEADY - 40, {}, "level"),  # swings below zero
        (GROWING, {"learn_as": "difference"}, "difference"),
        (GROWING, {"linear": False}, "level"),
        (GROWING, {"horizon": 7}, "level"),  # of which 60 rows of validation hold no ten
    ],
)
def test_the_form_that_errs_less_on_validation_is_learnt(values, asked, expected):
    assert form(values, **asked) == expected


@pytest.mark.parametrize("values", [GROWING, STEADY])
def test_the_test_part_has_no_say(values):
    noisy = np.concatenate([values[:340], np.random.default_rng(9).uniform(-9, 9, 60)])
    assert form(noisy) == form(values)
