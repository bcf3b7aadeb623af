"""Prices through yfinance's own code, from a loopback service; and its failures in our words."""

import importlib.util
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import prices, shelf, ticker
from lstm_core.errors import BadSetting, NoNetwork, RateLimited, UnknownTicker

spec = importlib.util.spec_from_file_location("price_service", Path(__file__).parents[1] / "price_service.py")
price_service = sys.modules.setdefault("price_service", importlib.util.module_from_spec(spec))
spec.loader.exec_module(price_service)


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("home") / "prices"


@pytest.fixture
def service(monkeypatch):
    with price_service.PriceService() as running:
        monkeypatch.setenv(prices.SERVICE, running.address)
        yield running


def test_daily_prices_keep_the_exchange_dates(service, cache):
    found = ticker.fetch("msft", "1d", "1y", cache)
    truth = price_service.daily("MSFT").tail(len(found.frame))
    assert found.name == "MSFT"
    assert list(found.frame.columns) == ["Open", "High", "Low", "Close", "Volume"]
    assert found.frame.index.equals(truth.index)
    assert found.frame.index.name == "time"
    assert str(found.frame.index.dtype) == "datetime64[ns]"
    assert np.allclose(found.frame.to_numpy(), truth.to_numpy())
    assert "adjusted" in found.notes[0]
    assert set(found.roles) == {"open", "high", "low", "close", "volume"}


def test_hours_are_utc(service, cache):
    found = ticker.fetch("AAPL", "1h", "5d", cache)
    assert found.frame.index[0].strftime("%H:%M") == "14:30"  # 9:30 in New York in November
    assert "Times are UTC." in found.notes


@pytest.mark.parametrize("interval", ticker.INTERVALS)
def test_every_interval_gives_rows_in_order(service, cache, interval):
    for period in ticker.periods_for(interval):
        frame = ticker.fetch("AAPL", interval, period, cache).frame
        assert len(frame) >= 10
        assert frame.index.is_monotonic_increasing
        assert frame.index.is_unique


def test_a_day_without_prices_is_left_out(service, cache):
    full, holed = (ticker.fetch(symbol, "1d", "1mo", cache).frame for symbol in ("AAPL", "NULLS"))
    assert len(holed) == len(full) - 1


def test_an_unknown_symbol_is_said_to_be_unknown(service, cache):
    for period in ("5y", "max"):
        with pytest.raises(UnknownTicker, match="no prices for “NOPE”"):
            ticker.fetch("NOPE", period=period, cache=cache)


def test_a_busy_service_asks_to_wait(service, cache):
    with pytest.raises(RateLimited, match="wait"):
        ticker.fetch("BUSY", cache=cache)


def test_a_web_page_is_no_price(service, cache):
    with pytest.raises(NoNetwork, match="something other than prices"):
        ticker.fetch("HTML", cache=cache)


def test_a_silent_service_is_given_up(service, cache, monkeypatch):
    monkeypatch.setattr(prices, "SECONDS", 0.5)
    with pytest.raises(NoNetwork, match="can't be reached"):
        ticker.fetch("SLOW", cache=cache)


def test_a_service_that_is_gone_is_no_network(monkeypatch, cache):
    with price_service.PriceService() as gone:
        monkeypatch.setenv(prices.SERVICE, gone.address)
    with pytest.raises(NoNetwork, match="can't be reached"):
        ticker.fetch("IBM", cache=cache)


def test_without_a_route_there_is_no_network(monkeypatch, cache):
    monkeypatch.delenv(prices.SERVICE, raising=False)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with pytest.raises(NoNetwork, match="can't be reached"):
        ticker.fetch("IBM", cache=cache)


@pytest.mark.parametrize("symbol", ["", "../etc", "A" * 1000, "A B", "A\0", "<b>", "Ä"])
def test_what_can_be_no_symbol_is_never_asked_for(service, cache, symbol):
    with pytest.raises(UnknownTicker, match="can't be a ticker symbol"):
        ticker.fetch(symbol, cache=cache)
    assert service.asked == []


def test_intervals_and_periods_are_checked(cache):
    with pytest.raises(BadSetting, match="interval"):
        ticker.fetch("AAPL", "7m", "1d", cache)
    with pytest.raises(BadSetting, match="period"):
        ticker.fetch("AAPL", "1m", "10y", cache)


