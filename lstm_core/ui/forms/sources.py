"""Where the data come from: a file, a ticker, a sample. Each gives a kept dataset, or says in words why not."""

import streamlit as st

from lstm_core.errors import LabError
from lstm_core.ui import notices, resources, state, words

BY_ITSELF = "Found by itself"
FILE, TICKER, SAMPLE = "Upload a file", "Fetch a ticker", "Take a sample"


def source() -> None:
    """The three ways to bring data; whatever fails, the data chosen before stay."""
    way = st.segmented_control(
        "Where your data come from",
        [FILE, TICKER, SAMPLE],
        default=FILE,
        required=True,
        key="source",
        persist_state="session",
        label_visibility="collapsed",
    )
    {FILE: upload, TICKER: ticker, SAMPLE: samples}[way]()


def upload() -> None:
    """A file from the person's machine."""
    file = st.file_uploader(
        "A table with a column of times and a column of numbers: CSV, TSV or text",
        type=["csv", "tsv", "txt"],
        key="file",
    )
    if file is not None and st.session_state.get("file_read") != file.file_id:
        st.session_state["file_read"] = file.file_id
        st.session_state.pop("time_read", None)
        state.keep_upload(file.name, file.getvalue())
        take_file(file.name, file.getvalue())
    if state.upload() is not None:
        time_column(*state.upload())


def take_file(name: str, content: bytes, time: str | None = None) -> None:
    """Reads a file and chooses it, or says why not; `time` is its time column, None finds it."""
    from lstm_core.data import reading

    with notices.shown(), st.spinner(f"Reading {notices.plain(name[:80])} …"):
        choose(reading.read(content, name, time))


def time_column(name: str, content: bytes) -> None:
    """Lets the person say which column of the file holds the times, or that none does."""
    from lstm_core.data import reading

    try:
        options = [BY_ITSELF, *reading.candidates(content), reading.ROW_NUMBER]
    except LabError:
        return  # not a table at all, which reading it has said already
    chosen = st.selectbox("Time column", options, key=f"time column {name}", width=360)
    if chosen != st.session_state.get("time_read", BY_ITSELF):
        st.session_state["time_read"] = chosen
        take_file(name, content, None if chosen == BY_ITSELF else chosen)


def ticker() -> None:
    """Prices from the price service."""
    from lstm_core.data import ticker as prices

    with st.container(horizontal=True, vertical_alignment="bottom"):
        symbol = st.text_input("Symbol", placeholder="AAPL, ^GSPC, BTC-USD", max_chars=20, key="symbol", width=220)
        interval = st.selectbox(
            "Interval",
            prices.INTERVALS,
            index=prices.INTERVALS.index("1d"),
            format_func=words.price_span,
            key="interval",
            width=150,
        )
        periods = prices.periods_for(interval)
        period = st.selectbox(
            "Period",
            periods,
            index=periods.index("5y") if "5y" in periods else len(periods) - 1,
            format_func=words.price_span,
            key="period",
            width=150,
        )
        asked = st.button("Fetch prices", type="primary", icon=":material/download:")
    st.caption("Asks Yahoo Finance through yfinance: the only time that anything leaves this machine.")
    if asked and not symbol.strip():
        st.error("Type the symbol of a stock, an index or a currency first, for example AAPL.", icon=":material/error:")
    elif asked:
        with notices.shown(), st.spinner(f"Fetching {notices.plain(symbol)} …"):
            choose(prices.fetch(symbol.strip(), interval, period, resources.store.home() / "prices"))
            state.forget_upload()


def samples() -> None:
    """Series that come with the product and need no network."""
    from lstm_core.data import samples as built_in

    with st.grid(3, min_column_width=240):
        for sample in built_in.SAMPLES:
            with st.container(border=True, height="stretch"):
                st.markdown(f"**:material/{sample.icon}: {sample.title}**  \n{sample.about}")
                st.caption(f"{sample.source} · {sample.licence}")
                if st.button("Use this", key=f"use {sample.name}", width="stretch"):
                    with notices.shown():
                        choose(built_in.load(sample.name), sample.target)
                        state.forget_upload()


def choose(dataset, target: str | None = None) -> None:
    """Keeps a dataset and makes it the chosen one."""
    state.choose_dataset(resources.keep(dataset), target or dataset.target)
