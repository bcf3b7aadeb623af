"""Prices of a ticker symbol from Yahoo Finance, through yfinance."""

import functools
import json
import os
import re
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from lstm_core.data.series import Dataset
from lstm_core.errors import BadSetting, NoNetwork, RateLimited, UnknownTicker

SYMBOL = re.compile(r"[A-Za-z0-9.^=\-]{1,20}")
SECONDS = 10
SERVICE = "LSTM_LAB_PRICE_SERVICE"

# How far back the price source goes for each interval.
RANGES = {
    "1m": ("1d", "5d"),
    "5m": ("5d", "1mo"),
    "15m": ("5d", "1mo"),
    "30m": ("5d", "1mo"),
    "1h": ("5d", "1mo", "3mo", "6mo", "1y", "2y"),
    "1d": ("1mo", "3mo", "6mo", "1y", "2y", "5y", "10y", "max"),
    "1wk": ("1y", "2y", "5y", "10y", "max"),
    "1mo": ("2y", "5y", "10y", "max"),
}
INTERVALS = tuple(RANGES)
PERIODS = ("1d", "5d", "1mo", "3mo", "6mo", "1y", "2y", "5y", "10y", "max")


def periods_for(interval: str) -> tuple[str, ...]:
    """The periods that the price source offers at that interval. Raises BadSetting."""
    if interval not in RANGES:
        raise BadSetting(f"interval ({str(interval)[:20]}) must be one of {', '.join(INTERVALS)}.")
    return RANGES[interval]


def fetch(symbol: str, interval: str = "1d", period: str = "5y", cache: Path | None = None) -> Dataset:
    """Open, High, Low, Close and Volume of a symbol, adjusted for dividends and splits.

    Daily and longer intervals carry the exchange's dates, shorter ones times in UTC. yfinance keeps its
    own small files inside the folder `cache`. Raises BadSetting, UnknownTicker, RateLimited or NoNetwork.
    """
    symbol = symbol.strip()
    if not SYMBOL.fullmatch(symbol):
        raise UnknownTicker(
            f"“{symbol[:20]}” can't be a ticker symbol: those have 1 to 20 letters, digits and the signs . ^ = -. "
            "Try AAPL or ^GSPC."
        )
    if period not in periods_for(interval):
        allowed = ", ".join(RANGES[interval])
        raise BadSetting(f"period ({str(period)[:20]}) must be one of {allowed} at an interval of {interval}.")
    frame, notes = tidy(history(symbol, interval, period, cache), interval)
    if frame.empty:
        raise unknown(symbol)
    adjusted = "Prices are adjusted for dividends and splits, so old ones differ from those paid at the time."
    return Dataset(
        frame=frame, name=symbol.upper(), source=f"Yahoo Finance: {interval} for {period}", notes=(adjusted, *notes)
    )


def history(symbol: str, interval: str, period: str, cache: Path | None) -> pd.DataFrame:
    """yfinance's own table, its errors in our words."""
    import yfinance
    from yfinance import exceptions

    point_caches(str(cache) if cache else scratch())
    yfinance.config.debug.hide_exceptions = False
    try:
        return yfinance.Ticker(symbol, session=session()).history(
            period=period, interval=interval, auto_adjust=True, timeout=SECONDS
        )
    except exceptions.YFRateLimitError as limited:
        raise busy() from limited
    except (exceptions.YFTickerMissingError, exceptions.YFInvalidPeriodError) as missing:
        raise unknown(symbol, getattr(missing, "yahoo_reason", None)) from missing
    except json.JSONDecodeError as page:
        raise garbled() from page
    except OSError as away:
        if (status := getattr(getattr(away, "response", None), "status_code", None)) in (400, 404):
            raise unknown(symbol) from away
        if status == 429:
            raise busy() from away
        raise NoNetwork(
            "Yahoo Finance can't be reached. Check the network and try again, or bring a CSV file; "
            "samples work without a network."
        ) from away
    except (exceptions.YFException, ValueError, KeyError, TypeError, IndexError, AttributeError) as odd:
        raise garbled() from odd


def busy() -> RateLimited:
    """The refusal to serve us for now."""
    return RateLimited("Yahoo Finance asks us to wait. Try again in a few minutes, or bring a CSV file.")


def unknown(symbol: str, said: str | None = None) -> UnknownTicker:
    """No prices for this symbol, with Yahoo's own explanation where it gave one."""
    because = f" (it says: {said.strip(' .')[:160]})" if said else ""
    return UnknownTicker(
        f"Yahoo Finance has no prices for “{symbol}”{because}. Check the symbol, or take another interval or period."
    )


def garbled() -> NoNetwork:
    """An answer that holds no prices."""
    return NoNetwork("Yahoo Finance answered with something other than prices. Try again later, or bring a CSV file.")


def tidy(prices: pd.DataFrame, interval: str) -> tuple[pd.DataFrame, list[str]]:
    """Prices by time without a zone, as floats, sorted and unique; and notes."""
    notes = []
    frame = prices.drop(columns=["Dividends", "Stock Splits", "Capital Gains"], errors="ignore").dropna(how="all")
    intraday = interval[-1] in "mh"
    if frame.index.tz is not None:
        frame.index = (frame.index.tz_convert("UTC") if intraday else frame.index).tz_localize(None)
    if intraday:
        notes.append("Times are UTC.")
    frame.index = frame.index.astype("datetime64[ns]").rename("time")
    frame = frame[~frame.index.duplicated(keep="last")].sort_index().astype("float64")
    if not intraday and len(frame) and frame.index[-1].date() >= pd.Timestamp.now("UTC").date():
        notes.append("The last row is of today and may still change.")
    return frame, notes


@functools.lru_cache(maxsize=1)
def point_caches(folder: str) -> None:
    """Has yfinance keep its time zones and cookies in that folder and nowhere else."""
    import yfinance

    yfinance.set_tz_cache_location(folder)


@functools.cache
def scratch() -> str:
    """A folder for this process alone, for when no cache is given."""
    return tempfile.mkdtemp(prefix="lstm-lab-prices-")


def session() -> object:
    """A session that waits at most SECONDS a request, and asks LSTM_LAB_PRICE_SERVICE where that is set."""
    return redirected(service) if (service := os.environ.get(SERVICE)) else direct()


def direct() -> object:
    """A session that looks like a browser, as yfinance's own does."""
    from curl_cffi import requests

    class Bounded(requests.Session):
        def request(self, method, url, **options):
            options["timeout"] = min(options.get("timeout") or SECONDS, SECONDS)
            return super().request(method, url, **options)

    return Bounded(impersonate="chrome")


def redirected(service: str) -> object:
    """A session whose every request goes to `service`, a mirror or proxy, under the path that was asked."""
    import requests

    base = urlsplit(service)
    if base.scheme not in ("http", "https") or not base.hostname:
        raise BadSetting(f"{SERVICE} ({service[:60]}) must be an address such as http://127.0.0.1:8000.")

    class Redirect(requests.adapters.HTTPAdapter):
        def send(self, request, **options):
            asked = urlsplit(request.url)
            request.headers["Host"] = base.netloc
            request.url = asked._replace(scheme=base.scheme, netloc=base.netloc).geturl()
            options["timeout"] = min(options.get("timeout") or SECONDS, SECONDS)
            return super().send(request, **options)

    here = requests.Session()
    here.trust_env = False
    here.mount("https://", Redirect())
    here.mount("http://", Redirect())
    return here
