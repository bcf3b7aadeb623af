"""What lies beyond the data: dates, values, band."""

import math

import streamlit as st

from lstm_core.ui import look, words
from lstm_core.ui.charts import forecast as chart
from lstm_core.ui.charts import style
from lstm_core.ui.report import against, refitted
from lstm_core.ui.report.reading import Reading

HIGH = 400  # px


def show(reading: Reading) -> None:
    """The picture, the table, and which rows the network has seen."""
    future = reading.future
    st.subheader("Beyond the data")
    picture, numbers = st.columns([3, 2], gap="large")
    table = against.wide(future, reading.ours)
    with picture:
        known = reading.backtest[reading.backtest["mode"] == "one_step"].drop_duplicates("time")
        known = known.set_index("time").actual.sort_index().tail(max(20, 5 * future.step.max()))
        figure = chart.future(known, future, reading.ours, look.dark(), reading.drawn)
        look.chart(figure, "future chart", sentence(reading), tabled=False)
    with numbers:
        first = [name for name in (reading.name, "lower", "upper", style.name(reading.rival)) if name in table]
        columns = {
            "lower": st.column_config.TextColumn(help="The lower edge of our band."),
            "upper": st.column_config.TextColumn(help="The upper edge of our band."),
            style.name(reading.rival): st.column_config.TextColumn(help="The simple method of the verdict."),
        }
        look.read(table[first].map(words.number), columns, height=min(HIGH, 36 * (len(table) + 1)))
        with st.container(horizontal=True):
            look.save(table, "future", "CSV", f"future-{reading.record.id}")
            look.save_chart(lambda: figure, "future chart", sentence(reading))
    st.caption(
        "From a network that has seen training rows only: the validation part chose when to stop, the test part"
        f" measured it, and neither taught it anything. {against.about_band(reading, 'multi_step')}"
    )
    refitted.offer(reading, known)


def sentence(reading: Reading) -> str:
    """The last value forecast, in words."""
    last = reading.future[reading.future.model == reading.ours].iloc[-1]
    between = (
        f", between {words.number(last.lower)} and {words.number(last.upper)}" if math.isfinite(last.lower) else ""
    )
    return f"{reading.name} forecasts {words.number(last.forecast)} for {words.date(last.time)}{between}."
