"""Which inputs of the window the forecast rests on: integrated gradients, or plain ones."""

import numpy as np
import pandas as pd
import streamlit as st

from lstm_core.inside import gradients
from lstm_core.ui import look, notices, words
from lstm_core.ui.charts import attribution as chart
from lstm_core.ui.inside.view import View

WAYS = {"adds": "What each input adds", "moves": "How each input moves it"}
ABOUT = {
    "adds": "Integrated gradients: what each value adds beside a window in which the network sees zeros only. Together"
    " the bars come to the difference between the two forecasts.",
    "moves": "Gradients: how far the forecast would move if the network saw this value one higher. It says what the"
    " network is sensitive to, not what it used.",
}


def show(view: View) -> None:
    """The sentence and the picture, for a step ahead that can be chosen."""
    way, step = "adds", 1
    one, two = st.columns([2, 1])
    with one:
        way = st.segmented_control(
            "Asked is", list(WAYS), default="adds", format_func=WAYS.get, required=True, key="rests on"
        )
    if view.run.steps > 1:
        with two:
            step = st.slider("Steps ahead", 1, view.run.steps, 1, key=f"rests on step {view.record.id}")
    parts = found(view, way, step)
    said = sentence(parts, way, words.date(view.run.ahead(view.origin)[step - 1]))
    st.markdown(notices.plain(said))
    figure = chart.attribution(
        parts, look.dark(), WAYS[way], f"{view.target[:20]}" if way == "adds" else "per unit seen"
    )
    look.chart(figure, f"rests on {way}", said, parts.rename_axis("Time"))
    st.caption(
        ABOUT[way] + (" ARIMA's own forecast stands beside it and is no part of this." if view.run.beside else "")
    )


def found(view: View, way: str, step: int) -> pd.DataFrame:
    """Each input's part (steps, features) in the forecast so many steps ahead, in the series' own units."""
    run, window = view.run, view.run.seen(np.array([view.origin]))[0]

    def worth(answers: np.ndarray) -> np.ndarray:
        return run.worth(answers, view.origin, step)

    if way == "adds":
        told = gradients.integrated(run.network, window, worth)
    else:
        told = gradients.of(run.network, window[None], worth)[0]
    times = run.times[view.origin - run.look_back + 1 : view.origin + 1]
    return pd.DataFrame(told.astype(float), index=times, columns=list(run.scaling.columns))


def sentence(parts: pd.DataFrame, way: str, time: str) -> str:
    """Which input matters most, and how much of all lies in the last steps.

    >>> sentence(pd.DataFrame({"x": [0.0, 0.0, 2.0], "y": [0.0, 1.0, 0.0]}), "adds", "3 May 2024")
    'The forecast for 3 May 2024 rests on “x” most: 67% of what all inputs add. Half of it lies in the last step.'
    """
    sizes = parts.abs()
    whole = sizes.to_numpy().sum()
    if not whole:
        return (
            f"The forecast for {time} does not rest on what the network makes of this window: it stays as it is,"
            " whatever the window holds. The saved network is a simple method here."
        )
    by_feature = sizes.sum()
    most = by_feature.idxmax()
    back = np.cumsum(sizes.sum(axis=1).to_numpy()[::-1]) / whole
    last = int(np.argmax(back >= 0.5)) + 1
    what = "of what all inputs add" if way == "adds" else "of all sensitivity"
    half = "the last step" if last == 1 else f"the last {last} of {len(parts)} steps"
    return (
        f"The forecast for {time} rests on “{most[:60]}” most: {by_feature[most] / whole:.0%} {what}."
        f" Half of it lies in {half}."
    )
