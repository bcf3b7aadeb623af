"""Features: what the network sees of the past, and how far it looks back and ahead."""

import streamlit as st

from lstm_core.ui import frame, notices, overview, resources, state
from lstm_core.ui.forms import features as form

frame.ready()
st.title("Features")
if state.dataset() is None:
    notices.nothing_yet(
        "No data yet",
        "Indicators are computed from a series. Bring one first.",
        "Bring data",
        frame.DATA,
        ":material/table_view:",
    )
with notices.shown():
    series = resources.series(state.data())
    choices, picture = st.columns([2, 3], gap="large")
    with choices:
        state.keep_features(form.features(series))
        state.keep_window(form.window())
    with picture:
        overview.features(series, state.features(), state.window())
    with choices:
        overview.windows(series, state.features(), state.window())
        if st.button("Train", type="primary", icon=":material/arrow_forward:"):
            st.switch_page(frame.TRAIN, query_params=state.address())
