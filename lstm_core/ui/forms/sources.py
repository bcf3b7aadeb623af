"""Where the data come from: a file, a ticker, an address, a sample, or what was kept before."""

import re

import streamlit as st

from lstm_core import readonly
from lstm_core.data import samples as built_in
from lstm_core.runs import store
from lstm_core.ui import arrival, notices, words
from lstm_core.ui.forms import files, kept

FILE, TICKER, ADDRESS, SAMPLE, KEPT = "Upload a file", "Fetch a ticker", "From an address", "Take a sample", "Kept data"
REMEMBER = {"persist_state": "session"}


def source() -> None:
    """The ways to bring data; whatever fails, the data chosen before stay."""
    if readonly.on():
        st.caption(f"{readonly.WORDS} Choose from the data that are kept here.")
        kept.datasets()
        return
    way = st.segmented_control(
        "Where your data come from",
        [FILE, TICKER, ADDRESS, SAMPLE, KEPT],
        default=FILE,
        required=True,
        key="source",
        label_visibility="collapsed",
        **REMEMBER,
    )
    {FILE: files.upload, TICKER: ticker, ADDRESS: address, SAMPLE: samples, KEPT: kept.datasets}[way]()
    arrival.shown()
    if way in (FILE, ADDRESS):
        files.read_otherwise()


def ticker() -> None:
    """Prices from the price service."""
    from lstm_core.data import ticker as prices

    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            "Symbols",
            placeholder="AAPL, or AAPL MSFT ^GSPC",
            max_chars=200,
            key="symbols",
            width=300,
            help="The first is the one to forecast; closes and volumes of the others stand beside it, by date.",
            **REMEMBER,
        )
        interval = st.selectbox(
            "Interval",
            prices.INTERVALS,
            index=prices.INTERVALS.index("1d"),
            format_func=words.price_span,
            key="interval",
            width=150,
            **REMEMBER,
        )
        periods = prices.periods_for(interval)
        period = st.selectbox(
            "Period",
            periods,
            index=periods.index("5y") if "5y" in periods else len(periods) - 1,
            format_func=words.price_span,
            key=f"period {interval}",
            width=150,
            **REMEMBER,
        )
        asked = st.button("Fetch prices", type="primary", icon=":material/download:")
    fresh = st.checkbox("Ask again, even where recent prices are kept", key="fresh", **REMEMBER)
    st.caption(
        "Asks Yahoo Finance through yfinance. Only this and an address leave your machine, when you ask for them."
    )
    symbols = tuple(filter(None, re.split(r"[\s,;]+", typed)))
    if asked and not symbols:
        st.error("Type the symbol of a stock, an index or a currency first, for example AAPL.", icon=":material/error:")
    elif asked:
        cache = store.home() / "prices"
        arrival.take(
            f"Fetching {', '.join(symbols)[:80]}",
            lambda: prices.fetch_many(symbols, interval, period, cache, fresh),
        )


def address() -> None:
    """A table on the web."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            "Address of a CSV, Excel or Parquet file",
            placeholder="https://example.org/prices.csv",
            max_chars=2000,
            key="address",
            width=560,
            **REMEMBER,
        )
        asked = st.button("Fetch the file", type="primary", icon=":material/download:")
    st.caption(
        "Only http and https, and no addresses inside a private network. Pages of GitHub and Google Sheets work too."
    )
    if asked and not typed.strip():
        st.error("Type the address of a file first. It begins with https://.", icon=":material/error:")
    elif asked:
        arrival.fetch(typed.strip())


def samples() -> None:
    """Series that come with the product and need no network."""
    with st.grid(4, min_column_width=240):
        for sample in built_in.SAMPLES:
            with st.container(border=True, height="stretch"):
                st.markdown(f"**:material/{sample.icon}: {sample.title}**  \n{sample.about}")
                st.caption(f"{sample.rows:,} rows, one a {sample.every} · {sample.source} · {sample.licence}")
                settings = wave() if sample.name == "sine" else {}
                if st.button("Use this", key=f"use {sample.name}", width="stretch"):
                    with notices.shown():
                        arrival.take(
                            f"Opening {sample.title}",
                            lambda name=sample.name, settings=settings: built_in.load(name, **settings),
                            sample.target,
                        )


def wave() -> dict[str, float]:
    """How much noise and drift is on the sine wave."""
    with st.popover("Noise and drift", icon=":material/tune:", width="stretch"):
        noise = st.slider(
            "Noise",
            0.0,
            built_in.MOST,
            built_in.NOISE,
            0.05,
            key="noise",
            help="Spread of the noise, in heights of the wave: 0 is a pure wave, 1 drowns it.",
            **REMEMBER,
        )
        drift = st.slider(
            "Drift",
            0.0,
            built_in.MOST,
            0.0,
            0.05,
            key="drift",
            help="How far the level wanders within one turn, in heights of the wave.",
            **REMEMBER,
        )
    return {"noise": noise, "drift": drift}
