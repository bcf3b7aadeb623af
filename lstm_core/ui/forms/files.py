"""A file from the person's machine, and everything that its content may leave open."""

import pandas as pd
import streamlit as st

from lstm_core.errors import LabError
from lstm_core.ui import arrival, notices, state
from lstm_core.ui.uploads import Contents, Upload

BY_ITSELF = "Found by itself"


def upload() -> None:
    """Takes a file as soon as it is there."""
    file = st.file_uploader(
        "A table with a column of times and a column of numbers: CSV and other text, Excel, Parquet, gzip",
        type=["csv", "tsv", "txt", "gz", "xlsx", "parquet"],
        key="file",
    )
    if file is not None and not is_known(file.file_id):
        arrival.read(Upload(file.file_id, file.name, file.getvalue()))


def is_known(file_id: str) -> bool:
    """Whether the file was read already, or is being read."""
    coming = state.arrival()
    return any(file and file.id == file_id for file in (state.upload(), coming and coming.attempt))


def read_otherwise() -> None:
    """Lets the person settle what the last file leaves open."""
    file = state.upload()
    if file is None or (state.arrival() and not state.arrival().has_failed):
        return
    found = file.understood
    ambiguous = found is not None and found.time.ambiguous
    box = st.expander(
        f"Read {notices.plain(file.name[:60])} otherwise",
        icon=":material/tune:",
        expanded=found is None or ambiguous or bool(file.choices),
        on_change="rerun",
        key=f"otherwise {file.id}",
    )
    if ambiguous:
        st.warning(
            f"The dates in “{notices.plain(found.time.column)}” can be read day first or month first, and the file does"
            " not tell which. Check the range below, or choose under “Dates”.",
            icon=":material/calendar_today:",
        )
    if not box.open:
        return
    with box:
        try:
            with st.spinner("Looking into the file …"):
                inside = file.open()
        except LabError as fault:
            if found is not None:
                st.caption(notices.plain(str(fault)))
            return  # not a table at all, which reading it has said already
        choices = asked(file, inside)
    if choices != file.choices:
        arrival.read(file.read_by(choices))
        st.rerun()


def asked(file: Upload, inside: Contents) -> dict:
    """The choices that differ from what is found by itself, as `reading.understand` takes them."""
    from lstm_core.data import reading

    offered = {
        "sheet": ("Sheet", {sheet: sheet for sheet in inside.sheets} if len(inside.sheets) > 1 else {}),
        "key": ("Series", series(inside)),
        "time": ("Time column", {column: column for column in (*inside.times, reading.ROW_NUMBER)}),
        "day_first": ("Dates", {"Day first: 31/12": True, "Month first: 12/31": False}),
        "decimal": ("Decimal mark", {"Point: 1.5": ".", "Comma: 1,5": ","}),
        "header_row": ("Header row", {f"Row {number}": number for number in range(1, len(inside.rows) + 1)}),
        "duplicates": ("Rows with one time", {"Keep the first": "first", "Keep the last": "last"}),
        "keep_marks": ("Marks such as -9999", {"Are numbers": True}),
    }
    choices = {name: value for name, value in file.choices.items() if name not in offered}
    with st.container(horizontal=True):
        for name, (label, options) in offered.items():
            if options and (value := choice(label, options, file.choices.get(name), file.id)) is not None:
                choices[name] = value
    if inside.rows:
        st.caption("The first rows of the file, as they stand there")
        width = max(map(len, inside.rows))
        cells = [[*row, *[""] * (width - len(row))] for row in inside.rows]
        numbers = pd.RangeIndex(1, len(cells) + 1, name="Row")
        st.dataframe(
            pd.DataFrame(cells, index=numbers, columns=[str(at) for at in range(1, width + 1)]),
            height="content",
            alt="The first rows of the file",
        )
    return choices


def series(inside: Contents) -> dict:
    """The series to choose from where a file stacks several below each other."""
    from lstm_core.data import reading

    if inside.keys is None:
        return {}
    column, words = inside.keys
    return {"All, side by side": (column, reading.ALL)} | {f"{column}: {word}": (column, word) for word in words}


def choice(label: str, options: dict, chosen: object, file: str) -> object:
    """One of the options' values; None for what is found by itself."""
    options = {BY_ITSELF: None} | options
    values = list(options.values())
    return options[
        st.selectbox(
            label,
            list(options),
            index=values.index(chosen) if chosen in values else 0,
            key=f"{label} {file} {state.generation()}",
            width=210,
        )
    ]
