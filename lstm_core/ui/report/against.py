"""The forecast over the test part beside what happened, and the choices that change the picture."""

import pandas as pd
import streamlit as st

from lstm_core.ui import look
from lstm_core.ui.charts import forecast as chart
from lstm_core.ui.charts import style
from lstm_core.ui.report import choices
from lstm_core.ui.report.reading import Reading


def draw(reading: Reading) -> None:
    """The choices, the picture, and where there is no band the reason."""
    mode, step = reading.chosen.mode, 1
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        choices.ask(reading.is_one_path)
        if mode == "multi_step" and reading.steps > 1 and not reading.is_one_path:
            step = st.slider(
                "Steps ahead",
                1,
                reading.steps,
                reading.steps,
                width=280,
                key=f"steps ahead {reading.record.id}",
                help="Draws what was forecast that many steps before.",
            )
    before = reading.rows("one_step", part="validation").set_index("time")["actual"]
    figure = chart.forecast(
        reading.backtest,
        reading.future,
        mode,
        step,
        look.dark(),
        context=before.tail(len(before) // 3),
        beside=reading.drawn,
        ours=reading.ours,
    )
    shown = chart.choose(reading.tested(mode), mode, step, None)[0]
    said = f"{reading.name} forecast and actual values over the test period, and the future"
    look.chart(figure, "forecast chart", said, wide(shown, reading.ours))
    st.caption(about_band(reading, mode))


def about_band(reading: Reading, mode: str) -> str:
    """Where the band comes from, or why there is none."""
    chosen = reading.chosen
    if why := reading.without_band(mode):
        return why
    if chosen.adaptive:
        return (
            f"The {chosen.level:.0%} band starts from the errors on the validation part and follows those of the test"
            " part as they become known."
        )
    return f"The {chosen.level:.0%} band is as wide at each step ahead as the errors on the validation part ask for."


def wide(rows: pd.DataFrame, ours: str) -> pd.DataFrame:
    """One row a time: what happened, every model's forecast, our band."""
    table = rows.pivot(index="time", columns="model", values="forecast")
    known = rows[rows.model == ours].set_index("time").sort_index()
    table = table[[ours, *(model for model in chart.ranked(rows) if model != ours)]].rename(columns=style.name)
    table.insert(1, "lower", known.lower)
    table.insert(2, "upper", known.upper)
    if "actual" in known:
        table.insert(0, style.name("actual"), known.actual)
    return table.dropna(axis=1, how="all").rename_axis(index="Time", columns=None)
