"""Importance of a stand-in for the network whose answer is known by head."""

from dataclasses import replace

import keras
import numpy as np
import pandas as pd
import pytest

from lstm_core.data.series import Frequency, Series
from lstm_core.features import build
from lstm_core.learning import importance
from lstm_core.learning.forecasting import Forecaster
from lstm_core.specs import Features, Window
from lstm_core.windows import scaling as scalings


@pytest.fixture(scope="module")
def copying() -> Forecaster:
    """y is what x was a row before; the network answers the last x of its window. z is noise."""
    random = np.random.default_rng(0)
    x = random.normal(size=400)
    frame = pd.DataFrame({"y": np.concatenate([[0.0], x[:-1]]), "x": x, "z": random.normal(size=400)})
    series, features = Series(frame, "y", "copy", Frequency("row", None, 1)), Features(columns=("x", "z"))
    window = Window(look_back=8, horizon=1)
    table = build.build(series, features, 1)
    scaling = scalings.fit(table.frame, "standard")
    weights = np.zeros((24, 1), "float32")
    weights[22] = 1.0  # the last row's x
    network = keras.Sequential([keras.Input((8, 3)), keras.layers.Flatten(), keras.layers.Dense(1, use_bias=False)])
    network.layers[-1].set_weights([weights])
    return Forecaster(network, scaling, series, table, scaling.see(frame.to_numpy(), 0.0), features, window)


def test_only_the_feature_and_the_row_that_the_answer_rests_on_matter(copying):
    told = importance.measured(copying, np.arange(7, 399), seed=1)
    assert told["base"] < 0.1
    means = {one["name"]: one["mean"] for one in told["features"]}
    # the mean distance of two values of a normal distribution: 2 / sqrt(pi)
    assert means["x"] + told["base"] == pytest.approx(2 / np.sqrt(np.pi), rel=0.15)
    assert (means["y"], means["z"]) == (0, 0)
    lags = {(one["from"], one["to"]): one["mean"] for one in told["lags"]}
    assert list(lags) == [(lag, lag) for lag in range(7, -1, -1)]
    assert lags[0, 0] == pytest.approx(means["x"])
    assert sum(lags.values()) == lags[0, 0]
    assert (told["windows"], told["repeats"], told["left_out"]) == (392, 5, 0)
    assert 0 < told["features"][1]["spread"] < 0.2


def test_the_same_seed_gives_the_same_numbers(copying):
    origins = np.arange(7, 60)
    assert importance.measured(copying, origins, 3) == importance.measured(copying, origins, 3)


def test_rows_that_were_made_up_are_not_judged(copying):
    made_up = np.zeros(400, bool)
    made_up[50:] = True
    judged = importance.measured(
        replace(copying, series=replace(copying.series, made_up=made_up)), np.arange(7, 399), 1
    )
    assert judged["base"] < 0.1
    assert judged["features"][1]["mean"] != importance.measured(copying, np.arange(7, 399), 1)["features"][1]["mean"]


def test_work_is_bounded_by_the_size_of_the_network(copying, monkeypatch):
    assert importance.most_windows(copying) == importance.MOST_WINDOWS
    monkeypatch.setattr(importance, "WORK", 55 * 8 * 24 * 70)  # 5 times 3 features and 8 lags, 8 rows, 24 weights
    assert importance.most_windows(copying) == 70