def test_an_odd_service_address_is_refused(monkeypatch, cache):
    monkeypatch.setenv(prices.SERVICE, "ftp://x")
    with pytest.raises(BadSetting, match="LSTM_LAB_PRICE_SERVICE"):
        ticker.fetch("IBM", cache=cache)


def test_yfinance_writes_only_into_the_cache(service, tmp_path):
    ticker.fetch("AAPL", cache=tmp_path / "prices")
    import yfinance.cache

    assert yfinance.cache._TzDBManager.get_location() == str(tmp_path / "prices")
    assert yfinance.cache._CookieDBManager.get_location() == str(tmp_path / "prices")


@pytest.mark.parametrize(
    "interval, days, marked",
    [("1d", 0, True), ("1d", 1, False), ("1wk", 6, True), ("1wk", 7, False), ("1mo", 27, True)],
)
def test_a_row_that_was_not_over_is_marked(tmp_path, interval, days, marked):
    kept = prices.Prices(price_service.daily("AAPL"), 0, 0, datetime.now(UTC))
    moved = kept.frame.shift(freq=kept.fetched.date() - kept.frame.index[-1].date() - timedelta(days))
    shelf.put(tmp_path, ("AAPL", interval, "2y"), kept._replace(frame=moved))
    notes = ticker.fetch("AAPL", interval, "2y", tmp_path).notes
    assert any("may still change" in note for note in notes) == marked


def test_dividends_and_splits_of_the_period_are_counted(service, cache):
    assert "no dividend and no split" in ticker.fetch("MSFT", "1d", "5y", cache).notes[0]
    rows = len(ticker.fetch("AAPL", "1d", "2y", cache).frame)
    assert f"{-(-rows // 60)} dividends and 1 split" in ticker.fetch("AAPL", "1d", "2y", cache).notes[0]


def test_what_yahoo_says_is_told_apart(service, tmp_path):
    for symbol, interval, fault, words in (
        ("NOPE", "1d", UnknownTicker, "no prices for “NOPE”.*Check the spelling"),
        ("CLOSED", "1d", UnknownTicker, "the market was closed, or it is no longer traded"),
        ("FAR", "1h", BadSetting, "within the last 730 days.*Choose a shorter period"),
        ("DOWN", "1d", NoNetwork, "something other than prices"),
        ("CUT", "1d", NoNetwork, "something other than prices"),
    ):
        with pytest.raises(fault, match=words):
            ticker.fetch(symbol, interval, "1y", tmp_path)
    assert list(tmp_path.glob("*.parquet")) == []


def test_prices_are_asked_for_once_a_day_unless_fresh_ones_are_wanted(service, tmp_path):
    first = ticker.fetch("MSFT", "1d", "1y", tmp_path)
    asked = len(service.asked)
    again = ticker.fetch("msft", "1d", "1y", tmp_path)
    assert len(service.asked) == asked
    pd.testing.assert_frame_equal(first.frame, again.frame, check_freq=False)
    assert any(note.startswith("Fetched less than a minute ago (20") for note in again.notes)
    ticker.fetch("MSFT", "1d", "1y", tmp_path, fresh=True)
    assert len(service.asked) > asked


@pytest.mark.parametrize(
    "interval, minutes, current", [("1h", 14, True), ("1h", 16, False), ("1h", -5, False), ("1d", 24 * 60, False)]
)
def test_how_long_prices_are_current(interval, minutes, current):
    kept = prices.Prices(pd.DataFrame(), 0, 0, datetime.now(UTC) - timedelta(minutes=minutes))
    assert shelf.is_current(kept, interval) == current


@pytest.mark.parametrize(
    "mood, words",
    [("BUSY", "asks us to wait"), ("HTML", "answered with something other"), ("gone", "can't be reached")],
)
def test_old_prices_are_served_and_said_to_be_old_when_the_service_can_not_answer(tmp_path, monkeypatch, mood, words):
    asked = ("MSFT", "1d", "1y")
    old = prices.Prices(price_service.daily("MSFT"), 0, 0, datetime.now(UTC) - timedelta(days=2, minutes=1))
    shelf.put(tmp_path, asked, old)
    with price_service.PriceService() as service:
        monkeypatch.setenv(prices.SERVICE, service.address)
        service.mood = mood
        if mood != "gone":
            found = ticker.fetch(*asked, tmp_path)
    if mood == "gone":
        found = ticker.fetch(*asked, tmp_path)
    assert len(found.frame) == len(old.frame)
    assert any(words in note and "these prices are 2 days old" in note for note in found.notes)
    assert not any(note.startswith("Fetched") for note in found.notes)


