import subprocess
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import talib

from lstm_core.data.series import Frequency, Series
from lstm_core.errors import BadSetting
from lstm_core.features import bounds, catalogue
from lstm_core.specs import Features, Pick


def series(columns: str, target: str = "close", roles: bool = True) -> Series:
    names = columns.split()
    frame = pd.DataFrame(np.ones((10, len(names))), columns=names)
    return Series(frame, target, "ones", Frequency("row", None, 1), {name: name for name in names} if roles else {})


def variants(entry: catalogue.Entry) -> list[dict[str, float | str]]:
    """Defaults, each bound of each parameter, every kind of average, all low and all high together.

    Where 0 stands for a period that is still to be found, the lowest is 2 and the default a day of hours.
    """
    low = {p.name: 2 if p.name == "period" else p.default if p.choices else p.low for p in entry.parameters}
    high = {p.name: p.choices[0] if p.choices else p.high for p in entry.parameters}
    default = {p.name: 24 if p.name == "period" else p.default for p in entry.parameters}
    found = [{}, low, high]
    for p in entry.parameters:
        kinds = range(len(bounds.MOVING_AVERAGES)) if p.is_average_kind else ()
        found += [{p.name: value} for value in (low[p.name], default[p.name], high[p.name], *kinds)]
    return [{name: default[name] for name in default if name == "period"} | parameters for parameters in found]


OWN = {"LAG", "SEASONAL_LAG", "ZSCORE"}
CALENDAR = {"HOUR", "WEEKDAY", "MONTH", "DAY_OF_YEAR", "HOLIDAY", "FOURIER", "DAY_WAVES", "WEEK_WAVES", "YEAR_WAVES"}


def test_every_talib_function_is_offered_or_left_out_with_a_reason():
    offered = set(catalogue.entries()) - OWN - CALENDAR
    assert offered | set(bounds.LEFT_OUT) == set(talib.get_functions())
    assert not offered & set(bounds.LEFT_OUT)
    assert len(offered) == 180
    assert (bounds.CUMULATIVE | bounds.NOT_ON_THE_PRICE).issubset(offered)


def test_one_thing_is_offered_once():
    assert set(bounds.ELSEWHERE.values()) <= set(catalogue.entries())
    with pytest.raises(BadSetting, match=r"ROLL_MEAN is called SMA here\."):
        catalogue.find("roll_mean")


def test_every_entry_has_one_plain_line_of_its_own():
    abouts = [entry.about for entry in catalogue.entries().values()]
    assert len(set(abouts)) == len(abouts)
    assert all(20 < len(about) < 240 and about.endswith(".") for about in abouts)
    assert catalogue.find("CDLDOJI").about.endswith(
        "100 on rows where it appears, -100 where its downward form does, 0 elsewhere."
    )
    assert catalogue.find("OBV").reason.startswith("Given as its change from row to row")
    assert catalogue.find("RSI").reason == ""


def test_only_the_calendar_is_known_ahead():
    assert {name for name, entry in catalogue.entries().items() if entry.known_ahead} == CALENDAR


def test_kinds_of_average_are_talibs_own():
    known = [number for number in range(99) if number in vars(talib.MA_Type)["_lookup"]]
    assert known == list(range(len(bounds.MOVING_AVERAGES)))


def test_an_entry_says_what_it_reads_and_gives():
    rsi, obv, macd = (catalogue.find(name) for name in ("RSI", "OBV", "MACD"))
    assert (rsi.title, rsi.group, rsi.inputs) == ("Relative Strength Index", "Momentum", ("target",))
    assert rsi.parameters == (catalogue.Parameter("timeperiod", "Period", 14, 2, 500, whole=True),)
    assert (obv.inputs, obv.cumulative) == (("close", "volume"), True)
    assert macd.outputs == ("macd", "macdsignal", "macdhist")
    assert [name for name in ("SMA", "BBANDS", "RSI", "VWAP", "AVGDEV") if catalogue.find(name).overlay] == [
        "SMA",
        "BBANDS",
    ]


def test_every_bound_of_every_parameter_runs():
    random = np.random.default_rng(1)
    close = 100 + random.normal(0, 1, 50).cumsum()
    values = {"target": close, "open": close - 0.1, "close": close, "high": close + 1, "low": close - 1}
    values["volume"] = random.uniform(1, 9, 50)
    values |= {"time": pd.date_range("2026-01-01", periods=50, freq="h"), "row": np.arange(50)}
    for entry in catalogue.entries().values():
        for parameters in variants(entry):
            pick = Pick(name=entry.name, parameters=parameters)
            told = entry.function(*(values[role] for role in entry.inputs), **catalogue.resolve(pick))
            assert len(told if isinstance(told, tuple) else [told]) == len(catalogue.columns(pick)), pick
            assert catalogue.warm_up(pick) >= 0, pick


