import numpy as np
import pandas as pd
import pytest

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
    return Series(frame, "close", "walk", Frequency("row", None, 1), {column: column for column in frame})


def cuts_behind(warm_up: int) -> list[int]:
    return [warm_up + 1, warm_up + 2, *np.linspace(warm_up + 3, ROWS - 1, 5).astype(int)]


@pytest.mark.parametrize("name", list(catalogue.entries()))
def test_no_indicator_looks_ahead_with_any_parameters_at_their_bounds(walk, name):
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
        features = Features(indicators=(Pick(name=name),))
        assert causality.prefix_equal(still, features, [301, 330, 360, 365, 630, 661, ROWS - 1]) == []


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
