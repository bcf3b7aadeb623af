"""A loopback HTTP server that answers like the price service, for tests: `python tests/price_service.py PORT`.

Known symbols: AAPL, MSFT and ^GSPC (Monday to Friday, a seeded random walk; ^GSPC from ../shared/data/sp500_daily.csv
where that stands); AAPL paid a dividend on each 60th day and was split once. BUSY answers 429, HTML a web page, DOWN
that it is down, CUT half an answer, SLOW nothing for 30 seconds; NULLS has a day without prices, CLOSED no rows in the
period, FAR none that far back at short intervals; all else is unknown. With `service.mood = "BUSY"` every symbol is
answered as BUSY is.
"""

import contextlib
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import numpy as np
import pandas as pd

ZONE = "America/New_York"
KNOWN = {"AAPL": 1, "MSFT": 2, "^GSPC": 3, "NULLS": 4, "CLOSED": 5, "FAR": 6}
REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "sp500_daily.csv"
SPANS = {"1d": 1, "5d": 7, "1mo": 31, "3mo": 92, "6mo": 183, "1y": 366, "2y": 731, "5y": 1827, "10y": 3653}


def daily(symbol: str) -> pd.DataFrame:
    """Prices of a known symbol on the business days before 2026-11-20, by date."""
    if symbol == "^GSPC" and REAL.exists():
        frame = pd.read_csv(REAL, parse_dates=["Date"], index_col="Date")
        frame.index = pd.bdate_range(end="2026-11-19", periods=len(frame))
        return frame
    days = pd.bdate_range(end="2026-11-19", periods=3000)
    return walk(days, seed=KNOWN[symbol])