def test_different_parameters_give_different_column_names():
    for entry in catalogue.entries().values():
        names = {}
        for parameters in variants(entry):
            pick = Pick(name=entry.name, parameters=parameters)
            settings = tuple(catalogue.resolve(pick).items())
            for column in catalogue.columns(pick):
                assert names.setdefault(column, settings) == settings
    every = [column for name in catalogue.entries() for column in catalogue.columns(Pick(name=name))]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("text", "columns", "label"),
    [
        ("RSI", ("RSI_14",), "RSI (14)"),
        ("rsi(7)", ("RSI_7",), "RSI (7)"),
        ("MACD", ("MACD_12_26_9", "MACD_12_26_9_signal", "MACD_12_26_9_hist"), "MACD (12, 26, 9)"),
        (
            "BBANDS(20,2,2.5)",
            ("BBANDS_20_2_2.5_upperband", "BBANDS_20_2_2.5_middleband", "BBANDS_20_2_2.5_lowerband"),
            "BBANDS (20, 2, 2.5)",
        ),
        ("MA(10,1)", ("MA_10_ema",), "MA (10, ema)"),
        ("AROON", ("AROON_14_down", "AROON_14_up"), "AROON (14)"),
        ("HT_SINE", ("HT_SINE_sine", "HT_SINE_leadsine"), "HT_SINE"),
        ("OBV", ("OBV_diff",), "OBV (change)"),
        ("hour", ("HOUR_sin", "HOUR_cos"), "HOUR"),
        ("holiday(de)", ("HOLIDAY_DE",), "HOLIDAY (DE)"),
        ("SEASONAL_LAG", ("SEASONAL_LAG_season",), "SEASONAL_LAG (season)"),
        (
            "FOURIER(24,2)",
            ("FOURIER_24_2_sin1", "FOURIER_24_2_cos1", "FOURIER_24_2_sin2", "FOURIER_24_2_cos2"),
            "FOURIER (24, 2)",
        ),
        ("MINMAXINDEX(5)", ("MINMAXINDEX_5_minidx_diff", "MINMAXINDEX_5_maxidx_diff"), "MINMAXINDEX (5, change)"),
    ],
)
def test_columns_and_labels(text, columns, label):
    (pick,) = catalogue.parse(text)
    assert catalogue.columns(pick) == columns
    assert catalogue.label(pick) == label


@pytest.mark.parametrize(
    ("text", "rows"), [("SMA(20)", 19), ("RSI", 14), ("MACD", 33), ("OBV", 1), ("MINMAXINDEX", 30)]
)
def test_warm_up(text, rows):
    assert catalogue.warm_up(catalogue.parse(text)[0]) == rows


def test_parse_reads_a_line_of_picks():
    assert catalogue.parse(" rsi(14), MACD ,Sma( 20 ),BBANDS(20,2,2)") == (
        Pick(name="RSI", parameters={"timeperiod": 14}),
        Pick(name="MACD"),
        Pick(name="SMA", parameters={"timeperiod": 20}),
        Pick(name="BBANDS", parameters={"timeperiod": 20, "nbdevup": 2, "nbdevdn": 2}),
    )
    assert catalogue.parse("") == catalogue.parse("  ") == ()
    assert catalogue.parse("RSI()") == (Pick(name="RSI"),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("RSI(1)", "RSI: timeperiod (1) must be 2 to 500."),
        ("RSI(501)", "RSI: timeperiod (501) must be 2 to 500."),
        ("RSI(14.5)", "RSI: timeperiod (14.5) must be a whole number."),
        ("BBANDS(20,0)", "BBANDS: nbdevup (0) must be 0.1 to 10."),
        ("RSI(1e999)", "RSI: timeperiod (inf) must be 2 to 500."),
        ("RSI(ten)", "RSI: timeperiod (“ten”) must be a number."),
        ("RSI(nan)", "RSI: timeperiod (“nan”) must be a number."),
        ("RSI(14,)", "RSI takes only timeperiod; given: 14,."),
        ("OBV(3)", "OBV takes no numbers; given: 3."),
        ("RSII", "There is no indicator “RSII”. Did you mean RSI or "),
        ("bollinger", "Did you mean BBANDS?"),
        ("QQQQQQ", "The catalogue lists all names."),
        ("LN", "LN is not offered: it is undefined for some values, and scaling makes it needless."),
        ("HOLIDAY(XX)", "HOLIDAY: country (“XX”) must be one of 2"),
        ("LAG(0)", "LAG: timeperiod (0) must be 1 to 500."),
        ("RSI(14", "“RSI(14” is not a list of indicators. Write for example RSI(14),MACD,SMA(20)."),
        ("RSI SMA", "is not a list of indicators."),
        (",RSI", "is not a list of indicators."),
    ],
)
def test_parse_refuses_in_words(text, sentence):
    with pytest.raises(BadSetting) as refused:
        catalogue.parse(text)
    assert sentence in str(refused.value)


