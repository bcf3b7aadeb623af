from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lstm_core.data.series import Series
from lstm_core.errors import TooLittleData
from lstm_core.features import build, catalogue, continuing
from lstm_core.specs import Features, Pick
from tests.features.test_build import chosen, hours, line, walk

PICKS = [
    Pick(name=name, parameters={"period": 12.0} if name in ("SEASONAL_LAG", "FOURIER") else {})
    for name, entry in catalogue.entries().items()
    if entry.varies is None
]


def continued(series: Series, origin: int, path: np.ndarray, *moving: str) -> Series:
    """The series up to the origin, then the path, the other columns held."""
    rows = series.frame.iloc[[*range(origin + 1), *[origin] * len(path)]].reset_index(drop=True)
    rows.loc[origin + 1 :, [series.target, *moving]] = path
    return replace(series, frame=rows)


@pytest.mark.parametrize("steps", [0, 1, 7, 30])
@pytest.mark.parametrize("pace", [0.0, 3.0])
def test_rows_equal_those_of_the_continued_series(steps, pace):
    series = walk(1500)
    origins = np.array([1499, 600, 1296, 600, 150])
    close = series.values[origins][:, None]
    paths = (close + np.random.default_rng(0).normal(0, pace, (5, steps)))[..., None]
    for picks in (PICKS[:60], PICKS[60:110], PICKS[110:160], PICKS[160:]):
        features = Features(indicators=tuple(picks), columns=("Volume",))
        whole = build.build(series, features, ahead=1)
        spread = whole.frame.to_numpy().std(axis=0)
        rows = continuing.of(series, features, 30).rows(paths, origins)
        for row, origin, path in zip(rows, origins, paths, strict=True):
            expected = build.build(continued(series, origin, path), features, ahead=1).frame.iloc[-1].to_numpy()
            assert (np.abs(row - expected) <= 1e-9 * np.maximum(np.abs(expected), spread)).all()


def test_the_tail_that_was_found_holds_at_many_other_origins():
    series, origins = walk(1500), np.arange(600, 1500, 7)
    paths = series.values[origins][:, None] + np.random.default_rng(0).normal(0, 0.5, (len(origins), 20)).cumsum(axis=1)
    for pick in (pick for pick in PICKS if pick.name != "FOURIER"):
        continuation = continuing.of(series, Features(indicators=(pick,)), 20)
        (recipe,), (tail,) = continuation.bound, continuation.tails
        whole, short = (continuation.last(recipe, rows, paths[..., None], origins) for rows in (None, tail))
        assert (np.abs(whole - short) <= 1e-9 * np.maximum(np.abs(whole), whole.std(axis=0))).all(), pick


def test_most_indicators_rest_on_a_short_tail_and_running_totals_on_everything():
    def tail(text: str) -> int | None:
        return continuing.of(walk(3000), chosen(text), 5).tails[0]

    assert tail("SMA(20)") == 21
    assert 100 < tail("RSI") < 1000
    assert tail("NVI") is None
    assert tail("HT_TRENDMODE") is None
    assert continuing.of(walk(3000), chosen("RSI,VWAP"), 5).whole
    assert not continuing.of(walk(3000), chosen("RSI,OBV,ATR"), 5).whole


def test_by_hand():
    rows = continuing.of(line(1, 2, 3, 4), chosen("SMA(2)"), 2).rows(
        np.array([[[10.0], [20]], [[30], [40]]]), np.array([3, 1])
    )
    assert rows.tolist() == [[20, 15], [40, 35]]


def test_companions_that_are_forecast_follow_their_path_the_others_are_held():
    series = walk(200)
    features = chosen("ATR(3),MEDPRICE", "High", "Low", "Volume")
    path = np.array([[[120.0, 125.0], [121.0, 130.0]]])
    row = continuing.of(series, features, 2, ("High",)).rows(path, np.array([150]))[0]
    assert row[:4].tolist() == [121, 130, series.frame["Low"][150], series.frame["Volume"][150]]
    expected = build.build(continued(series, 150, path[0], "High"), features).frame.iloc[-1].to_numpy()
    np.testing.assert_allclose(row, expected, rtol=1e-12)
    assert row[5] == (130 + series.frame["Low"][150]) / 2


def test_what_is_known_ahead_takes_its_true_rows():
    continuation = continuing.of(hours(30), chosen("HOUR", "plan"), 4)
    inside, behind = continuation.rows(np.zeros((2, 2, 1)), np.array([9, 29]))
    assert (inside[1], behind[1]) == (120, 320)  # the value of the row after next's next; 32 is the last that is known
    angle = 2 * np.pi * (9 + 2 + 1) / 24
    np.testing.assert_allclose(inside[2:], [np.sin(angle), np.cos(angle)], atol=1e-12)


def test_the_series_stays_as_it_was():
    series = walk(80)
    before = series.frame.copy()
    continuing.of(series, chosen("ATR,OBV"), 3).rows(np.ones((2, 3, 1)), np.array([50, 79]))
    pd.testing.assert_frame_equal(series.frame, before)


def test_an_origin_within_the_warm_up_is_refused():
    continuation = continuing.of(walk(80), chosen("RSI"), 3)
    with pytest.raises(TooLittleData):
        continuation.rows(np.ones((1, 2, 1)), np.array([11]))
    assert continuation.rows(np.ones((1, 3, 1)), np.array([11])).shape == (1, 2)
