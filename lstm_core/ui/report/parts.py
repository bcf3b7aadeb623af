"""Of ARIMA + LSTM: what each half brings, in numbers and as a picture."""

import math

import pandas as pd
import streamlit as st

from lstm_core.evaluation import ablation
from lstm_core.ui import fragment, look, notices, words
from lstm_core.ui.charts import parts as chart
from lstm_core.ui.charts import style
from lstm_core.ui.report import choices
from lstm_core.ui.report.reading import Reading

LUCK = 0.05


def show(reading: Reading) -> None:
    """The table of both halves and their sum, and the storyboard; nothing for a network alone."""
    if reading.ours != "hybrid":
        return
    st.subheader("What each half brings")
    found = ablation.of(reading.backtest)
    st.markdown(notices.plain(sentence(found)))
    look.read(in_words(found), meanings(found))
    look.save(found.rename_axis(index="model"), "ablation", "Halves (CSV)")
    storyboard(reading)


@fragment.of
def storyboard(reading: Reading) -> None:
    """The series as the sum of its parts, so many steps after each origin."""
    told = ablation.storyboard(reading.backtest[reading.backtest.part == "test"])
    told = told[told["mode"] == reading.chosen.mode]
    step = 1
    if told.step.max() > 1:
        step = st.slider(
            "Steps after the origin", 1, int(told.step.max()), 1, width=280, key=f"part steps {reading.record.id}"
        )
    told = told[told.step == step].drop(columns=["part", "mode", "step"]).set_index("origin")
    figure = chart.storyboard(told, look.dark())
    look.chart(figure, "storyboard", "The series as linear part, LSTM part and what is left", told)
    st.caption(choices.made(reading.chosen.mode, False))


def sentence(found: pd.DataFrame) -> str:
    """The errors of the halves and of their sum, and whether the LSTM's part is more than luck.

    >>> told = pd.DataFrame({"mae": [1.0, 2.0], "p_arima": [0.001, float("nan")]}, index=["hybrid", "arima"])
    >>> sentence(told)
    'Together they are off by 1 on average, ARIMA alone by 2. What the LSTM adds is unlikely to be luck (p = 0.001).'
    """
    alone = [f"{name} alone by {words.number(found.mae[model])}" for model, name in HALVES if model in found.index]
    said = f"Together they are off by {words.number(found.mae['hybrid'])} on average, {', '.join(alone)}."
    p_value = found.p_arima["hybrid"]
    if not math.isfinite(p_value):
        return f"{said} Whether the LSTM adds anything can't be told from so few separate forecasts."
    better = found.mae["hybrid"] < found.mae["arima"]
    if p_value < LUCK:
        return (
            f"{said} What the LSTM adds is {'unlikely to be luck' if better else 'harm, not luck'} (p = {p_value:.2g})."
        )
    return f"{said} What the LSTM adds can't be told from luck (p = {p_value:.2g})."


HALVES = (("arima", "ARIMA"), ("lstm", "the LSTM"))


def in_words(found: pd.DataFrame) -> pd.DataFrame:
    """The table as it is read: what a model would be compared with itself is left empty."""
    told = found.map(lambda value: words.number(value, 3))
    told["skill"] = [f"{skill:+.1%}" if math.isfinite(skill) else words.UNDEFINED for skill in found.skill]
    for model in found.index:
        told.loc[model, f"p_{model}"] = "—"
    return told.rename(index=style.name).rename_axis("Model")


def meanings(found: pd.DataFrame) -> dict:
    """The heads of the table, with what each number means."""
    heads = {
        "mae": ("MAE", words.METRICS["mae"][1]),
        "skill": ("Skill", "1 − error / error of repeating the last value. Above 0 is better."),
    }
    heads |= {
        f"p_{model}": (
            f"p beside {style.name(model)}",
            "Diebold-Mariano test: how often two equally good methods would differ this much by chance.",
        )
        for model in found.index
    }
    return {name: st.column_config.TextColumn(title, help=meant) for name, (title, meant) in heads.items()}
