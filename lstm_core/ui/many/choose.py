"""Which series: columns of the chosen data, a file that holds many, or a list of ticker symbols."""

import re
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core import readonly
from lstm_core.ui import frame, notices, resources, state, words, workspaces

if TYPE_CHECKING:
    from lstm_core.many.sources import Found

COLUMNS, FILE, TICKERS = "Columns of my data", "A file", "Tickers"
MOST_TAGS = 30  # columns to choose from one by one
REMEMBER = {"persist_state": "session"}


def series() -> "Found | None":
    """The chosen series; None, in words, where there are none yet."""
    if readonly.on() and not state.dataset():
        st.caption(f"{readonly.WORDS} Choose data on the Data page.")
        return None
    ways = ([COLUMNS] if state.dataset() else []) + ([] if readonly.on() else [FILE, TICKERS])
    way = st.segmented_control("Which series", ways, default=ways[0], required=True, key=f"many ways {len(ways)}")
    found = {COLUMNS: columns, FILE: file, TICKERS: tickers}[way]()
    if found is None:
        return None
    found = target(found, way)
    for name, why in found.left_out.items():
        st.warning(f"“{notices.plain(name)}” is left out: {notices.plain(why)}", icon=":material/person_off:")
    st.caption(" ".join((f"{counted(len(found.members))}.", *map(notices.plain, found.notes[:3]))))
    return found


def columns() -> "Found | None":
    """Columns of the dataset that is chosen on the Data page."""
    from lstm_core.many import sources

    sha = state.dataset()
    dataset = resources.dataset(sha)
    names = sources.forecastable(dataset)
    if 1 < len(names) <= MOST_TAGS:
        chosen = st.multiselect("Columns", names, default=names, key=f"many columns {sha}")
        names = [name for name in names if name in chosen]
    if not names:
        st.caption("Choose one column or more.")
        return None
    if len(dataset.frame.columns) == 1:
        st.caption("These data have one column. A file with several, or one that stacks them, gives more.")
    members = sources.columns(dataset, sha, names)
    return sources.Found(dataset.name, members)


def file() -> "Found | None":
    """A file in which each row, each column or each word of a column is a series."""
    files = st.file_uploader(
        "Series as columns, stacked below each other, or a row each",
        type=["csv", "tsv", "txt", "gz", "xlsx", "parquet"],
        accept_multiple_files=True,
        key="many file",
        help="Where each row is a series, as in M4's files, several files may follow each other: training, then test.",
    )
    if not files:
        st.caption(
            "A row for each series (its name, then its values) may be of any length. Stacked series have a column that"
            " tells them apart, such as a symbol or a store."
        )
        return None
    from lstm_core.many import sources

    ordered = sorted(files, key=lambda one: ("test" in one.name.lower(), one.name))
    contents = [(one.name, one.getvalue()) for one in ordered]
    return kept(
        FILE, tuple(one.file_id for one in ordered), lambda: sources.file(workspaces.home(), contents), "Reading"
    )


def tickers() -> "Found | None":
    """Prices of several symbols from the price service."""
    from lstm_core.data import ticker
    from lstm_core.many import sources

    typed = st.text_input("Symbols", placeholder="AAPL MSFT GOOG", max_chars=600, key="many symbols", **REMEMBER)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        how = {"format_func": words.price_span, "width": 130, **REMEMBER}
        interval = st.selectbox("Interval", ticker.INTERVALS, ticker.INTERVALS.index("1d"), key="many interval", **how)
        periods = ticker.periods_for(interval)
        at = periods.index("5y") if "5y" in periods else len(periods) - 1
        period = st.selectbox("Period", periods, at, key=f"many period {interval}", **how)
        asked = st.button("Fetch prices", icon=":material/download:", key="many fetch")
    symbols = tuple(filter(None, re.split(r"[\s,;]+", typed.upper())))
    key = (symbols, interval, period)
    if not (asked or known(TICKERS, key)):
        st.caption("A list of symbols; one that the price source does not know is left out, and the others stay.")
        return None
    return kept(TICKERS, key, lambda: sources.tickers(workspaces.home(), symbols, interval, period), "Fetching prices")


def known(way: str, key: object) -> "Found | None":
    """What was found there before."""
    before, found = state.found(way)
    return found if before == key else None


def kept(way: str, key: object, make, doing: str) -> "Found":
    """What is found there now, remembered until the source is another."""
    if (found := known(way, key)) is None:
        with st.spinner(f"{doing} …"):
            found = make()
        state.keep_found(way, key, found)
    return found


def target(found: "Found", way: str) -> "Found":
    """The same with the column to forecast chosen, where every series has several."""
    from dataclasses import replace

    if len(found.targets) < 2:
        return found
    first = found.targets.index(found.members[0].target)
    chosen = st.selectbox("Forecast", found.targets, first, key=f"many target {way} {found.name}")
    return replace(found, members=found.of(chosen))


def counted(series: int) -> str:
    """`1 series`, `414 series`."""
    return f"{series:,} series"


def none_yet() -> None:
    """The way to data."""
    label = "Choose data" if readonly.on() else "Bring data"
    if not state.dataset() and st.button(label, icon=":material/table_view:", key="many data"):
        st.switch_page(frame.DATA)
