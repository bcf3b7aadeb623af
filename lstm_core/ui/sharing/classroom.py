"""What a teacher hands on: an experiment with everything set, as a file, or for every new visitor of a server."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.errors import BadSetting
from lstm_core.ui import notices, resources, state, workspaces

if TYPE_CHECKING:
    from lstm_core.data.handed import Handed

TYPES, TRAIN = ["json", "zip"], "pages/train.py"
ADDRESSED = (state.DATASET, state.RUN, state.LESSON)  # in an address that knows better what to show


def arrive() -> None:
    """Sets everything as LSTM_LAB_CLASS says, once for each visitor who comes without a wish of their own."""
    path = os.environ.get("LSTM_LAB_CLASS", "")
    if not path or state.class_met():
        return
    state.meet_class()
    if any(key in st.query_params for key in ADDRESSED):
        return
    with notices.shown():
        take(of_server(path), provided=True)


def of_server(path: str) -> "Handed":
    """The experiment that this server was started with. Raises BadSetting where its file can't be read."""
    try:
        return _of_server(path, Path(path).stat().st_mtime_ns)
    except OSError:
        raise BadSetting(
            "The experiment of this class can't be read. Ask who runs this server to check LSTM_LAB_CLASS."
        ) from None


@st.cache_resource(show_spinner=False, max_entries=2)
def _of_server(path: str, changed: int) -> "Handed":
    from lstm_core.data import handed

    return handed.opened(Path(path).read_bytes(), Path(path).parent)


def take(found: "Handed", provided: bool = False) -> None:
    """Keeps the data of an experiment where they are new, and makes it the drafts of this tab.

    `provided` are data of who runs the server, which are kept also where people may only look.
    """
    from lstm_core.data import handed, library
    from lstm_core.ui.forms import experiment as form

    dataset = handed.dataset_of(workspaces.home(), found)
    if dataset is not None and provided:
        library.put(workspaces.home(), found.experiment.data.dataset, dataset)
    elif dataset is not None:
        resources.keep(dataset)
    form.take(found.experiment)


def card() -> None:
    """On the Start page: what the class begins with, and the way there."""
    path = os.environ.get("LSTM_LAB_CLASS", "")
    if not path:
        return
    with notices.quiet():
        asked = of_server(path).experiment
        with st.container(border=True, key="class"):
            st.markdown(
                f"**:material/school: Your class begins with {notices.plain(asked.data.name)}**  \nForecast"
                f" “{notices.plain(asked.data.target)}” from {asked.window.look_back} rows. Data, features, window and"
                " network are set."
            )
            if st.button("Begin", type="primary", icon=":material/play_arrow:", key="begin class"):
                with notices.shown():
                    take(of_server(path), provided=True)
                    state.choose_run(None)
                    st.switch_page(TRAIN, query_params=state.address())


def save() -> None:
    """The drafts of this tab as one file for a class, with their data."""

    def packed() -> bytes:
        from lstm_core.data import handed
        from lstm_core.ui.forms import experiment as form

        return handed.packed(workspaces.home(), form.made(state.data()))

    st.download_button(
        "Save for a class",
        packed,
        "class.zip",
        "application/zip",
        icon=":material/school:",
        on_click="ignore",
        help="The experiment with its data: whoever opens it on the Start page, or is served it by LSTM_LAB_CLASS, has"
        " everything set.",
    )
