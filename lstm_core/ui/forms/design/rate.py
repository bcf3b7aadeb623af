"""The learning rate, and the button that finds one: in a worker, on the windows of this very experiment."""

import pandas as pd
import streamlit as st

from lstm_core import specs
from lstm_core.labs.asked import Rates
from lstm_core.runs.record import Record
from lstm_core.ui import look, notices, trying
from lstm_core.ui.forms.design import boxes

HELP = (
    "Trains a throw-away copy for a hundred batches, each at a larger rate, and looks where the loss falls and where it"
    " breaks. Takes some seconds in a worker."
)


def show(asked: specs.Experiment | None) -> None:
    """The number, the button, and what was found."""
    record = trying.found("rates", trying.core(asked)) if asked else None
    over = record is None or record.state.is_over
    with st.container(horizontal=True, vertical_alignment="bottom"):
        boxes.number("Learning rate", "learning_rate", 1e-6, 1.0, 0.0005, format="%.6f", width=180)
        if not over:
            st.button("Stop", icon=":material/stop_circle:", on_click=record.ask_stop, key="stop rates")
        else:
            st.button(
                "Find a learning rate",
                icon=":material/search:",
                on_click=lambda: trying.begin(Rates(experiment=asked), trying.core(asked)),
                disabled=asked is None,
                help=HELP,
            )
    if record:
        trying.follow(record, curve, over)


def curve(record: Record) -> None:
    """The losses so far, and in the end the rate that they suggest."""
    from lstm_core.ui.charts import rates as chart

    frames = record.frames
    tried = pd.DataFrame([frame for frame in frames if "rate" in frame], columns=["rate", "loss", "smooth"])
    if why := trying.fault(record):
        st.error(notices.plain(why), icon=":material/error:")
    elif len(tried) < 2:
        st.caption(trying.standing(record) if not record.state.is_over else "Stopped before there was anything to see.")
    else:
        suggested = frames[-1].get("suggested")
        over = "suggested" in frames[-1]
        figure, told = chart.rates(tried, suggested, over, look.dark())
        look.chart(figure, "rates", told, tried.set_index("rate") if over else None)
        if suggested:
            st.button(
                f"Use {suggested:g}",
                icon=":material/check:",
                on_click=boxes.change,
                kwargs={"learning_rate": suggested},
                disabled=boxes.now("learning_rate") == suggested,
            )
