"""The NumPy network against Keras itself, and against equations worked out by hand."""

import zipfile

import numpy as np
import pytest

from lstm_core.errors import DamagedRun
from lstm_core.inside import cells, network
from lstm_core.specs import Layer, Network, Training

WINDOWS = np.random.default_rng(5).normal(size=(7, 12, 3)).astype("float32")


@pytest.fixture(scope="module")
def keras():
    pytest.importorskip("lstm_core.learning.network")  # says how many threads TensorFlow takes, before that starts
    return pytest.importorskip("keras")


def stacked(keras, *layers):
    return keras.Sequential([keras.Input((12, 3)), *layers, keras.layers.Dense(2, name="forecast")])


def with_highway(keras):
    window = keras.Input((12, 3), name="window")
    deep = keras.layers.LSTM(6, name="lstm_1")(window)
    straight = keras.layers.Dense(2, name="highway")(keras.layers.Flatten(name="all_rows")(window))
    return keras.Model(window, keras.layers.Add(name="both")([keras.layers.Dense(2, name="forecast")(deep), straight]))


def linear_and_pooled():
    """Our own, with every kind of layer that it may have."""
    from lstm_core.learning import network as networks

    asked = Network(layers=(Layer(units=5, dropout=0.1), Layer(units=4)), linear=True, pooled=True)
    return networks.build(asked, Training(), 12, 3, 2, seen_whole=2, fused=False)


def networks(keras):
    kinds = keras.layers
    return {
        "lstm": stacked(keras, kinds.LSTM(5, return_sequences=True), kinds.Dropout(0.3), kinds.LSTM(4)),
        "gru": stacked(keras, kinds.GRU(5, return_sequences=True), kinds.GRU(4)),
        "rnn": stacked(keras, kinds.SimpleRNN(5)),
        "bidirectional": stacked(
            keras, kinds.Bidirectional(kinds.LSTM(4, return_sequences=True)), kinds.Bidirectional(kinds.GRU(3))
        ),
        "highway": with_highway(keras),
        "linear and pooled": linear_and_pooled(),
    }


@pytest.mark.parametrize("name", ["lstm", "gru", "rnn", "bidirectional", "highway", "linear and pooled"])
def test_answers_equal_those_of_keras(keras, tmp_path, name):
    model = networks(keras)[name]
    for weight in model.trainable_weights:  # biases start at zero, which would hide one that is read wrongly
        weight.assign(weight + 0.1 * np.random.default_rng(1).normal(size=weight.shape))
    model.save(tmp_path / "model.keras")
    ours = network.load(tmp_path / "model.keras").answer(WINDOWS)
    np.testing.assert_allclose(ours, model(WINDOWS).numpy(), atol=1e-5)


def test_one_step_of_an_lstm_by_hand():
    told = cells.lstm(np.ones((1, 1, 1)), np.zeros((1, 4)), np.zeros((1, 4)), np.array([0.0, 1.0, 2.0, 3.0]))
    sigmoid = lambda value: 1 / (1 + np.exp(-value))  # noqa: E731
    assert told["input_gate"].item() == pytest.approx(0.5)
    assert told["forget_gate"].item() == pytest.approx(sigmoid(1))
    assert told["cell_state"].item() == pytest.approx(0.5 * np.tanh(2))
    assert told["hidden_state"].item() == pytest.approx(sigmoid(3) * np.tanh(0.5 * np.tanh(2)))


def test_a_backward_layer_is_told_in_the_order_of_time(keras, tmp_path):
    model = networks(keras)["bidirectional"]
    model.save(tmp_path / "model.keras")
    _, traces = network.load(tmp_path / "model.keras").trace(WINDOWS)
    backward = traces[1].states["hidden_state"]
    _, later = network.load(tmp_path / "model.keras").trace(WINDOWS[:, 1:])
    np.testing.assert_allclose(later[1].states["hidden_state"], backward[:, 1:], atol=1e-6)


def test_a_damaged_file_is_said_in_words(tmp_path):
    (tmp_path / "model.keras").write_bytes(b"no archive")
    with pytest.raises(DamagedRun, match="Train it again"):
        network.load(tmp_path / "model.keras")


def test_a_layer_that_we_do_not_use_is_refused(keras, tmp_path):
    keras.Sequential([keras.Input((12, 3)), keras.layers.Conv1D(2, 3)]).save(tmp_path / "model.keras")
    with pytest.raises(DamagedRun):
        network.load(tmp_path / "model.keras")


def test_an_archive_that_declares_too_much_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(network, "LARGEST", 10)
    with zipfile.ZipFile(tmp_path / "model.keras", "w") as file:
        file.writestr("config.json", "{" + " " * 100 + "}")
    with pytest.raises(DamagedRun):
        network.load(tmp_path / "model.keras")
