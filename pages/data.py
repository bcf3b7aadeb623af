"""Data: bring a series, see what was understood, say which column is time and which is the target."""

import streamlit as st

from lstm_core.ui import frame, notices, overview, state
from lstm_core.ui.forms import sources

frame.ready()
st.title("Data")
sources.source()
if state.dataset() is None:
    st.caption("Your series will stand here: its chart, its rows and its gaps.")
    st.stop()
with notices.shown():
    overview.dataset(state.dataset())
    if st.button("Choose features", type="primary", icon=":material/arrow_forward:"):
        st.switch_page(frame.FEATURES, query_params=state.address())
