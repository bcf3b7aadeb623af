"""Who still remembers? RNN, GRU and LSTM race: how often each is right, by how long ago it was."""

import streamlit as st

from lstm_core import specs
from lstm_core.guide import glossary
from lstm_core.labs.asked import Recall
from lstm_core.runs.record import Record
from lstm_core.ui import look, state
from lstm_core.ui.memory import following

LAB = "recall"


def show() -> None:
    """The race, and beside it what can be set."""
    picture, beside = st.columns([3, 1], gap="large")
    with beside:
        longest = st.slider(
            "Longest delay (steps)", 10, 200, state.preset("recall longest", 200), 10, key="recall longest"
        )
        batches = st.slider("Batches", 100, 2000, state.preset("recall batches", 1000), 100, key="recall batches")
        units = st.slider("Units", 8, 64, 32, 8, key="recall units")
        long_memory = st.toggle(
            "Start for long memory",
            value=True,
            key="recall long",
            help="Gates of LSTM and GRU begin nearly open, for delays up to the longest. Off: Keras's own start.",
        )
        seed = st.number_input("Seed", 0, 2**31 - 1, 0, key="recall seed")
    with picture:
        following.follow(
            LAB,
            lambda: specs.checked(
                Recall, longest=longest, batches=batches, units=units, long_memory=long_memory, seed=int(seed)
            ),
            race,
            "Press Play. How often each network is right, by delay, will stand here, live.",
        )
        following.about(
            "One of eight symbols in a random row is marked. Some steps later the network must say which it was, with"
            " other symbols all along in between. All three see the same trials. The plain"
            f" {glossary.link('rnn', 'RNN')} has nothing to shut its state with, and the"
            f" {glossary.link('gradient')} that could teach it fades on the way back. LSTM and GRU learn to open a"
            f" {glossary.link('gate')} at the mark and to keep it shut after. **They are helped:** their gates begin"
            " with biases for delays up to the longest; a plain RNN has no gate to help. Switch that off and see: where"
            " short delays lead on to long ones, as here, they mostly get there without it, too.",
            "Task in the manner of Hochreiter & Schmidhuber 1997, Neural Computation 9(8). Start: Tallec & Ollivier"
            " 2018, Can recurrent neural networks warp time?, ICLR. Adam, rate 0.003, clipped at 1, 64 trials a batch,"
            " delays drawn evenly in their logarithm; each point 128 new trials. Over several seeds:"
            " python -m benchmarks.recall.",
        )


def race(record: Record) -> None:
    """The newest frame while it goes on; then the film of all."""
    from lstm_core.ui.charts import recall as chart

    figure, told = chart.recall(record.frames, record.state.is_over, look.dark())
    following.film(record, "recall", figure, told, chart.table(record.frames))
