"""Data: bring a series, see what was understood and mended, say what each column is and how it is prepared."""

import streamlit as st

from lstm_core.ui import exploring, frame, notices, state, understood
from lstm_core.ui.forms import preparation, roles, sources

frame.ready()
st.title("Data")
sources.source()
if state.dataset() is None:
    st.caption("Your series will stand here: its chart, what was mended, its columns and its gaps.")
    st.stop()
with notices.shown():
    data = state.data()
    understood.headline(data)
    mended = st.container()
    picture, controls = st.columns([5, 2], gap="large")
    with st.container():
        st.subheader("Columns")
        data = state.redraft(roles=roles.roles(data))
    with controls:
        data = state.redraft(target=roles.target(data))
        st.subheader("Prepare")
        data = state.redraft(preparation=preparation.preparation(data))
    with mended:
        understood.mends(data)
    with picture:
        exploring.over_time(data)
        if st.button("Choose features", type="primary", icon=":material/arrow_forward:"):
            st.switch_page(frame.FEATURES, query_params=state.address())
    st.subheader("Closer look")
    exploring.portrait(data)
    exploring.table(data)