def test_resolve_fills_defaults_and_knows_its_parameters():
    assert catalogue.resolve(Pick(name="macd", parameters={"slowperiod": 30.0})) == {
        "fastperiod": 12,
        "slowperiod": 30,
        "signalperiod": 9,
    }
    with pytest.raises(BadSetting, match=r"RSI has no parameter “period”; it has timeperiod\."):
        catalogue.resolve(Pick(name="RSI", parameters={"period": 3}))


def test_a_code_is_no_number_and_a_number_no_code():
    for name, parameter in (("RSI", {"timeperiod": "14"}), ("HOLIDAY", {"country": 3})):
        with pytest.raises(BadSetting, match="must be"):
            catalogue.resolve(Pick(name=name, parameters=parameter))


def test_a_period_left_open_takes_the_found_season():
    features = Features(indicators=catalogue.parse("SEASONAL_LAG,FOURIER(0,2),RSI"))
    settled = catalogue.settled(features, 12)
    assert [catalogue.label(pick) for pick in settled.indicators] == [
        "SEASONAL_LAG (12)",
        "FOURIER (12, 2)",
        "RSI (14)",
    ]
    assert catalogue.settled(settled, 1) == settled
    with pytest.raises(BadSetting, match="No season was found in the training part for SEASONAL_LAG: give its period"):
        catalogue.settled(features, 1)


def test_a_series_offers_what_its_columns_allow():
    offered = {columns: {e.name for e in catalogue.for_series(series(columns))} for columns in ("high low close",)}
    assert {"RSI", "ATR", "BETA"} <= offered["high low close"]
    assert not {"OBV", "BOP", "CDLDOJI"} & offered["high low close"]
    assert len(catalogue.for_series(series("open high low close volume"))) == 184  # without times: no calendar
    alone = catalogue.for_series(series("close", roles=False))
    assert {entry.inputs for entry in alone} == {("target",), ("row",)}
    assert len(alone) == sum(not entry.roles and entry.varies is None for entry in catalogue.entries().values())


@pytest.mark.parametrize(
    ("seconds", "names"),
    [
        (None, set()),
        (900, {"HOUR", "WEEKDAY", "MONTH", "DAY_OF_YEAR", "HOLIDAY", "DAY_WAVES", "WEEK_WAVES", "YEAR_WAVES"}),
        (86_400, {"WEEKDAY", "MONTH", "DAY_OF_YEAR", "HOLIDAY", "WEEK_WAVES", "YEAR_WAVES"}),
        (7 * 86_400, {"MONTH", "DAY_OF_YEAR", "YEAR_WAVES"}),
        (31 * 86_400, {"MONTH", "YEAR_WAVES"}),
        (366 * 86_400, set()),
    ],
)
def test_the_calendar_is_offered_where_it_varies(seconds, names):
    timed = replace(series("close"), frequency=Frequency("step", seconds, 1))
    assert {entry.name for entry in catalogue.for_series(timed)} & (CALENDAR - {"FOURIER"}) == names


def test_search_finds_by_name_title_group_and_line_the_nearest_first():
    bars = series("open high low close volume")
    assert [entry.name for entry in catalogue.search("rsi", bars)][:2] == ["RSI", "STOCHRSI"]
    assert catalogue.search("rolling mean", bars)[0].name == "SMA"
    assert {"STDDEV", "ZSCORE"} <= {entry.name for entry in catalogue.search("standard deviation", bars)}
    assert {entry.group for entry in catalogue.search("volume", bars)[:5]} == {"Volume", "Trend (overlays)"}
    assert catalogue.search("rolling nonsense", bars) == []
    assert catalogue.search("  ", bars) == catalogue.for_series(bars)
    assert "ATR" not in {entry.name for entry in catalogue.search("atr", series("close", roles=False))}


def test_the_longest_period_that_fits():
    assert catalogue.longest(Pick(name="SMA"), 50) == ("period", 50)
    assert catalogue.longest(Pick(name="RSI"), 50) == ("period", 49)
    assert catalogue.longest(Pick(name="MACD"), 50) is None
    assert catalogue.longest(Pick(name="RSI"), 2) is None


def test_json_is_as_documented():
    listed = {item["name"]: item for item in catalogue.as_json()}
    assert listed["RSI"] == {
        "name": "RSI",
        "title": "Relative Strength Index",
        "group": "Momentum",
        "about": catalogue.find("RSI").about,
        "inputs": ["close"],
        "parameters": [{"name": "timeperiod", "default": 14, "low": 2, "high": 500}],
        "outputs": ["RSI_14"],
        "overlay": False,
        "warm_up": 14,
        "known_ahead": False,
    }
    assert listed["HOUR"]["known_ahead"]
    assert "DE" in listed["HOLIDAY"]["parameters"][0]["choices"]
    assert list(listed) == list(catalogue.entries())


def test_importing_the_package_does_not_load_talib():
    code = "import sys; from lstm_core.features import build, causality, continuing; sys.exit('talib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
