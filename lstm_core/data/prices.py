"""What the price source answers: yfinance's table tidied, its errors in our words."""

import functools
import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pandas as pd

from lstm_core.errors import BadSetting, NoNetwork, RateLimited, UnknownTicker

SECONDS = 10
SERVICE = "LSTM_LAB_PRICE_SERVICE"


class Prices(NamedTuple):
    """One symbol's prices: `frame` (rows, Open High Low Close Volume) by time without a zone, adjusted.

    `dividends` and `splits` count those within the period; `fetched` is when, in UTC.
    """

    frame: pd.DataFrame
    dividends: int
    splits: int
    fetched: datetime


def ask(symbol: str, interval: str, period: str, cache: Path | None) -> Prices:
    """The prices as the source has them now.

    Raises UnknownTicker, BadSetting where it has none at that interval, RateLimited or NoNetwork.
    """
    fetched = datetime.now(UTC)
    table = history(symbol, interval, period, cache)
    frame = tidy(table.drop(columns=["Dividends", "Stock Splits", "Capital Gains"], errors="ignore"), interval)
    if frame.empty:
        raise no_rows(symbol, interval, period)
    counts = {name: int((table[name] != 0).sum()) if name in table else 0 for name in ("Dividends", "Stock Splits")}
    return Prices(frame, counts["Dividends"], counts["Stock Splits"], fetched)


def history(symbol: str, interval: str, period: str, cache: Path | None) -> pd.DataFrame:
    """yfinance's own table. It keeps its small files inside the folder `cache`."""
    import yfinance
    from yfinance import data, exceptions

    point_caches(str(cache) if cache else scratch())
    yfinance.config.debug.hide_exceptions = False
    data.YfData.cache_get.cache_clear()  # else one bad answer about a symbol stays for as long as the program runs
    try:
        return yfinance.Ticker(symbol, session=session()).history(
            period=period, interval=interval, auto_adjust=True, timeout=SECONDS
        )
    except exceptions.YFRateLimitError as limited:
        raise busy() from limited
    except exceptions.YFInvalidPeriodError as short:
        raise BadSetting(
            f"Yahoo Finance has no period of {period} for “{symbol}”. Choose one of {short.valid_ranges}."
        ) from short
    except exceptions.YFPricesMissingError as missing:
        raise why_missing(symbol, interval, period, missing.yahoo_reason) from missing
    except exceptions.YFTickerMissingError as missing:
        raise unknown(symbol) from missing
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


def why_missing(symbol: str, interval: str, period: str, said: str | None) -> UnknownTicker | BadSetting:
    """Why there are no prices, from what Yahoo said of it."""
    if not said:
        return no_rows(symbol, interval, period)
    if interval[-1] in "mh" and "not available" in said:
        return BadSetting(
            f"Yahoo Finance has no {interval} prices of “{symbol}” for {period} (it says: {said.strip(' .')[:160]}). "
            "Choose a shorter period or a longer interval."
        )
    return unknown(symbol, said)


def unknown(symbol: str, said: str | None = None) -> UnknownTicker:
    """No such symbol, with Yahoo's own explanation where it gave one."""
    because = f" (it says: {said.strip(' .')[:160]})" if said else ""
    return UnknownTicker(
        f"Yahoo Finance has no prices for “{symbol}”{because}. Check the spelling (try AAPL or ^GSPC); "
        "of what is no longer traded, bring a CSV file."
    )


def no_rows(symbol: str, interval: str, period: str) -> UnknownTicker:
    """A symbol that Yahoo knows, without a row in the period."""
    return UnknownTicker(
        f"Yahoo Finance has no rows of “{symbol}” for the last {period} at {interval}: the market was closed, or it is "
        "no longer traded. Choose a longer period."
    )


def busy() -> RateLimited:
    """The refusal to serve us for now."""
    return RateLimited("Yahoo Finance asks us to wait. Try again in a few minutes, or bring a CSV file.")


def garbled() -> NoNetwork:
    """An answer that holds no prices."""
    return NoNetwork("Yahoo Finance answered with something other than prices. Try again later, or bring a CSV file.")


def tidy(table: pd.DataFrame, interval: str) -> pd.DataFrame:
    """The table by time without a zone, as floats, sorted and unique; shorter than a day in UTC."""
    frame = table.dropna(how="all")
    if frame.index.tz is not None:
        frame.index = (frame.index.tz_convert("UTC") if interval[-1] in "mh" else frame.index).tz_localize(None)
    frame.index = frame.index.astype("datetime64[ns]").rename("time")
    return frame[~frame.index.duplicated(keep="last")].sort_index().astype("float64")


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
