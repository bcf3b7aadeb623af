"""Inside: a trained network at work on one window after another, gate by gate."""

import streamlit as st

from lstm_core.ui import frame, notices, state
from lstm_core.ui.inside import film, following, view
from lstm_core.ui.report import reading

frame.ready()
st.title("Inside")
with notices.shown():
    record = reading.chosen(state.run())
    if record is None:
        notices.nothing_yet(
            "No network yet",
            "Train one first; its gates and its memory then stand here, step by step.",
            "Train",
            frame.TRAIN,
            ":material/model_training:",
        )
    seen = view.of(record)
    view.layers(seen)
    view.headline(seen)
    film.show(seen)
    following.show(seen)
