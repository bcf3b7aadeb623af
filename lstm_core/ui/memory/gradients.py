"""Vanishing and exploding gradients, on a toy or on the person's own series."""

import streamlit as st

from lstm_core import specs
from lstm_core.guide import glossary
from lstm_core.labs.asked import Gradients
from lstm_core.runs.record import Record
from lstm_core.ui import look, notices, state
from lstm_core.ui.memory import following

LAB = "gradients"
TOY = "Toy: recall the first number"


def show() -> None:
    """The gradients by step, and beside them what makes them vanish or explode."""
    picture, beside = st.columns([3, 1], gap="large")
    with beside:
        data = state.data() if state.dataset() else None
        chosen = TOY
        if data is not None:
            own = f"Your series: {data.target}"
            chosen = st.radio("Data", [TOY, own], format_func=notices.plain, key="gradients data")
        else:
            st.caption("On a toy: random numbers, of which the first must be told. Choose data to see your own series.")
        settings = {
            "data": None if chosen == TOY else data,
            "steps": st.slider("Steps", 10, 100, 50, 5, key="gradients steps"),
            "scale": st.slider(
                "Scale of the recurrent weights",
                0.1,
                4.0,
                1.0,
                0.1,
                key="gradients scale",
                help="Times Keras's own start. Below 1 gradients vanish sooner; at 2 and more the RNN's explode.",
            ),
            "forget_bias": st.slider(
                "Forget-gate bias",
                -4.0,
                8.0,
                4.0,
                0.5,
                key="gradients bias",
                help="Of the LSTM's forget gate and the GRU's update gate. Keras begins with 1 and 0: such a gate lets"
                " 73 or 50 percent through at each step. 4 lets 98 percent through.",
            ),
        }
        if st.toggle("Clip the gradient", key="gradients clip"):
            settings["clipping"] = st.slider("At the length", 0.1, 10.0, 1.0, 0.1, key="gradients clipping")
    with picture:
        following.follow(
            LAB,
            lambda: specs.checked(Gradients, **settings),
            course,
            "Press Play. What the output feels of each earlier step will stand here, live.",
        )
        following.about(
            f"How much would the output change if the input some steps earlier were a little larger? That {link()} is a"
            f" product of one factor a step: it {glossary.link('vanishing-gradient', 'vanishes')} where the factors are"
            f" below 1, and {glossary.link('exploding-gradient', 'explodes')} where they are above. Along the LSTM's"
            f" {glossary.link('cell-state')} the factor is the {glossary.link('forget-gate')}. That is no magic: with a"
            " bias of 1 the LSTM forgets sooner than the plain RNN. Set the scale to 3 to see the RNN explode, then"
            f" turn {glossary.link('clipping')} on.",
            "Hochreiter 1991; Bengio, Simard & Frasconi 1994, IEEE Transactions on Neural Networks 5(2); clipping:"
            " Pascanu, Mikolov & Bengio 2013, ICML. Plain gradient descent at a rate of 0.05, 24 units; the same 32"
            " windows are looked at throughout.",
        )


def link() -> str:
    """The word, with the way to its entry."""
    return glossary.link("gradient")


def course(record: Record) -> None:
    """The newest frame while it goes on, then the film; and the three losses."""
    from lstm_core.ui.charts import gradients as chart
    from lstm_core.ui.charts import race

    frames = record.frames
    figure, told = chart.gradients(frames, record.state.is_over, look.dark())
    following.film(record, "gradients", figure, told)
    broken = [kind for kind in race.KINDS if frames[-1][kind]["loss"] is None]
    if broken:
        st.warning(
            f"{' and '.join(broken)} exploded: its weights are no numbers any more. Clip the gradient, or scale the"
            " weights down.",
            icon=":material/warning:",
        )
    figure, told = chart.losses(frames, look.dark())
    look.chart(figure, "gradients losses", told)
