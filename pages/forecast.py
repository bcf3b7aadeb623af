"""Forecast: the verdict, the chart against what really happened, and the numbers beside the simplest methods."""

import streamlit as st

from lstm_core.ui import frame, importance, notices, report, state, whatif

frame.ready()
st.title("Forecast")
with notices.shown():
    record = report.chosen(state.run())
    if record is None:
        notices.nothing_yet(
            "No forecast yet",
            "Train a network first; its forecast then stands here beside what really happened.",
            "Train",
            frame.TRAIN,
            ":material/model_training:",
        )
    report.headline(record)
    report.against_actual(record)
    report.numbers(record)
    importance.show(record)
    whatif.ask(record)
    report.how_we_know(record)
    report.downloads(record)
