"""The next note: a melody in the public domain, as given and as the network goes on, as sound."""

import streamlit as st

from lstm_core import specs
from lstm_core.labs import speaking, texts
from lstm_core.labs.asked import Melody
from lstm_core.runs.record import Record
from lstm_core.ui import look
from lstm_core.ui.memory import following, sound

LAB = "melody"
MELODIES = {
    "ode-to-joy": "Ode to Joy (Beethoven, 1824)",
    "frere-jacques": "Frère Jacques (18th century)",
    "ah-vous-dirai-je": "Ah ! vous dirai-je, maman (18th century)",
}


def show() -> None:
    """The melody and its continuation, and beside them what can be set."""
    picture, beside = st.columns([3, 1], gap="large")
    with beside:
        melody = st.radio("Melody", list(MELODIES), format_func=MELODIES.get, key="melody name")
        rounds = st.slider("Rounds", 20, 600, 200, 20, key="melody rounds", help="Each reads the melody once.")
        units = st.slider("Units", 8, 64, 32, 8, key="melody units")
    with picture:
        following.follow(
            LAB,
            lambda: specs.checked(Melody, melody=melody, rounds=rounds, units=units),
            hear,
            "Press Play. The melody and how the network goes on will stand here, to be heard.",
        )
        following.about(
            "A note and its length are one symbol; the network learns which follows which, as it does with words. Give"
            " it the first notes and let it go on: at temperature 0 it plays the melody back, for the same bars come"
            " twice and it must remember which time it is. Stop early, or raise the temperature, and it improvises.",
            "Melodies in the public domain, the notes typed for LSTM Lab. Music by next notes: Eck & Schmidhuber 2002,"
            " A first look at music composition using LSTM recurrent neural networks, IDSIA-07-02.",
        )


def hear(record: Record) -> None:
    """Both melodies as notes over time, and as sound once it is over."""
    from lstm_core.ui.charts import symbols as chart

    asked = following.asked(record)
    given = texts.notes(asked.melody)
    learnt, ours = record.frames[-1].get("speaker"), record.frames[-1].get("said")
    if learnt is not None:
        one, other = st.columns(2)
        begun = one.slider("Notes given", 1, 20, 5, key="melody given")
        temperature = other.slider("Temperature", 0.0, 2.0, 0.0, 0.1, key="melody temperature")
        rest = len(given) - begun
        ours = speaking.told(learnt).goes_on(given[:begun], rest, temperature, asked.seed)
    else:
        begun = 5
    played = [*given[:begun], *ours]
    figure, told = chart.notes(given, played, begun, look.dark())
    look.chart(figure, "notes", told)
    if learnt is not None:
        one, other = st.columns(2)
        for column, words, notes in ((one, "As it was written", given), (other, "As the network goes on", played)):
            with column:
                st.caption(words)
                st.audio(sound.of(notes), format="audio/wav")
