"""The memory labs played for real, at toy sizes: their frames, and that each stops when it is asked."""

import numpy as np
import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import library
from lstm_core.data.series import Dataset
from lstm_core.errors import BadSetting, DamagedRun, TooLittleData
from lstm_core.labs import gradients, melody, recall, speaking, texts, wave, words
from lstm_core.labs.asked import LABS, Gradients, Melody, Recall, Wave, Words
from tests.labs.hearing import Heard

PLAYED = (
    (gradients, Gradients(steps=10, batches=6, units=4)),
    (recall, Recall(longest=10, batches=6, units=4)),
    (words, Words(rounds=6, units=4)),
    (words, Words(piece="letter", rounds=6, units=4)),
    (melody, Melody(rounds=6, units=4)),
    (wave, Wave(batches=6, units=4, look_back=5)),
)


def heard(lab, asked, home, stop_after=None) -> list[dict]:
    told = Heard(stop_after)
    lab.play(asked, told, home)
    return told.frames


@pytest.mark.parametrize(("lab", "asked"), PLAYED, ids=lambda one: getattr(one, "lab", ""))
def test_a_lab_stops_when_it_is_asked_and_its_settings_survive_their_folder(lab, asked, tmp_path):
    assert LABS[asked.lab].model_validate_json(asked.model_dump_json()) == asked
    frames = heard(lab, asked, tmp_path, stop_after=1)
    assert [frame for frame in frames if "speaker" not in frame] == frames[:1]


def test_the_lstm_learns_to_recall_what_lies_beyond_the_rnn(tmp_path):
    first, *_, last = heard(recall, Recall(longest=50, batches=450), tmp_path)
    assert last["delays"] == [1, 2, 5, 10, 15, 20, 30, 50]
    assert max(first["LSTM"]) < 0.4
    assert min(last["LSTM"]) > 0.9
    assert max(last["RNN"][4:]) < 0.6


def test_a_trial_marks_the_symbol_that_is_asked_for():
    sequences, marked = recall.trials(np.random.default_rng(0), count=3, delay=4)
    assert sequences.shape == (3, recall.BEFORE + 5, recall.SYMBOLS + 1)
    assert (sequences[..., recall.SYMBOLS].argmax(axis=1) == recall.BEFORE).all()
    assert (sequences[:, recall.BEFORE, : recall.SYMBOLS].argmax(axis=1) == marked).all()
    assert (sequences[..., : recall.SYMBOLS].sum(axis=2) == 1).all()


def test_gates_that_start_for_long_memory_forget_between_one_step_and_the_longest():
    rng = np.random.default_rng(0)
    lstm = recall.remembering("LSTM", np.zeros(400), 200, rng)
    assert 0 <= lstm[100:200].min() < lstm[100:200].max() <= np.log(199)
    assert (lstm[:100] == -lstm[100:200]).all()
    assert (lstm[200:] == 0).all()
    gru = recall.remembering("GRU", np.zeros((2, 300)), 200, rng)
    assert gru[0, :100].max() > 4
    assert (gru[1] == 0).all()


def test_gradients_vanish_with_shut_gates_and_explode_with_large_weights(tmp_path):
    shut = heard(gradients, Gradients(steps=20, batches=4, forget_bias=-4.0), tmp_path)[0]["LSTM"]["felt"]
    assert len(shut) == 20
    assert shut[0] < 1e-6 * shut[-1]
    large = heard(gradients, Gradients(steps=50, batches=4, scale=4.0), tmp_path)[0]["RNN"]
    assert large["norm"] > 1e4
    assert large["felt"][0] > 1e3 * large["felt"][-1]


def test_gradients_of_ones_own_series_need_enough_rows(tmp_path):
    frame = pd.DataFrame({"x": np.sin(np.arange(120) / 5)}, index=pd.RangeIndex(120, name="time"))
    data = specs.Data(dataset=library.keep(tmp_path, Dataset(frame, "sine", "here")), name="sine", target="x")
    frames = heard(gradients, Gradients(data=data, steps=20, batches=4, units=4), tmp_path)
    assert len(frames[-1]["GRU"]["felt"]) == 20
    with pytest.raises(TooLittleData, match="84 rows; 60 steps need 92"):
        heard(gradients, Gradients(data=data, steps=60), tmp_path)


def test_the_sky_is_blue(tmp_path):
    *_, before, last = heard(words, Words(rounds=120), tmp_path)
    assert before["next"][0][0] == "blue"
    speaker = speaking.told(last["speaker"])
    assert speaker.likeliest([".", "the", "sky", "is"])[0] == ("blue", pytest.approx(before["next"][0][1], abs=0.02))
    with pytest.raises(BadSetting, match="never seen “purple”"):
        speaker.chances([".", "purple"])


def test_a_melody_is_played_back(tmp_path):
    notes = texts.notes("frere-jacques")
    speaker = speaking.told(heard(melody, Melody(melody="frere-jacques"), tmp_path)[-1]["speaker"])
    said = speaker.goes_on(notes[:5], len(notes) - 5, 0.0, 0)
    assert np.mean([one == other for one, other in zip(said, notes[5:], strict=True)]) > 0.9


def test_temperature_sharpens_and_flattens_the_chances():
    weights = [np.zeros((3, 4)), np.zeros((1, 4)), np.zeros(4), np.zeros((1, 3)), np.log([0.6, 0.3, 0.1])]
    speaker = speaking.told({"symbols": "abc", "weights": [one.tolist() for one in weights]})
    assert speaker.chances("a") == pytest.approx([0.6, 0.3, 0.1])
    assert speaker.chances("a", 0.5) == pytest.approx(np.array([0.36, 0.09, 0.01]) / 0.46)
    assert speaker.chances("a", 0.0).tolist() == [1.0, 0.0, 0.0]
    with pytest.raises(DamagedRun):
        speaking.told({"symbols": "ab", "weights": [one.tolist() for one in weights]})


def test_a_sine_is_learnt_and_a_run_of_its_own_answers_is_scored(tmp_path):
    first, *_, last = heard(wave, Wave(noise=0.0, batches=120), tmp_path)
    assert first["left"] == 1
    assert last["left"] is None or last["left"] > 20
    assert len(last["free"]) == len(last["actual"]) == len(last["naive"]) == wave.SHOWN
    assert last["free"][0] == pytest.approx(last["one_step"][0], abs=1e-3)
    assert last["band"] == pytest.approx(0.5 / np.sqrt(2), abs=0.01)
