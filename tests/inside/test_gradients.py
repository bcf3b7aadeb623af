"""Gradients by hand against finite differences, and what they come to together."""

from dataclasses import replace

import numpy as np
import pytest

from lstm_core.inside import gradients, network
from lstm_core.inside.network import Layer, Network

RANDOM = np.random.default_rng(8)
WINDOWS = RANDOM.normal(size=(2, 5, 3))
COUNTED = np.array([0.3, 1.0])  # how much each of two answers is worth
GATES = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}


def cell(name: str, kind: str, before: str, features: int, units: int, whole: bool = False) -> Layer:
    wide = GATES[kind] * units
    weights = [RANDOM.normal(size=shape) for shape in ((features, wide), (units, wide), (wide,))]
    if kind == "GRU":
        weights[2] = RANDOM.normal(size=(2, wide))
    return Layer(name, kind, (before,), {"return_sequences": whole, "go_backwards": False}, tuple(weights))


def both_ways(name: str, kind: str, before: str, features: int, units: int, whole: bool = False) -> Layer:
    halves = [cell(name, kind, before, features, units, whole) for _ in range(2)]
    inner = {"class_name": kind, "config": halves[0].settings}
    return Layer(name, "Bidirectional", (before,), {"layer": inner}, halves[0].weights + halves[1].weights)


def dense(name: str, before: str, features: int, activation: str = "linear", units: int = 2) -> Layer:
    weights = (RANDOM.normal(size=(features, units)), np.ones(units))
    return Layer(name, "Dense", (before,), {"activation": activation}, weights)


def counted(answers: np.ndarray) -> np.ndarray:
    return COUNTED


def bent(answers: np.ndarray) -> np.ndarray:
    """The slopes of exp(first answer) + second answer squared: what a forecast in a log's units is like."""
    return np.stack([np.exp(answers[:, 0]), 2 * answers[:, 1]], axis=1)


WINDOW = Layer("window", "InputLayer", (), {})
NETWORKS = {
    "stacked": [cell("a", "LSTM", "window", 3, 4, True), cell("b", "LSTM", "a", 4, 3), dense("out", "b", 3, "tanh")],
    "gru": [cell("a", "GRU", "window", 3, 4, True), cell("b", "GRU", "a", 4, 3), dense("out", "b", 3)],
    "rnn": [cell("a", "SimpleRNN", "window", 3, 4, True), cell("b", "SimpleRNN", "a", 4, 3), dense("out", "b", 3)],
    "bidirectional": [
        both_ways("a", "LSTM", "window", 3, 2, True),
        both_ways("b", "GRU", "a", 4, 2),
        dense("out", "b", 4, "relu"),
    ],
    "a bent head": [
        cell("a", "LSTM", "window", 3, 4),
        dense("head", "a", 4, "relu", units=6),
        dense("out", "head", 6),
    ],
    "a bent head that reads every step": [
        cell("a", "GRU", "window", 3, 4, True),
        dense("head", "a", 4, "tanh", units=3),
        cell("b", "LSTM", "head", 3, 3),
        dense("out", "b", 3, "relu"),
    ],
    "pooled beside a highway": [
        cell("a", "LSTM", "window", 3, 4, True),
        Layer("last", "Cropping1D", ("a",), {"cropping": (4, 0)}),
        Layer("mean", "GlobalAveragePooling1D", ("a",), {}),
        Layer("flat", "Flatten", ("last",), {}),
        Layer("states", "Concatenate", ("flat", "mean"), {"axis": -1}),
        Layer("still", "Dropout", ("states",), {}),
        dense("deep", "still", 8),
        Layer("turned", "Permute", ("window",), {"dims": (2, 1)}),
        Layer("past", "Flatten", ("turned",), {}),
        dense("straight", "past", 15),
        Layer("sum", "Add", ("deep", "straight"), {}),
    ],
}


@pytest.mark.parametrize("name", NETWORKS)
def test_gradients_equal_finite_differences(name):
    net, small = Network((WINDOW, *NETWORKS[name])), 1e-6
    found = gradients.of(net, WINDOWS, counted)
    for at in np.ndindex(WINDOWS.shape[1:]):
        moved = np.zeros(WINDOWS.shape)
        moved[(slice(None), *at)] = small
        rise = (net.answer(WINDOWS + moved) - net.answer(WINDOWS - moved)) @ COUNTED / (2 * small)
        np.testing.assert_allclose(found[(slice(None), *at)], rise, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize(("name", "near"), [("stacked", 1e-4), ("a bent head", 5e-3)])
def test_integrated_gradients_come_to_what_the_window_changes(name, near):
    net = Network((WINDOW, *NETWORKS[name]))
    (first, second), (low, high) = net.answer(WINDOWS[:1])[0], net.answer(0 * WINDOWS[:1])[0]
    told = gradients.integrated(net, WINDOWS[0], counted, 400)
    assert told.sum() == pytest.approx(0.3 * (first - low) + second - high, abs=near)
    told = gradients.integrated(net, WINDOWS[0], bent, 400)
    assert told.sum() == pytest.approx(np.exp(first) + second**2 - np.exp(low) - high**2, abs=10 * near)


def test_of_a_linear_network_each_input_adds_weight_times_value():
    flat = Layer("flat", "Flatten", ("window",), {})
    straight = dense("out", "flat", 15)
    told = gradients.integrated(Network((WINDOW, flat, straight)), WINDOWS[0], counted, 2)
    np.testing.assert_allclose(told, WINDOWS[0] * (straight.weights[0] @ COUNTED).reshape(5, 3))


def test_gradients_of_a_saved_network_equal_those_of_tensorflow(tmp_path):
    pytest.importorskip("lstm_core.learning.training")  # which says how many threads TensorFlow takes, before it starts
    import keras
    import tensorflow as tf

    kinds = keras.layers
    model = keras.Sequential(
        [
            keras.Input((5, 3)),
            kinds.LSTM(4, return_sequences=True),
            kinds.Bidirectional(kinds.GRU(3)),
            kinds.Dense(8, activation="relu"),
            kinds.Dense(2),
        ]
    )
    model.save(tmp_path / "model.keras")
    windows = tf.Variable(WINDOWS.astype("float32"))
    with tf.GradientTape() as tape:
        said = tf.reduce_sum(model(windows) * COUNTED.astype("float32"))
    found = gradients.of(network.load(tmp_path / "model.keras"), windows.numpy(), counted)
    np.testing.assert_allclose(found, tape.gradient(said, windows).numpy(), atol=1e-5)


def test_what_does_not_reach_the_answer_has_no_gradient():
    net = Network((WINDOW, *NETWORKS["stacked"]))
    kept = replace(net.layers[3], weights=(np.zeros((3, 2)), np.ones(2)))
    assert not gradients.of(Network((*net.layers[:3], kept)), WINDOWS, counted).any()
