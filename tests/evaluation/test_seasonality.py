import numpy as np
import pandas as pd
import pytest

from lstm_core.data.series import Frequency, frequency
from lstm_core.evaluation import seasonality

ROWS = Frequency("row", None, 1)


def test_a_clear_wave_is_found():
    assert seasonality.period(np.sin(np.arange(500) * 2 * np.pi / 50), ROWS) == 50


def test_noise_and_lines_have_no_season():
    assert seasonality.period(np.random.default_rng(0).normal(size=500), ROWS) == 1
    assert seasonality.period(np.arange(500.0), ROWS) == 1
    assert seasonality.period(np.ones(500), ROWS) == 1


def test_the_custom_of_the_frequency_stands_where_nothing_clearer_is_found():
    walk = np.cumsum(np.random.default_rng(1).normal(size=800))
    times = pd.date_range("2020-01-01", periods=800, freq="B")
    assert seasonality.period(walk, frequency(times)) == 5


def test_autocorrelation_equals_the_definition():
    values = np.random.default_rng(2).normal(size=40)
    steps = np.arange(40)
    rest = values - np.polyval(np.polyfit(steps, values, 1), steps)
    expected = [rest[lag:] @ rest[: 40 - lag] / (rest @ rest) for lag in range(6)]
    assert seasonality.autocorrelation(values, 5) == pytest.approx(expected)
