"""What was understood, in one sentence, and every mend below it with the way to undo it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.data import series as regular
from lstm_core.ui import arrival, notices, resources, state, words

if TYPE_CHECKING:
    from lstm_core.data.reading import Note, Understood
    from lstm_core.specs import Data
    from lstm_core.ui.uploads import Upload

DELIMITED = {",": "comma CSV", ";": "semicolon CSV", "\t": "tab-separated text", "|": "text separated by |"}
FORMATS = {"xlsx": "Excel", "parquet": "Parquet"}


def headline(data: "Data") -> None:
    """The name, and the sentence: how many rows, how far apart, from when to when, and how the file was read."""
    found = resources.dataset(data.dataset)
    st.subheader(notices.plain(found.name))
    times = found.frame.index
    span = f"{words.date(times[0])} to {words.date(times[-1])}"
    how = read_as(file.understood) if (file := uploaded(data)) else found.source
    st.markdown(f"**{len(times):,} rows, every {regular.frequency(times).label}, {span}**; {notices.plain(how)}.")


def uploaded(data: "Data") -> "Upload | None":
    """The file that this dataset was read from, when it was in this session."""
    file = state.upload()
    return file if file and file.understood and file.sha == data.dataset else None


def read_as(found: "Understood") -> str:
    """How a file was read: `read as semicolon CSV with decimal commas, dates day first`."""
    kind = FORMATS.get(found.format) or DELIMITED.get(found.delimiter, "text in columns of fixed width")
    decimals = " with decimal commas" if found.decimal == "," else ""
    pattern = found.time.pattern or ""
    day, month = pattern.find("%d"), pattern.find("%m")
    order = f", dates {'day' if day < month else 'month'} first" if 0 in (day, month) and -1 not in (day, month) else ""
    sheet = f", sheet “{found.sheet}”" if found.sheet else ""
    return f"read as {kind}{decimals}{sheet}{order}"


def mends(data: "Data") -> None:
    """Every mend as a row: what was done, to which rows, and its Undo; those undone, with the way to mend again."""
    if file := uploaded(data):
        for at, note in enumerate(file.understood.notes):
            row(note, "build", "", "Undo", f"undo {at} {note.kind}", undo)
        for at, note in enumerate(file.undone):
            row(note, "block", "Not done: ", "Mend again", f"mend {at} {note.kind}", mend_again)
    else:
        for sentence in resources.dataset(data.dataset).notes:
            st.markdown(f":material/build: {notices.plain(sentence)}")
    with notices.quiet():
        for sentence in resources.series(data).notes:
            st.markdown(f":material/tune: {notices.plain(sentence)}")


def row(note: "Note", icon: str, before: str, label: str, key: str, act: Callable[["Note"], None]) -> None:
    """One mend, or one that was undone, with the button that turns it round."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(f":material/{icon}: {before}{notices.plain(note.sentence)}")
        if note.choices:
            st.button(label, key=key, on_click=act, args=(note,), type="tertiary", icon=":material/undo:")


def undo(note: "Note") -> None:
    """Reads the file again without this mend."""
    arrival.read(state.upload().undo(note))
    state.renew()


def mend_again(note: "Note") -> None:
    """Reads the file again with this mend."""
    arrival.read(state.upload().mend(note))
    state.renew()
