from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import talib

from lstm_core.data.series import Frequency, Series
from lstm_core.errors import BadSetting, TooLittleData
from lstm_core.features import build, catalogue
from lstm_core.specs import Features, Pick

ROWS = Frequency("row", None, 1)


def line(*values: float) -> Series:
    return Series(pd.DataFrame({"y": np.array(values, dtype=float)}), "y", "line", ROWS)


def walk(rows: int, seed: int = 3) -> Series:
    random = np.random.default_rng(seed)
    close = 100 * np.exp(random.normal(0, 0.01, rows).cumsum())
    opened = close * np.exp(random.normal(0, 0.005, rows))
    frame = pd.DataFrame(
        {
            "Open": opened,
            "High": np.maximum(opened, close) * (1 + np.abs(random.normal(0, 0.004, rows))),
            "Low": np.minimum(opened, close) * (1 - np.abs(random.normal(0, 0.004, rows))),
            "Close": close,
            "Volume": random.integers(1000, 9000, rows).astype(float),
        }
    )
    return Series(frame, "Close", "walk", ROWS, {column.lower(): column for column in frame})


def chosen(text: str, *columns: str) -> Features:
    return Features(indicators=catalogue.parse(text), columns=columns)


def test_the_target_comes_first_then_columns_then_indicators():
    series = Series(pd.DataFrame({"a": [9.0, 8, 7, 6], "y": [1.0, 2, 4, 8]}), "y", "two", ROWS)
    table = build.build(series, chosen("SMA(2),MOM(1)", "a"))
    assert list(table.frame.columns) == ["y", "a", "SMA_2", "MOM_1"]
    assert table.frame.to_numpy().tolist() == [[2, 8, 1.5, 1], [4, 7, 3, 2], [8, 6, 6, 4]]
    assert table.frame.index.tolist() == [1, 2, 3]
    assert table.warm_up == 1


def test_without_choices_the_table_is_the_target():
    table = build.build(line(3, 1, 2), Features())
    assert (table.frame["y"].tolist(), table.warm_up) == ([3, 1, 2], 0)


def test_the_longest_warm_up_counts():
    table = build.build(walk(100), chosen("RSI,MACD,SMA(20)"))
    assert (table.warm_up, len(table.frame)) == (33, 67)


def test_a_cumulative_one_is_given_as_its_change():
    closes, volumes = [1.0, 2, 2, 1], [10.0, 20, 30, 40]
    frame = pd.DataFrame({"high": closes, "low": closes, "close": closes, "volume": volumes})
    series = Series(frame, "close", "four", ROWS, {column: column for column in frame})
    table = build.build(series, chosen("OBV"))
    assert table.frame["OBV_diff"].tolist() == [20, 0, -40]  # up: plus the volume; unchanged: 0; down: minus it
    assert table.warm_up == 1


def test_values_are_talibs_own():
    series = walk(300)
    table = build.build(series, chosen("RSI,ATR(10),CDLDOJI"))
    high, low, close = (series.frame[c].to_numpy() for c in ("High", "Low", "Close"))
    assert np.array_equal(table.frame["RSI_14"], talib.RSI(close, 14)[14:])
    assert np.array_equal(table.frame["ATR_10"], talib.ATR(high, low, close, 10)[14:])
    assert set(table.frame["CDLDOJI"]) == {0.0, 100.0}
    assert (table.frame.dtypes == "float64").all()


def test_a_target_other_than_close_feeds_the_single_price():
    series = replace(walk(50), target="High")
    frame = build.build(series, chosen("SMA(2),TRANGE", "Close")).frame
    assert frame["SMA_2"].iloc[0] == series.frame["High"].iloc[:2].mean()
    assert list(frame.columns) == ["High", "Close", "SMA_2", "TRANGE"]


def test_the_first_value_of_every_indicator_comes_right_after_its_warm_up():
    series = walk(120)
    values = build._values(series)
    for entry in catalogue.entries().values():
        pick = Pick(name=entry.name)
        table = build.indicator(series, pick)
        rows = catalogue.warm_up(pick)
        assert len(table) == 120
        assert table.iloc[:rows].isna().all(axis=None), pick
        assert table.iloc[rows:].notna().all(axis=None), pick
        for output in build._recipe(series, pick).outputs(values):
            if output.dtype.kind == "f":  # those of whole numbers have no NaN: their warm-up is 0
                assert np.flatnonzero(np.isfinite(output))[0] + entry.cumulative == rows, pick


