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
        "A table with a column of times and a column of numbers: CSV and other text, Excel, Parquet, gzip",
        type=["csv", "tsv", "txt", "gz", "xlsx", "parquet"],
        key="file",
    )
    if file is not None and st.session_state.get("file_read") != file.file_id:
        st.session_state["file_read"] = file.file_id
        st.session_state.pop("choices", None)
        state.keep_upload(file.name, file.getvalue())
        take_file(file.name, file.getvalue(), {})
    if state.upload() is not None:
        read_otherwise(*state.upload())


def take_file(name: str, content: bytes, choices: dict) -> None:
    """Reads a file by the person's choices and takes it, or says why not."""
    from lstm_core.data import reading

    with notices.shown(), st.spinner(f"Reading {notices.plain(name[:80])} …"):
        found = reading.understand(content, name, **choices)
        choose(found.dataset)
        st.session_state["open_dates"] = found.time.column if found.time.ambiguous else None


def read_otherwise(name: str, content: bytes) -> None:
    """Lets the person settle what a file leaves open: times, order of day and month, decimal mark, sheet, doubles."""
    from lstm_core.data import reading

    doubt = st.container()
    try:
        sheets = reading.sheets(content)
        open_dates = bool(st.session_state.get("open_dates"))
        box = st.expander("Read it otherwise", icon=":material/tune:", expanded=open_dates)
        with box, st.container(horizontal=True):
            choices = asked(name, content, sheets)
    except LabError:
        return  # not a table at all, which reading it has said already
    if choices != st.session_state.get("choices", {}):
        st.session_state["choices"] = choices
        take_file(name, content, choices)
    if st.session_state.get("open_dates"):
        doubt.warning(
            f"The dates in “{notices.plain(st.session_state['open_dates'])}” can be read day first or month first, and"
            " the file does not tell which. Check the range below, or choose under “Read it otherwise”.",
            icon=":material/calendar_today:",
        )


def asked(name: str, content: bytes, sheets: tuple[str, ...]) -> dict:
    """The choices that differ from what is found by itself, as `reading.understand` takes them."""
    from lstm_core.data import reading

    sheet = choice("Sheet", {sheet: sheet for sheet in sheets}, name) if len(sheets) > 1 else None
    times = (*reading.candidates(content, sheet), reading.ROW_NUMBER)
    chosen = {
        "sheet": sheet,
        "time": choice("Time column", {column: column for column in times}, name),
        "day_first": choice("Dates", {"Day first: 31/12": True, "Month first: 12/31": False}, name),
        "decimal": choice("Decimal mark", {"Point: 1.5": ".", "Comma: 1,5": ","}, name),
        "duplicates": choice("Rows with one time", {"Keep the first": "first", "Keep the last": "last"}, name),
        "keep_marks": choice("Marks such as -9999", {"Are missing values": None, "Are numbers": True}, name),
    }
    return {setting: value for setting, value in chosen.items() if value is not None}


def choice(label: str, options: dict, name: str) -> object:
    """One of the options' values; None for what is found by itself."""
    options = {BY_ITSELF: None} | options
    return options[st.selectbox(label, list(options), key=f"{label} {name}", persist_state="session", width=210)]


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
