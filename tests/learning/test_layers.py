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


def one_layer(kind: type, units: int, sequences: bool, **options: int) -> keras.layers.Layer:
    """A layer of three features without a weight that is zero."""
    keras.utils.set_random_seed(units)
    layer = kind(units, return_sequences=sequences, **options)
    layer.build((None, None, 3))
    layer.set_weights([np.random.default_rng(2).normal(size=one.shape) / one.shape[-1] ** 0.5 for one in layer.weights])
    return layer


@pytest.mark.parametrize(
    ("units", "steps", "batch", "sequences", "options"),
    [
        (1, 1, 1, False, {}),
        (8, 23, 16, True, {}),
        (8, layers.CHUNK, 16, True, {"batch_size": 512}),
        (5, 2 * layers.CHUNK + 3, 3, True, {"batch_size": 512}),
        (65, 33, 130, False, {}),
    ],
)
def test_outputs_and_all_gradients_are_those_of_the_plain_layer(units, steps, batch, sequences, options):
    inputs = tf.constant(np.random.default_rng(3).normal(size=(batch, steps, 3)), tf.float32)
    said, gradients = [], []
    for kind, told in ((layers.LSTM, options), (keras.layers.LSTM, {})):
        layer = one_layer(kind, units, sequences, **told)
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            said.append(layer(inputs))
            loss = tf.reduce_mean(tf.sin(3 * said[-1]))
        gradients.append(tape.gradient(loss, [inputs, *(one.value for one in layer.trainable_weights)]))
    np.testing.assert_allclose(*said, atol=1e-5)
    for ours, theirs in zip(*gradients, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-4 * np.abs(theirs).max())


def test_a_file_of_its_weights_fits_the_plain_network(tmp_path):
    fused, plain = both()
    for weight in plain.trainable_variables:
        weight.assign(tf.zeros_like(weight))
    fused.save_weights(tmp_path / "a.weights.h5")
    plain.load_weights(tmp_path / "a.weights.h5")
    np.testing.assert_allclose(fused(windows()), plain(windows()), atol=1e-6)


@pytest.mark.parametrize("batch_size", [layers.SMALL_BATCH, 512])
def test_batches_of_another_size_need_no_second_trace(batch_size):
    layer, traces = one_layer(layers.LSTM, 4, sequences=True, batch_size=batch_size), []

    @tf.function(input_signature=[tf.TensorSpec((None, 25, 3))], autograph=False)
    def slope(inputs: tf.Tensor) -> tf.Tensor:
        traces.append(inputs.shape)
        return tf.gradients(tf.reduce_sum(layer(inputs)), inputs)[0]

    some = tf.constant(np.random.default_rng(4).normal(size=(7, 25, 3)), tf.float32)
    np.testing.assert_allclose(slope(some)[:2], slope(some[:2]), atol=1e-6)
    assert len(traces) == 1


@pytest.mark.parametrize("batch_size", [layers.SMALL_BATCH, 512])
def test_sequences_may_be_of_any_length(batch_size):
    layer = one_layer(layers.LSTM, 4, sequences=False, batch_size=batch_size)

    @tf.function(input_signature=[tf.TensorSpec((None, None, 3))], autograph=False)
    def slope(inputs: tf.Tensor) -> tf.Tensor:
        return tf.gradients(tf.reduce_sum(layer(inputs)), inputs)[0]

    for steps in (1, 23):
        some = tf.constant(np.random.default_rng(5).normal(size=(2, steps, 3)), tf.float32)
        with tf.GradientTape() as tape:
            tape.watch(some)
            total = tf.reduce_sum(layer(some))
        np.testing.assert_allclose(slope(some), tape.gradient(total, some), atol=1e-6)


def test_it_is_taken_where_there_is_no_gpu():
    assert layers.pays() == (not tf.config.list_physical_devices("GPU"))


def test_a_copy_is_fast_at_the_same_batches():
    assert not layers.LSTM.from_config(layers.LSTM(8, batch_size=512).get_config()).small
