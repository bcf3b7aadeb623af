"""Files to take away, one row a kind: what it is for, and a button for each file, made when it is pressed."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import streamlit as st

from lstm_core.exports import offers, tables
from lstm_core.labs.asked import Convert
from lstm_core.ui import notices, trying, workspaces
from lstm_core.ui.report.reading import Reading

TOGETHER = ("Script", "Experiment")  # files that know each other by name
TYPES = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".zip": "application/zip",
}


def offer(reading: Reading) -> None:
    """Every kind that the run has; the tables are those of the page, with its bands and its methods."""
    record = reading.record
    asked = Convert(run=record.id)
    lab = trying.found("convert", asked)
    over = lab is None or lab.state.is_over
    st.subheader("Take it away")
    shown = {"Forecast": reading.future, "Backtest": reading.backtest}
    for kind in offers.of(workspaces.home(), record):
        files = kind.files
        if kind.title in shown:
            name = kind.title.lower()
            files = {f"{name}.{end}": partial(write, shown[kind.title]) for end, write in tables.KINDS.items()}
        row(kind.title, kind.use, files, record.id)
    if not over or (not (record.folder / "model.onnx").is_file() and (record.folder / "model.keras").is_file()):
        convert(asked, lab, over)


def row(title: str, use: str, files: Mapping[str, Callable[[], bytes]], run: str) -> None:
    """A kind on one line."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{title}**  \n{use}", width="stretch")
        for name, make in files.items():
            path = Path(name)
            saved = name if title in TOGETHER or run in name else f"{path.stem}-{run}{path.suffix}"
            button(name if run not in name else "bundle.zip", make, saved)


def button(label: str, make: Callable[[], bytes], name: str) -> None:
    """A download whose content is made when it is asked for."""
    kind = TYPES.get(Path(name).suffix, "application/octet-stream")
    st.download_button(label, make, name, kind, icon=":material/download:", on_click="ignore", key=f"get {name}")


def convert(asked: Convert, lab: trying.Record | None, over: bool) -> None:
    """The button that has a worker write ONNX and SavedModel, and how far it is."""
    if lab is None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**Other formats**  \n{offers.OTHERS}", width="stretch")
            st.button("Convert", icon=":material/transform:", on_click=trying.begin, args=(asked, asked))
        return
    trying.follow(lab, standing, over)


def standing(lab: trying.Record) -> None:
    """What the worker is doing, or why it could not."""
    if why := trying.fault(lab):
        st.error(notices.plain(why), icon=":material/error:")
    elif not lab.state.is_over:
        st.caption(f"Other formats: {trying.standing(lab)}")
