"""Forecast: the verdict, the chart against what really happened, and the numbers beside the simplest methods."""

import streamlit as st

from lstm_core.ui import frame, importance, notices, state, whatif
from lstm_core.ui.inside import door
from lstm_core.ui.report import against, beside, errors, future, knowing, parts, reading, taking, timemachine, verdict

frame.ready()
st.title("Forecast")
with notices.shown():
    record = reading.chosen(state.run())
    if record is None:
        notices.nothing_yet(
            "No forecast yet",
            "Train a network first; its forecast then stands here beside what really happened.",
            "Train",
            frame.TRAIN,
            ":material/model_training:",
        )
    read = reading.of(record)
    verdict.tell(read)
    against.draw(read)
    door.below_the_forecast(read)
    future.show(read)
    beside.table(read)
    timemachine.scrub(read)
    door.below_the_machine(read)
    errors.show(read)
    parts.show(read)
    importance.show(record)
    whatif.ask(record)
    knowing.tell(read)
    taking.offer(read)
