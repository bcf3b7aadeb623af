"""Prices of one or several ticker symbols from Yahoo Finance, through yfinance and a cache of our own."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from lstm_core.data import prices, shelf
from lstm_core.data.prices import Prices
from lstm_core.data.series import Dataset
from lstm_core.errors import BadSetting, NoNetwork, RateLimited, UnknownTicker

SYMBOL = re.compile(r"[A-Za-z0-9.^=\-]{1,20}")
MOST = 8
MINUTE = "%Y-%m-%d %H:%M UTC"  # stays true in a note when the age no longer is

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
STEPS = {"1d": pd.DateOffset(days=1), "1wk": pd.DateOffset(weeks=1), "1mo": pd.DateOffset(months=1)}


def periods_for(interval: str) -> tuple[str, ...]:
    """The periods that the price source offers at that interval. Raises BadSetting."""
    if interval not in RANGES:
        raise BadSetting(f"interval ({str(interval)[:20]}) must be one of {', '.join(INTERVALS)}.")
    return RANGES[interval]


def fetch(
    symbol: str, interval: str = "1d", period: str = "5y", cache: Path | None = None, fresh: bool = False
) -> Dataset:
    """Open, High, Low, Close and Volume of a symbol, adjusted for dividends and splits.

    Daily and longer intervals carry the exchange's dates, shorter ones times in UTC. Prices kept in the folder `cache`
    are taken while they are current (see `shelf.is_current`) unless `fresh`, and whenever the source can't answer: the
    notes say how old they are. Raises BadSetting, UnknownTicker, RateLimited or NoNetwork.
    """
    return fetch_many((symbol,), interval, period, cache, fresh)


def fetch_many(
    symbols: tuple[str, ...], interval: str = "1d", period: str = "5y", cache: Path | None = None, fresh: bool = False
) -> Dataset:
    """The first symbol's prices as `fetch` gives them; beside them Close and Volume of each other, as `MSFT Close`.

    The rows are the first one's; where another did not trade at that date its value is missing. At most 8 symbols, each
    once. Raises what `fetch` raises; the message names the symbol.
    """
    symbols = tuple(checked(symbol) for symbol in symbols)
    if not 1 <= len(symbols) <= MOST:
        raise BadSetting(f"{len(symbols)} symbols were asked for; name 1 to {MOST}, the one to forecast first.")
    if twice := [symbol for symbol in symbols if symbols.count(symbol) > 1]:
        raise BadSetting(f"“{twice[0]}” is named twice. Name each symbol once.")
    if period not in periods_for(interval):
        allowed = ", ".join(RANGES[interval])
        raise BadSetting(f"period ({str(period)[:20]}) must be one of {allowed} at an interval of {interval}.")

    found, excuses = {}, {}
    for symbol in symbols:
        found[symbol], excuses[symbol] = one((symbol, interval, period), cache, fresh)
    frame = joined({symbol: each.frame for symbol, each in found.items()}, interval)
    notes = [adjusted(found), *ages(found, excuses), *open_end(found, interval), *absent(frame, symbols)]
    name = symbols[0] + (f" with {', '.join(symbols[1:])}" if len(symbols) > 1 else "")
    return Dataset(frame=frame, name=name, source=f"Yahoo Finance: {interval} for {period}", notes=tuple(notes))


def checked(symbol: str) -> str:
    """The symbol in capitals. Raises UnknownTicker for what can be none."""
    if not SYMBOL.fullmatch(symbol.strip()):
        raise UnknownTicker(
            f"“{symbol.strip()[:20]}” can't be a ticker symbol: those have 1 to 20 letters, digits and the signs "
            ". ^ = -. Try AAPL or ^GSPC."
        )
    return symbol.strip().upper()


def one(asked: tuple[str, str, str], cache: Path | None, fresh: bool) -> tuple[Prices, str | None]:
    """Prices from the cache or the source; and why, where they are old because the source could not answer."""
    kept = shelf.find(cache, asked) if cache else None
    if kept and not fresh and shelf.is_current(kept, asked[1]):
        return kept, None
    try:
        found = prices.ask(*asked, cache)
    except (RateLimited, NoNetwork) as refused:
        if kept:
            return kept, str(refused).partition(".")[0]
        raise
    if cache:
        shelf.put(cache, asked, found)
    return found, None


def joined(frames: dict[str, pd.DataFrame], interval: str) -> pd.DataFrame:
    """The first frame, and beside it Close and Volume of the others on its rows. Raises BadSetting where none meet."""
    (target, base), *others = frames.items()
    columns = [base]
    for symbol, frame in others:
        beside = frame[["Close", "Volume"]].reindex(base.index).add_prefix(f"{symbol} ")
        if beside.isna().all(axis=None):
            raise BadSetting(
                f"No row of “{symbol}” has the time of a row of “{target}” at an interval of {interval}. "
                "Choose days, or leave it out."
            )
        columns.append(beside)
    return pd.concat(columns, axis="columns")


def adjusted(found: dict[str, Prices]) -> str:
    """What the prices were adjusted for."""
    told = [f"{counted(each.dividends, 'dividend')} and {counted(each.splits, 'split')}" for each in found.values()]
    if len(found) > 1:
        told = [f"{symbol} {events}" for symbol, events in zip(found, told, strict=True)]
    return (
        f"Prices are adjusted for dividends and splits (in this period: {'; '.join(told)}), "
        "so old ones differ from those paid at the time."
    )


def ages(found: dict[str, Prices], excuses: dict[str, str | None]) -> list[str]:
    """When the prices were fetched; and of those that are old because the source could not answer, why."""
    now = datetime.now(UTC)
    if not any(excuses.values()):
        oldest = min(each.fetched for each in found.values())
        return [f"Fetched {age(oldest, now)} ago ({oldest:{MINUTE}})."]
    return [
        f"{excuses[symbol]}: these prices{f' of {symbol}' if len(found) > 1 else ''} are {age(each.fetched, now)} old"
        f" ({each.fetched:{MINUTE}})."
        for symbol, each in found.items()
        if excuses[symbol]
    ]


def open_end(found: dict[str, Prices], interval: str) -> list[str]:
    """What to know of the times: that they are UTC, or that the last day, week or month was not over."""
    if interval[-1] in "mh":
        return ["Times are UTC."]
    ends = [each.frame.index[-1] + STEPS[interval] > pd.Timestamp(each.fetched.date()) for each in found.values()]
    return ["The last row was not over when the prices were fetched and may still change."] if any(ends) else []


def absent(frame: pd.DataFrame, symbols: tuple[str, ...]) -> list[str]:
    """Where the others did not trade."""
    missing = {symbol: int(frame[f"{symbol} Close"].isna().sum()) for symbol in symbols[1:]}
    return [
        f"“{symbol}” has no price on {count:,} of the {len(frame):,} rows of {symbols[0]}: missing there."
        for symbol, count in missing.items()
        if count
    ]


def counted(number: int, word: str) -> str:
    """`no dividend`, `1 dividend`, `20 dividends`."""
    return f"{number or 'no'} {word}{'s' if number > 1 else ''}"


def age(fetched: datetime, now: datetime) -> str:
    """How long ago that was: `less than a minute`, `1 minute`, `3 hours`, `2 days`."""
    seconds = (now - fetched).total_seconds()
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            return counted(int(seconds // size), unit)
    return "less than a minute"
