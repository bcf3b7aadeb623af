"""What comes as one file from another LSTM Lab: an experiment, alone or with its data for a class, or a whole run."""

import streamlit as st

from lstm_core import readonly
from lstm_core.ui import frame, notices, resources, state, workspaces
from lstm_core.ui.sharing import classroom

MOST_MB = 200


def upload() -> None:
    """Where such a file is taken in: a run is shown on the Forecast page, an experiment goes on to the Train page."""
    key = f"arriving {state.generation()}"  # a file that was taken leaves the box empty
    with st.popover("Open a file", icon=":material/folder_open:", disabled=readonly.on()):
        file = st.file_uploader(
            "An experiment.json, a class's zip, or the bundle of a run",
            type=["json", "zip"],
            max_upload_size=MOST_MB,
            key=key,
            help="The three that “Take it away” and “Save for a class” write. What is in them is checked first, and"
            " nothing of it is run.",
        )
        if file is not None:
            with notices.shown():
                open_it(file.getvalue())


def open_it(content: bytes) -> None:
    """Takes the file over and goes on to what it holds; LabError for what is none of the three."""
    from lstm_core.data import handed
    from lstm_core.exports import bundle

    if bundle.is_one(content):
        run(content)
    classroom.take(handed.opened(content))
    state.choose_run(None)
    st.switch_page(frame.TRAIN, query_params=state.address())


def run(content: bytes) -> None:
    """Imports a bundle; a worker builds its network while the forecast is read."""
    from lstm_core.exports import importing
    from lstm_core.labs.asked import Rebuild
    from lstm_core.runs import store

    home = workspaces.home()
    with st.spinner("Checking the bundle …"):
        record = importing.opened(home, content)
    resources.workers().submit(store.create_lab(home, Rebuild(run=record.id)), state.owner())
    state.choose_run(record.id)
    st.switch_page(frame.FORECAST, query_params={state.RUN: record.id})
