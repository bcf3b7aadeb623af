"""Features: what the network sees of the past, how far it looks back and ahead, and the proof that it never cheats."""

import streamlit as st

from lstm_core.ui import evidence, frame, notices, preview, proofs, resources, state, windowing
from lstm_core.ui.forms import catalogue, chosen, split
from lstm_core.ui.sharing import addressed

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
addressed.features()
with notices.shown():
    series = resources.series(state.data())
    head = st.container()
    choices, picture = st.columns([2, 3], gap="large")
    with choices:
        catalogue.ready(series)
        with st.container():  # so that what stands below keeps its place, and its focus, while the list grows
            chosen.features(series)
        catalogue.search(series, state.features())
    with picture:
        features = resources.settled(state.data(), state.features(), state.split())
        table = resources.features(state.data(), state.features(), state.window(), state.split())
        parts = split.parts(table.frame.index)
        preview.over_the_series(series, table, features, parts)
        split.split(parts, table.frame.index)
        evidence.relevance()
    windowing.choose(series, table, parts, head)
    proofs.of_draft()
    if st.button("Train", type="primary", icon=":material/arrow_forward:"):
        st.switch_page(frame.TRAIN, query_params=state.address())
