import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core.data import series as preparing
from lstm_core.data.series import Frequency, Series
from lstm_core.errors import TooLittleData
from lstm_core.features import build, catalogue, causality
from lstm_core.specs import Features, Pick
from tests.features.test_catalogue import variants

ROWS = 1200


@pytest.fixture(scope="module")
def walk() -> Series:
    random = np.random.default_rng(11)
    close = 50 * np.exp(random.normal(0, 0.02, ROWS).cumsum())
    opened = close * np.exp(random.normal(0, 0.01, ROWS))
    frame = pd.DataFrame(
        {
            "open": opened,
            "high": np.maximum(opened, close) * (1 + np.abs(random.normal(0, 0.01, ROWS))),
            "low": np.minimum(opened, close) * (1 - np.abs(random.normal(0, 0.01, ROWS))),
            "close": close,
            "volume": random.integers(100, 900, ROWS).astype(float),
        }
    )
    frame.index = pd.date_range("2024-01-01", periods=ROWS, freq="h", name="time")
    hourly = Frequency("hour", 3600, pd.Timedelta(hours=1))
    return Series(frame, "close", "walk", hourly, {column: column for column in frame})


def cuts_behind(warm_up: int) -> list[int]:
    return [warm_up + 1, warm_up + 2, *np.linspace(warm_up + 3, ROWS - 1, 5).astype(int)]


@pytest.mark.parametrize("name", list(catalogue.entries()))
def test_no_entry_looks_ahead_with_any_parameters_at_their_bounds(walk, name):
    compared = 0
    for parameters in variants(catalogue.find(name)):
        pick = Pick(name=name, parameters=parameters)
        warm_up = catalogue.warm_up(pick)
        if warm_up + 10 < ROWS:
            assert causality.prefix_equal(walk, Features(indicators=(pick,)), cuts_behind(warm_up)) == [], pick
            compared += 1
    assert compared


def test_on_a_series_with_standstills_and_zeros_neither(walk):
    frame = walk.frame.copy()
    frame.iloc[300:360] = 0.0
    frame.iloc[600:660] = 7.0
    still = Series(frame, "close", "still", walk.frequency, walk.roles)
    for name in catalogue.entries():
        features = catalogue.settled(Features(indicators=(Pick(name=name),)), 24)
        assert causality.prefix_equal(still, features, [301, 330, 360, 365, 630, 661, ROWS - 1]) == []


prices = st.floats(0, 1e6, allow_subnormal=False) | st.sampled_from([0.0, 1.0, 5.0])
bars = st.lists(st.tuples(prices, prices, prices, prices, prices), min_size=40, max_size=70)


@pytest.mark.parametrize("share", range(6))
@settings(max_examples=8, deadline=None)
@given(rows=bars, data=st.data())
def test_on_series_of_any_values_neither_and_every_value_is_a_number(share, rows, data):
    low, opened, close, high = np.sort(np.array([row[:4] for row in rows]), axis=1).T
    frame = pd.DataFrame({"open": opened, "high": high, "low": low, "close": close, "volume": [row[4] for row in rows]})
    frame.index = pd.date_range("2026-02-27", periods=len(frame), freq="h")
    made = Series(frame, "close", "made", Frequency("hour", 3600, pd.Timedelta(hours=1)), {c: c for c in frame})
    for name in list(catalogue.entries())[share::6]:
        features = catalogue.settled(Features(indicators=(Pick(name=name),)), 24)
        warm_up = catalogue.warm_up(features.indicators[0])
        if warm_up + 2 < len(frame):
            cut = data.draw(st.integers(warm_up + 1, len(frame) - 1), name)
            assert causality.prefix_equal(made, features, [cut]) == [], name
            assert np.isfinite(build.build(made, features).frame.to_numpy()).all(), name


def test_missing_values_are_no_door_to_the_future(walk):
    frame = walk.frame.mask(np.random.default_rng(8).random(walk.frame.shape) < 0.1)
    whole, part = (preparing.of(preparing.Dataset(frame.iloc[:cut], "gaps", "test"), "close") for cut in (ROWS, 900))
    for name in catalogue.entries():
        features = catalogue.settled(Features(indicators=(Pick(name=name),)), 24)
        one, other = (build.build(series, features).frame for series in (whole, part))
        assert np.array_equal(one.to_numpy()[: len(other)], other.to_numpy()), name
        assert np.isfinite(one.to_numpy()).all(), name


def test_a_feature_that_looks_ahead_is_named(walk, monkeypatch):
    def tomorrow(series, features):
        table = build_honest(series, features)
        return build.FeatureTable(table.frame.assign(RSI_14=table.frame["RSI_14"].shift(-1, fill_value=0.0)), 14)

    build_honest = build.build
    monkeypatch.setattr(build, "build", tomorrow)
    assert causality.prefix_equal(walk, Features(indicators=catalogue.parse("RSI,SMA(3)")), [100, 500]) == ["RSI_14"]


def test_nothing_compared_is_no_proof(walk):
    features = Features(indicators=catalogue.parse("RSI"))
    with pytest.raises(TooLittleData, match="a cut must lie between 15 and 1199 rows"):
        causality.prefix_equal(walk, features, [3, 14, ROWS, 5000])
