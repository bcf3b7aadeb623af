from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import talib

from lstm_core.data.series import Frequency, Series
from lstm_core.errors import BadSetting, TooLittleData
from lstm_core.features import build, catalogue, recipes
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
    values = recipes.values(series)
    for entry in catalogue.for_series(series):
        if entry.known_ahead or entry.name == "SEASONAL_LAG":
            continue
        pick = Pick(name=entry.name)
        table = build.indicator(series, pick)
        rows = catalogue.warm_up(pick)
        assert len(table) == 120
        assert table.iloc[:rows].isna().all(axis=None), pick
        assert table.iloc[rows:].notna().all(axis=None), pick
        for output in recipes.of(series, pick).outputs(values):
            if output.dtype.kind == "f":  # those of whole numbers have no NaN: their warm-up is 0
                assert np.flatnonzero(np.isfinite(output))[0] + entry.cumulative == rows, pick


@pytest.mark.parametrize("value", [0.0, 5.0, -5.0, 1e308])
@pytest.mark.parametrize("volume", [0.0, 1.0])
def test_constant_columns_leave_no_gap_and_no_infinity(value, volume):
    frame = pd.DataFrame(value, index=range(150), columns=["open", "high", "low", "close"]).assign(volume=volume)
    series = Series(frame, "close", "flat", ROWS, {column: column for column in frame})
    for name in (entry.name for entry in catalogue.for_series(series)):
        table = build.build(series, catalogue.settled(Features(indicators=(Pick(name=name),)), 7))
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


HOURS = Frequency("hour", 3600, pd.Timedelta(hours=1))


def hours(rows: int, **changes) -> Series:
    """y counts 0, 1, 2 ...; plan is ten times as much, known three rows beyond the end."""
    index = pd.date_range("2026-03-01", periods=rows, freq="h", name="time")
    frame = pd.DataFrame({"y": np.arange(rows, dtype=float), "plan": 10.0 * np.arange(rows)}, index=index)
    ahead = pd.DataFrame({"plan": 10.0 * np.arange(rows, rows + 3)}, index=HOURS.after(index[-1], 3))
    return Series(frame, "y", "hours", HOURS, known_ahead=("plan",), ahead=ahead, **changes)


def test_what_is_known_ahead_stands_where_the_window_ends():
    table = build.build(hours(30), chosen("HOUR,SMA(2)", "plan"), ahead=3)
    assert table.frame["plan"].tolist() == [10.0 * (row + 3) for row in range(1, 30)]
    clock = build.build(hours(34), chosen("HOUR", "plan")).frame
    expected = clock[["HOUR_sin", "HOUR_cos"]].to_numpy()[4:33]  # rows 1 .. 29, three hours on
    assert np.array_equal(table.frame[["HOUR_sin", "HOUR_cos"]].to_numpy(), expected)
    assert table.frame["SMA_2"].tolist() == [row - 0.5 for row in range(1, 30)]
    assert (table.known_ahead, table.held, table.ahead) == (("plan", "HOUR_sin", "HOUR_cos"), (), 3)


def test_where_marked_values_end_the_last_is_held_and_named():
    table = build.build(hours(30), chosen("", "plan"), ahead=5)
    assert table.frame["plan"].tolist()[-5:] == [300, 310, 320, 320, 320]
    assert table.held == ("plan",)
    without = replace(hours(30), ahead=None)
    assert build.build(without, chosen("", "plan"), ahead=1).frame["plan"].tolist()[-2:] == [290, 290]
    assert build.held(without, chosen("", "plan"), 0) == ()


def test_unless_it_is_marked_a_column_is_not_known_ahead():
    table = build.build(replace(hours(9), known_ahead=()), chosen("", "plan"), ahead=3)
    assert table.frame["plan"].tolist() == [10.0 * row for row in range(9)]
    assert table.known_ahead == ()


def test_changes_need_the_row_before_the_first():
    table = build.build(replace(line(5, 7, 8), learn_as="difference"), Features())
    assert (table.frame["y"].tolist(), table.before, table.warm_up) == ([7, 8], 5, 1)
    later = build.build(replace(line(5, 7, 8, 1), learn_as="difference"), chosen("SMA(3)"))
    assert (later.frame["y"].tolist(), later.before) == ([8, 1], 7)


def test_a_period_that_is_not_found_yet_is_asked_for():
    with pytest.raises(BadSetting, match="SEASONAL_LAG needs a period in rows"):
        build.build(line(*range(30)), chosen("SEASONAL_LAG"))
    assert build.build(line(*range(5)), chosen("SEASONAL_LAG(3)")).frame["SEASONAL_LAG_3"].tolist() == [0, 1]


def test_too_long_a_period_is_refused_with_the_bound():
    with pytest.raises(
        TooLittleData, match=r"the training part has 40: at least 50 are needed. Choose period 40 or less"
    ):
        build.check(line(*range(60)), chosen("SMA(50)"), 40, "the training part")
    build.check(line(*range(60)), chosen("SMA(40)"), 40, "the training part")


def test_the_hour_of_daily_rows_is_refused():
    daily = replace(hours(30), frequency=Frequency("day", 86_400, "D"))
    with pytest.raises(BadSetting, match=r"HOUR never changes along “hours” \(every day\)"):
        build.build(daily, chosen("HOUR"))
