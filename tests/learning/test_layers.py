import keras
import numpy as np
import pytest
import tensorflow as tf

from lstm_core.learning import layers
from lstm_core.learning import network as networks
from lstm_core.specs import Layer, Network, Training, Window
from lstm_core.windows import cost

STACKED = Network(layers=(Layer(units=7, dropout=0.2), Layer(units=4)))
BESIDE = STACKED.model_copy(update={"linear": True, "pooled": True})


def both(network: Network = STACKED) -> tuple[keras.Model, keras.Model]:
    """The fused network and its plain copy; no weight is zero."""
    keras.utils.set_random_seed(1)
    fused = networks.build(network, Training(scaling="standard"), 12, 3, 2, seen_whole=2)
    for weight in fused.trainable_variables:
        weight.assign_add(keras.random.normal(weight.shape, stddev=0.1))
    return fused, networks.plain(fused, network, Training(scaling="standard"), 2)


def windows(count: int = 5) -> tf.Tensor:
    return tf.constant(np.random.default_rng(1).normal(size=(count, 12, 3)), tf.float32)


@pytest.mark.parametrize("network", [STACKED, BESIDE])
def test_the_fused_layer_says_what_the_plain_one_says(network):
    fused, plain = both(network)
    assert isinstance(fused.get_layer("lstm_1"), layers.LSTM)
    np.testing.assert_allclose(fused(windows()), plain(windows()), atol=1e-6)


@pytest.mark.parametrize("network", [STACKED, BESIDE])
def test_its_size_is_the_one_that_was_foretold(network):
    window = Window(look_back=12, horizon=2)
    foretold = cost.of(100, 3, window, network, Training(), seen_whole=2)
    assert both(network)[0].count_params() == foretold.parameters


@pytest.mark.parametrize("network", [STACKED, BESIDE])
def test_its_gradients_are_those_of_the_plain_one(network):
    gradients = []
    for model in both(network):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(model(windows()) ** 2)
        gradients.append(tape.gradient(loss, model.trainable_variables))
    for ours, theirs in zip(*gradients, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_the_copy_holds_nothing_of_ours():
    _, plain = both()
    assert {type(layer).__module__.split(".")[0] for layer in plain.layers} == {"keras"}
    assert not any(isinstance(layer, layers.LSTM) for layer in plain.layers)


@pytest.mark.parametrize(("units", "batch"), [(65, 32), (32, 128)])
def test_large_layers_and_batches_are_left_to_the_stock_layer(units, batch):
    assert not layers.pays(units, batch)
    model = networks.build(Network(layers=(Layer(units=units),)), Training(batch_size=batch), 12, 3, 2)
    assert not isinstance(model.get_layer("lstm_1"), layers.LSTM)
