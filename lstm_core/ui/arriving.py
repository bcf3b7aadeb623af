"""A run that came as a bundle: one uploader, and the way to its forecast."""

import streamlit as st

from lstm_core.runs import store
from lstm_core.ui import frame, notices, resources, state

MOST_MB = 200


def bundle() -> None:
    """Opens a bundle as a run of this home; a worker builds its network while the forecast is read."""
    with st.expander("Open a run bundle", icon=":material/unarchive:"):
        st.markdown("A zip from “Take it away” of another LSTM Lab. It is checked first, and nothing in it is run.")
        file = st.file_uploader(
            "Run bundle", type="zip", max_upload_size=MOST_MB, label_visibility="collapsed", key="run bundle"
        )
        if file is not None and st.button("Open it", type="primary", icon=":material/check:"):
            with notices.shown():
                open_it(file.getvalue())


def open_it(content: bytes) -> None:
    """Imports the bundle and shows its forecast."""
    from lstm_core.exports import importing
    from lstm_core.labs.asked import Rebuild

    with st.spinner("Checking the bundle …"):
        record = importing.opened(store.home(), content)
    resources.workers().submit(store.create_lab(store.home(), Rebuild(run=record.id)), state.owner())
    state.choose_run(record.id)
    st.switch_page(frame.FORECAST, query_params={state.RUN: record.id})
