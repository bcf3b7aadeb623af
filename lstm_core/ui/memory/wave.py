"""Running free: one step ahead looks perfect; on its own answers the forecast drifts, and here is when."""

import streamlit as st

from lstm_core import specs
from lstm_core.guide import glossary
from lstm_core.labs.asked import Wave
from lstm_core.runs.record import Record
from lstm_core.ui import look, state
from lstm_core.ui.memory import following

LAB = "wave"
SERIES = {"sine": "Sine wave", "temperature": "Daily temperature"}


def show() -> None:
    """The wave, the error by steps, and beside them what can be set."""
    picture, beside = st.columns([3, 1], gap="large")
    with beside:
        series = st.radio("Series", list(SERIES), format_func=SERIES.get, key="wave series")
        noise = st.slider("Noise", 0.0, 1.0, 0.1, 0.05, key="wave noise") if series == "sine" else 0.0
        look_back = st.slider("Sequence length", 5, 100, state.preset("wave look back", 40), 5, key="wave look back")
        batches = st.slider("Batches", 20, 1000, 300, 20, key="wave batches")
        units = st.slider("Units", 4, 64, 24, 4, key="wave units")
    with picture:
        following.follow(
            LAB,
            lambda: specs.checked(Wave, series=series, noise=noise, look_back=look_back, batches=batches, units=units),
            run,
            "Press Play. The wave taking shape, and where it drifts, will stand here, live.",
        )
        following.about(
            "The dotted line forecasts one step from real values: it only has to stay close to the last one, and looks"
            " right soon. The solid line runs free: after its first window it reads nothing but its own answers, so"
            " each small error goes in again. A wave with little noise can be followed for long; the weather can't, and"
            " after some days the free run is no better than a guess. Judge long"
            f" {glossary.link('horizon', 'horizons')} by long forecasts.",
            "The sine is made by LSTM Lab; daily highs of Seattle 2012 to 2015: NOAA. The first 70 percent are learnt"
            " from, the rest is drawn; Adam, rate 0.005, 32 windows a batch. The band is half a standard deviation.",
        )


def run(record: Record) -> None:
    """Both forecasts over the actual values, and the error by steps ahead."""
    from lstm_core.ui.charts import wave as chart

    frames = record.frames
    figure, told = chart.wave(frames, record.state.is_over, look.dark())
    following.film(record, "wave", figure, told)
    figure, told = chart.drift(frames[-1], look.dark())
    look.chart(figure, "drift", told)
