from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lstm_core.data.series import Frequency, Series
from lstm_core.evaluation import preparing, proof
from lstm_core.features import catalogue
from lstm_core.specs import Features, Split, Window

WINDOW = Window(look_back=12, horizon=4)


def series(rows: int = 600, **changes) -> Series:
    random = np.random.default_rng(2)
    index = pd.date_range("2026-01-01", periods=rows, freq="h", name="time")
    y = 50 + 5 * np.sin(np.arange(rows) / 24 * 2 * np.pi) + random.normal(size=rows)
    frame = pd.DataFrame({"y": y, "plan": random.uniform(1, 2, rows), "other": random.uniform(1, 2, rows)}, index=index)
    return Series(frame, "y", "made", Frequency("hour", 3600, pd.Timedelta(hours=1)), **changes)


CHOSEN = Features(indicators=catalogue.parse("RSI,SMA(20),SEASONAL_LAG,HOUR,FOURIER"), columns=("plan", "other"))


def test_nothing_of_ours_looks_ahead_or_behind_the_border():
    made = series(known_ahead=("plan",))
    ahead = proof.prefix(made, CHOSEN, 24)
    assert ahead.passed
    assert ahead.values > 5 * 9  # five cuts or more, nine columns
    assert "10 features" in ahead.tried
    for window in (WINDOW, Window(look_back=12, horizon=4, strategy="recursive", companions="joint")):
        noise = proof.border(made, CHOSEN, window, Split(test_size=60), "window")
        assert noise.passed
        assert noise.values > 400 * 10
    assert noise.seconds < 3


@pytest.mark.parametrize("learn_as", ["log", "difference", "log_return"])
def test_forms_of_the_target_look_at_nothing_later_either(learn_as):
    assert proof.border(series(learn_as=learn_as), CHOSEN, WINDOW, Split(), "window_spread").passed


def test_a_feature_that_looks_ahead_is_named(monkeypatch):
    entry = catalogue.find("SMA")
    leaky = replace(entry, function=lambda values, timeperiod: np.roll(values, -1))
    monkeypatch.setattr(catalogue, "entries", lambda: {"SMA": leaky})
    features = Features(indicators=catalogue.parse("SMA(20)"))
    assert proof.prefix(series(), features, 24).differing == ("SMA_20",)
    assert proof.border(series(), features, WINDOW, Split(), "standard").differing == ("scaling", "feature SMA_20")


def test_a_scaling_that_saw_the_test_part_is_named(monkeypatch):
    monkeypatch.setattr(preparing, "fitting", lambda table, parts: table.frame)
    assert not proof.border(series(), Features(), WINDOW, Split(), "standard").passed


def test_a_long_series_is_tried_on_its_end_and_says_so():
    long = series(proof.MOST_ROWS + 5_000)
    told = proof.border(long, Features(), WINDOW, Split(test_from="2026-01-20"), "standard")
    assert told.passed
    assert "tried on the last 20,000 of 25,000 rows" in told.tried
    assert proof.end(replace(long, made_up=np.zeros(len(long), bool))).made_up.shape == (proof.MOST_ROWS,)


def test_arima_is_the_same_whatever_comes_behind_the_training_part(monkeypatch):
    asked = series(200), Features(), WINDOW, Split(), "window"
    told = proof.arima(*asked)
    assert told.passed
    assert told.values >= 9  # seven orders, a pattern and a coefficient or more


def test_an_arima_that_saw_the_test_part_is_named(monkeypatch):
    made = proof.both(series(200), Features(), WINDOW, Split(), "window")
    leaking = [replace(one, parts=replace(one.parts, train=range(len(one.table.frame)))) for one in made[:2]]
    monkeypatch.setattr(proof, "both", lambda *asked: (*leaking, made[2]))
    assert not proof.arima(series(200), Features(), WINDOW, Split(), "window").passed