def test_a_bad_answer_is_forgotten_once_the_service_is_well(service, tmp_path):
    service.mood = "HTML"
    with pytest.raises(NoNetwork, match="something other"):
        ticker.fetch("MSFT", "1d", "1y", tmp_path)
    service.mood = None
    assert len(ticker.fetch("MSFT", "1d", "1y", tmp_path).frame) > 200


def test_an_unknown_symbol_is_not_served_from_the_cache(service, tmp_path):
    yesterday = datetime.now(UTC) - timedelta(days=1)
    shelf.put(tmp_path, ("NOPE", "1d", "1y"), prices.Prices(price_service.daily("MSFT"), 0, 0, yesterday))
    with pytest.raises(UnknownTicker, match="no prices"):
        ticker.fetch("NOPE", "1d", "1y", tmp_path)


def test_damaged_and_swapped_files_of_the_cache_are_fetched_again(service, tmp_path):
    ticker.fetch("MSFT", "1d", "1y", tmp_path)
    ticker.fetch("AAPL", "1d", "1y", tmp_path)
    one, other = (shelf.path_of(tmp_path, (symbol, "1d", "1y")) for symbol in ("MSFT", "AAPL"))
    one.write_bytes(other.read_bytes())
    other.write_bytes(b"PAR1 and no more")
    assert shelf.find(tmp_path, ("MSFT", "1d", "1y")) is None
    assert shelf.find(tmp_path, ("AAPL", "1d", "1y")) is None
    assert ticker.fetch("MSFT", "1d", "1y", tmp_path).frame["Close"].iloc[-1] == pytest.approx(
        price_service.daily("MSFT")["Close"].iloc[-1]
    )


def test_the_cache_lets_the_oldest_go(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "MOST", 3)
    kept = prices.Prices(price_service.daily("MSFT").tail(5), 0, 0, datetime.now(UTC))
    for number in range(5):
        shelf.put(tmp_path, (f"S{number}", "1d", "1y"), kept)
        path = shelf.path_of(tmp_path, (f"S{number}", "1d", "1y"))
        os.utime(path, (number, number))
    assert [number for number in range(5) if shelf.find(tmp_path, (f"S{number}", "1d", "1y"))] == [2, 3, 4]


def test_several_symbols_stand_beside_the_first_on_its_rows(service, cache):
    found = ticker.fetch_many(("aapl", "NULLS", "MSFT"), "1d", "1mo", cache)
    plain = ["Open", "High", "Low", "Close", "Volume"]
    assert list(found.frame.columns) == [*plain, "NULLS Close", "NULLS Volume", "MSFT Close", "MSFT Volume"]
    assert found.name == "AAPL with NULLS, MSFT"
    assert (found.target, found.roles["volume"]) == ("Close", "Volume")
    alone = ticker.fetch("AAPL", "1d", "1mo", cache).frame
    pd.testing.assert_frame_equal(found.frame[plain], alone, check_freq=False)
    assert found.frame["NULLS Close"].isna().tolist() == [at == 1 for at in range(len(alone))]
    assert not found.frame["MSFT Close"].isna().any()
    assert any("“NULLS” has no price on 1 of" in note for note in found.notes)
    assert any("AAPL 1 dividend and 1 split; NULLS no dividend" in note for note in found.notes)


def test_too_many_symbols_and_doubles_are_refused(service, cache):
    for symbols, words in (
        ((), "0 symbols"),
        (tuple("ABCDEFGHI"), "9 symbols"),
        (("AAPL", " aapl"), "“AAPL” is named twice"),
    ):
        with pytest.raises(BadSetting, match=words):
            ticker.fetch_many(symbols, cache=cache)
    with pytest.raises(UnknownTicker, match="“NOPE”"):
        ticker.fetch_many(("AAPL", "NOPE"), cache=cache)
    assert set(service.asked) <= {"AAPL", "NOPE"}


def test_the_age_is_said_in_words():
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    ages = {
        (0, 59): "less than a minute",
        (1, 0): "1 minute",
        (59, 59): "59 minutes",
        (180, 0): "3 hours",
        (2880, 0): "2 days",
    }
    for (minutes, seconds), words in ages.items():
        assert ticker.age(now - timedelta(minutes=minutes, seconds=seconds), now) == words