def intraday(symbol: str, minutes: int, days: int) -> pd.DataFrame:
    """Bars between 9:30 and 16:00 in New York on the last days, by UTC time."""
    opened = pd.bdate_range(end="2026-11-19", periods=max(1, days * 5 // 7)) + pd.Timedelta(hours=9, minutes=30)
    steps = pd.to_timedelta(np.arange(0, 390, minutes), unit="min")
    local = pd.DatetimeIndex([start + step for start in opened for step in steps]).tz_localize(ZONE)
    return walk(local.tz_convert("UTC").tz_localize(None), seed=KNOWN[symbol])


def walk(times: pd.DatetimeIndex, seed: int) -> pd.DataFrame:
    """A random walk from 100 with a range around each close."""
    chance = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(0.01 * chance.standard_normal(len(times))))
    opened = np.concatenate(([100.0], close[:-1]))
    swing = 1 + 0.004 * chance.random(len(times))
    frame = {
        "Open": opened,
        "High": np.maximum(opened, close) * swing,
        "Low": np.minimum(opened, close) / swing,
        "Close": close,
    }
    return pd.DataFrame({**frame, "Volume": chance.integers(1e6, 9e6, len(times))}, index=times).round(4)


def chart(symbol: str, interval: str, span: str | None, start: str | None, end: str | None) -> dict:
    """The chart document of a known symbol."""
    if interval[-1] in "mh":
        minutes = int(interval[:-1]) * (60 if interval[-1] == "h" else 1)
        frame = intraday(symbol, minutes, SPANS.get(span, 31))
        stamps = frame.index
    else:
        frame = daily(symbol)
        if interval != "1d":
            rule = {"1wk": "W-MON", "1mo": "MS"}[interval]
            how = {"Open": "first", "High": "max", "Low": "min", "Close": "last", "Volume": "sum"}
            frame = frame.resample(rule, label="left", closed="left").agg(how).dropna()
        frame = frame[frame.index >= frame.index[-1] - pd.Timedelta(days=SPANS.get(span, 40_000))]
        opened = frame.index + (pd.Timedelta(hours=9, minutes=30) if interval == "1d" else pd.Timedelta(0))
        stamps = opened.tz_localize(ZONE).tz_convert("UTC").tz_localize(None)
    seconds = (stamps.astype("datetime64[ns]").asi8 // 10**9).tolist()
    rows = [at for at, second in enumerate(seconds) if int(start or 0) <= second < int(end or 2**40)]
    quote = {
        name.lower(): [frame[name].iloc[at].item() for at in rows]
        for name in ("Open", "High", "Low", "Close", "Volume")
    }
    if symbol == "NULLS":
        for values in quote.values():
            values[1] = None
    seconds = [seconds[at] for at in rows]
    if symbol == "CLOSED":
        return {
            "chart": {"result": [{"meta": meta(symbol, interval, []), "indicators": {"quote": [{}]}}], "error": None}
        }
    indicators = {"quote": [quote]} | ({} if interval[-1] in "mh" else {"adjclose": [{"adjclose": quote["close"]}]})
    result = {"meta": meta(symbol, interval, seconds), "timestamp": seconds, "indicators": indicators}
    if symbol == "AAPL":
        result["events"] = events(seconds)
    return {"chart": {"result": [result], "error": None}}


def events(seconds: list[int]) -> dict:
    """A dividend on each 60th of the rows, and a split of 2 for 1 on the middle one."""
    paid = {str(second): {"amount": 0.25, "date": second} for second in seconds[::60]}
    middle = seconds[len(seconds) // 2]
    split = {"date": middle, "numerator": 2.0, "denominator": 1.0, "splitRatio": "2:1"}
    return {"dividends": paid, "splits": {str(middle): split}}


def meta(symbol: str, interval: str, seconds: list[int]) -> dict:
    """What the price service says of a symbol beside its prices."""
    about = {
        "currency": "USD",
        "symbol": symbol,
        "exchangeName": "NMS",
        "instrumentType": "INDEX" if symbol.startswith("^") else "EQUITY",
        "timezone": "EST",
        "gmtoffset": -18000,
        "exchangeTimezoneName": ZONE,
        "dataGranularity": interval,
        "priceHint": 2,
        "validRanges": ["1d", "5d", "1mo", "3mo", "6mo", "1y", "2y", "5y", "10y", "ytd", "max"],
    }
    if interval[-1] in "mh":
        days = pd.to_datetime(seconds, unit="s", utc=True).tz_convert(ZONE).normalize().unique()
        about["tradingPeriods"] = [
            [{"timezone": "EST", "gmtoffset": -18000, "start": int((day + pd.Timedelta(hours=9.5)).timestamp()),
              "end": int((day + pd.Timedelta(hours=16)).timestamp())}]
            for day in days
        ]  # fmt: skip
    return about


class Answers(BaseHTTPRequestHandler):
    """The addresses that yfinance asks: cookie, crumb, consent and chart."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path.startswith("/v8/finance/chart/"):
            self.chart(unquote(address.path.rsplit("/", 1)[1]), asked)
        elif address.path == "/v1/test/getcrumb":
            self.answer(200, b"crumb123", "text/plain")
        else:
            self.answer(404, b"<html><body>Will not be found</body></html>", "text/html")

    do_POST = do_GET

    def chart(self, symbol: str, asked: dict) -> None:
        """Answers for one symbol."""
        self.server.asked.append(symbol)
        symbol = self.server.mood() or symbol
        if symbol == "BUSY":
            self.answer(429, b"Too Many Requests\r\n", "text/plain")
        elif symbol == "HTML":
            self.answer(200, b"<!DOCTYPE html><html><body>Please accept cookies</body></html>", "text/html")
        elif symbol == "DOWN":
            self.answer(503, b"<html><body>Will be right back...</body></html>", "text/html")
        elif symbol == "CUT":
            self.answer(200, b'{"chart": {"result": [{"meta": {"currency": "USD"', "application/json")
        elif symbol == "FAR" and asked.get("interval", "1d")[-1] in "mh":
            said = "data not available for startTime=1 and endTime=2. The range must be within the last 730 days."
            self.refuse(422, "Unprocessable Entity", f"{asked['interval']} {said}")
        elif symbol == "SLOW":
            self.server.closing.wait(30)
        elif symbol in KNOWN:
            document = chart(
                symbol, asked.get("interval", "1d"), asked.get("range"), asked.get("period1"), asked.get("period2")
            )
            self.answer(200, json.dumps(document).encode(), "application/json")
        else:
            self.refuse(404, "Not Found", "No data found, symbol may be delisted")

    def refuse(self, status: int, code: str, said: str) -> None:
        """Answers as the price service does where it has no prices."""
        document = {"chart": {"result": None, "error": {"code": code, "description": said}}}
        self.answer(status, json.dumps(document).encode(), "application/json")

    def answer(self, status: int, body: bytes, kind: str) -> None:
        """Sends one answer, with the cookie that yfinance looks for."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Set-Cookie", "A3=test; Path=/; Max-Age=3600")
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(body)

    def log_message(self, *parts: object) -> None:
        """Keeps the terminal quiet."""


class PriceService:
    """A running service: `with PriceService() as service:`; `address` is where, `asked` lists the symbols asked for."""

    mood: str | None = None

    def __init__(self, port: int = 0) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", port), Answers)
        self.server.daemon_threads = True
        self.server.asked = self.asked = []
        self.server.mood = lambda: self.mood
        self.server.closing = threading.Event()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> "PriceService":
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *fault: object) -> None:
        self.server.closing.set()
        self.server.shutdown()
        self.server.server_close()


if __name__ == "__main__":
    with PriceService(int(sys.argv[1]) if len(sys.argv) > 1 else 0) as running:
        sys.stdout.write(f"{running.address}\n")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)
