"""Prices through yfinance's own code, from a loopback service; and its failures in our words."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import ticker
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
        monkeypatch.setenv(ticker.SERVICE, running.address)
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
        assert period in ticker.PERIODS


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
    monkeypatch.setattr(ticker, "SECONDS", 0.5)
    with pytest.raises(NoNetwork, match="can't be reached"):
        ticker.fetch("SLOW", cache=cache)


def test_a_service_that_is_gone_is_no_network(monkeypatch, cache):
    with price_service.PriceService() as gone:
        monkeypatch.setenv(ticker.SERVICE, gone.address)
    with pytest.raises(NoNetwork, match="can't be reached"):
        ticker.fetch("AAPL", cache=cache)


def test_without_a_route_there_is_no_network(monkeypatch, cache):
    monkeypatch.delenv(ticker.SERVICE, raising=False)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with pytest.raises(NoNetwork, match="can't be reached"):
        ticker.fetch("AAPL", cache=cache)


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
    assert set().union(*(ticker.periods_for(interval) for interval in ticker.INTERVALS)) == set(ticker.PERIODS)


def test_an_odd_service_address_is_refused(monkeypatch, cache):
    monkeypatch.setenv(ticker.SERVICE, "ftp://x")
    with pytest.raises(BadSetting, match="LSTM_LAB_PRICE_SERVICE"):
        ticker.fetch("AAPL", cache=cache)


def test_yfinance_writes_only_into_the_cache(service, tmp_path):
    ticker.fetch("AAPL", cache=tmp_path / "prices")
    import yfinance.cache

    assert yfinance.cache._TzDBManager.get_location() == str(tmp_path / "prices")
    assert yfinance.cache._CookieDBManager.get_location() == str(tmp_path / "prices")


def test_todays_row_is_marked(monkeypatch):
    today = pd.Timestamp.now("America/New_York").normalize()
    prices = pd.DataFrame({"Close": [1.0]}, index=pd.DatetimeIndex([today]))
    assert any("may still change" in note for note in ticker.tidy(prices, "1d")[1]) == (
        today.date() >= pd.Timestamp.now("UTC").date()
    )