@pytest.mark.parametrize("value", [0.0, 5.0, -5.0, 1e308])
@pytest.mark.parametrize("volume", [0.0, 1.0])
def test_constant_columns_leave_no_gap_and_no_infinity(value, volume):
    frame = pd.DataFrame(value, index=range(150), columns=["open", "high", "low", "close"]).assign(volume=volume)
    series = Series(frame, "close", "flat", ROWS, {column: column for column in frame})
    for name in catalogue.entries():
        table = build.build(series, Features(indicators=(Pick(name=name),)))
        assert np.isfinite(table.frame.to_numpy()).all(), name


def test_a_value_that_is_not_defined_counts_as_0():
    assert build.build(line(0, 0, 1, 2), chosen("ROC(1)")).frame["ROC_1"].tolist() == [0, 0, 100]
    frame = pd.DataFrame({"high": [1.0, 2, 3], "low": 1.0, "close": 1.0, "volume": 0.0})
    series = Series(frame, "close", "still", ROWS, {column: column for column in frame})
    assert np.isnan(talib.VWMA(frame["close"].to_numpy(), frame["volume"].to_numpy(), 2)[1:]).all()
    assert build.build(series, chosen("VWMA(2)")).frame["VWMA_2"].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("features", "sentence"),
    [
        (Features(columns=("b",)), "There is no column “b” in “line”; it has y."),
        (Features(columns=("y",)), "“y” is the target, which is always a feature."),
        (chosen("RSI,RSI(14)"), "The feature “RSI_14” is chosen twice."),
        (chosen("ATR"), "ATR needs the columns high, low, close, which “line” does not have."),
        (Features(indicators=(Pick(name="RSI", parameters={"timeperiod": 1}),)), "timeperiod (1) must be 2 to 500."),
    ],
)
def test_refused_in_words(features, sentence):
    with pytest.raises(BadSetting) as refused:
        build.build(line(*range(30)), features)
    assert sentence in str(refused.value)


def test_a_column_named_like_an_indicator_is_not_taken_for_it():
    series = Series(pd.DataFrame({"y": np.arange(9.0), "SMA_2": 0.0}), "y", "named", ROWS)
    with pytest.raises(BadSetting, match="“SMA_2” is chosen twice"):
        build.build(series, chosen("SMA(2)", "SMA_2"))


def test_too_short_a_series_says_how_many_rows_are_needed():
    with pytest.raises(TooLittleData, match=r"MACD \(12, 26, 9\) .* first 33 rows.* at least 34 are needed"):
        build.build(line(*range(33)), chosen("SMA(2),MACD"))
    assert len(build.build(line(*range(34)), chosen("SMA(2),MACD")).frame) == 1


def continued(series: Series, origin: int, path: np.ndarray) -> Series:
    """The series up to the origin, then the path, the other columns held."""
    rows = series.frame.iloc[[*range(origin + 1), *[origin] * len(path)]].reset_index(drop=True)
    rows.loc[origin + 1 :, series.target] = path
    return replace(series, frame=rows)


@pytest.mark.parametrize("steps", [0, 1, 7])
def test_last_rows_equal_those_of_the_continued_series(steps):
    series = walk(200)
    origins = np.array([199, 120, 196, 120])
    paths = 100 + np.random.default_rng(0).normal(0, 3, (4, steps))
    features = Features(indicators=tuple(Pick(name=name) for name in list(catalogue.entries())[:60]))
    rest = [name for name in catalogue.entries() if Pick(name=name) not in features.indicators]
    for picked in (
        chosen("RSI,MACD,ATR,OBV,MINMAXINDEX", "Volume"),
        Features(columns=("Open", "Low")),
        Features(),
        features,
        Features(indicators=tuple(Pick(name=name) for name in rest[:60])),
        Features(indicators=tuple(Pick(name=name) for name in rest[60:])),
    ):
        rows = build.last_rows(series, picked, paths, origins)
        for row, origin, path in zip(rows, origins, paths, strict=True):
            expected = build.build(continued(series, origin, path), picked).frame.iloc[-1].to_numpy()
            np.testing.assert_allclose(row, expected, rtol=1e-12, atol=1e-12)


def test_last_rows_by_hand():
    rows = build.last_rows(line(1, 2, 3, 4), chosen("SMA(2)"), np.array([[10.0, 20], [30, 40]]), np.array([3, 1]))
    assert rows.tolist() == [[20, 15], [40, 35]]


def test_last_rows_leave_the_series_as_it_was():
    series = walk(80)
    before = series.frame.copy()
    build.last_rows(series, chosen("ATR,OBV"), np.ones((2, 3)), np.array([50, 79]))
    pd.testing.assert_frame_equal(series.frame, before)


def test_last_rows_refuse_an_origin_within_the_warm_up():
    with pytest.raises(TooLittleData):
        build.last_rows(walk(80), chosen("RSI"), np.ones((1, 2)), np.array([11]))
    assert build.last_rows(walk(80), chosen("RSI"), np.ones((1, 3)), np.array([11])).shape == (1, 2)
