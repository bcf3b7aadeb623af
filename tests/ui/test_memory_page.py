import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.labs.asked import Gradients, Melody, Recall, Wave, Words
from lstm_core.results import State
from lstm_core.runs import store
from lstm_core.runs.pen import Pen
from lstm_core.ui.charts import gradients as felt
from lstm_core.ui.charts import recall, symbols, wave
from lstm_core.ui.memory import sound

from .test_pages import button, shown

RACE = [
    {"batch": 1, "delays": [1, 10, 100], "RNN": [0.1, 0.1, 0.1], "GRU": [0.1, 0.1, 0.1], "LSTM": [0.1, 0.1, 0.1]},
    {"batch": 9, "delays": [1, 10, 100], "RNN": [0.9, 0.2, 0.1], "GRU": [1.0, 1.0, 0.9], "LSTM": [1.0, 1.0, 1.0]},
]
LOOK = {"felt": [0.001, 0.01, 0.1], "loss": 0.5, "norm": 1.0}
GONE = {"felt": [None, None, None], "loss": None, "norm": None}
FELT = [{"batch": 0, "RNN": LOOK, "GRU": LOOK, "LSTM": LOOK}, {"batch": 5, "RNN": GONE, "GRU": LOOK, "LSTM": LOOK}]
RAN = {"batch": 3, "loss": 0.1, "left": 2, "band": 0.5}
RAN |= {name: [0.1, 0.6] for name in ("actual", "one_step", "free", "error", "naive")}


def speaker(known: list[str], next_one: str) -> dict:
    """A network that always says the same."""
    beside = np.where(np.array(known) == next_one, 5.0, 0.0)
    count = len(known)
    arrays = (np.zeros((count, 4)), np.zeros((1, 4)), np.zeros(4), np.zeros((1, count)), beside)
    return {"speaker": {"symbols": known, "weights": [array.tolist() for array in arrays]}}


@pytest.fixture
def played(home):
    """`played(asked, frames)` gives the id of a lab that is over."""

    def over(asked, frames) -> str:
        record = store.create_lab(home, asked)
        with Pen(record.folder) as pen:
            pen.begin()
            for frame in frames:
                pen.frame(frame)
            pen.done(State.FINISHED)
        return record.id

    return over


def test_before_play_each_lab_says_what_it_shows(open_page):
    for lab in ("recall", "gradients", "words", "melody", "wave"):
        app = open_page("memory", lab=lab)
        assert button(app, "Play")
        assert "Press Play." in shown(app)
        assert not app.error


def test_the_race_is_found_by_its_address_and_has_its_film(open_page, played):
    app = open_page("memory", lab="recall", recall=played(Recall(), RACE))
    assert len(app.get("plotly_chart")) == 1
    assert button(app, "Play")
    figure, told = recall.recall(RACE, True, dark=False)
    assert told.startswith("Right after 100 steps: LSTM 100%, GRU 90%, RNN 10%")
    assert [len(frame.data) for frame in figure.frames] == [3, 3]
    assert figure.layout.sliders[0].active == 1
    assert recall.recall(RACE, False, dark=True)[0].frames == ()
    assert recall.table(RACE).loc[10, "RNN"] == 0.2


def test_the_id_of_another_lab_or_a_wrong_one_is_none(open_page, played):
    for wrong in ("../../x", played(Recall(), RACE)):
        app = open_page("memory", lab="wave", wave=wrong)
        assert "Press Play." in shown(app)
        assert not app.error


def test_a_network_that_exploded_is_named(open_page, played):
    app = open_page("memory", lab="gradients", gradients=played(Gradients(), FELT))
    assert "RNN exploded" in shown(app)
    figure, told = felt.gradients(FELT, True, dark=False)
    assert "RNN: exploded" in told
    assert "LSTM: 1% left 2 steps back" in told
    assert figure.data[0].y == (None, None, None)


def test_a_beginning_of_ones_own_is_answered_in_the_page(open_page, played):
    app = open_page("memory", lab="words", words=played(Words(), [speaker(["the", "sky", "is", "blue", "."], "blue")]))
    assert "the sky is **blue blue" in shown(app)
    app.text_input[0].set_value("The sky").run()
    assert "The sky **blue blue" in shown(app)
    app.text_input[0].set_value("purple").run()
    assert "never seen “purple”" in app.error[0].value


def test_the_melody_can_be_heard_as_written_and_as_continued(open_page, played):
    known = ["E4:1", "F4:1", "G4:1", "D4:1"]
    app = open_page("memory", lab="melody", melody=played(Melody(), [speaker(known, "G4:1")]))
    assert len(app.get("audio")) == 2
    assert "As the network goes on" in shown(app)


def test_notes_become_sound_of_their_length():
    told = sound.of(["A4:1", "C4:0.5"])
    assert told[:4] == b"RIFF"
    assert len(told) == 44 + 2 * round(1.5 * sound.BEAT * sound.RATE)


def test_bars_and_notes_say_their_finding():
    figure, told = symbols.chances([("blue", 0.98), (".", 0.01)], "the sky is", None, dark=False)
    assert told == "After “the sky is” comes blue with a chance of 98%."
    assert tuple(figure.data[0].y) == ("blue", "(end)")
    assert symbols.notes(["C4:1", "D4:1", "E4:1"], ["C4:1", "D4:1", "F4:1"], 1, dark=True)[1].startswith("1 of 2 notes")


def test_the_step_at_which_it_drifts_is_the_title(open_page, played):
    app = open_page("memory", lab="wave", wave=played(Wave(), [RAN, RAN]))
    assert len(app.get("plotly_chart")) == 2
    assert wave.drift(RAN, dark=False)[1].startswith("It leaves the band at step 2")
    assert wave.drift(RAN | {"left": None}, dark=False)[1].startswith("It stays in the band for all 2 steps")


def test_a_lab_that_ends_while_its_page_is_drawn_has_its_page_drawn_anew(home):
    record = store.create_lab(home, Recall())
    with Pen(record.folder) as pen:
        pen.begin()

    def page(folder):
        import streamlit as st

        from lstm_core.results import State
        from lstm_core.runs.pen import Pen
        from lstm_core.runs.record import Record
        from lstm_core.ui import trying

        record = Record(folder.name, folder)
        over = record.state.is_over
        st.button("Play" if over else "Stop")
        if not over:
            with Pen(record.folder) as pen:
                pen.done(State.FINISHED)
        trying.follow(record, lambda record: None, over)

    app = AppTest.from_function(page, args=(record.folder,)).run()
    assert [button.label for button in app.button] == ["Play"]
