"""A network's steps as traced functions, and the latest networks with theirs: tracing takes longer than an epoch."""

import json
from collections import OrderedDict

import keras
import tensorflow as tf

KEPT = 4
_kept: OrderedDict[str, keras.Model] = OrderedDict()


class Steps:
    """What is done with a network again and again; each is traced at its first call, for batches of any size."""

    def __init__(self, network: keras.Model) -> None:
        windows, answers = (tf.TensorSpec((None, *shape[1:])) for shape in (network.input_shape, network.output_shape))
        self.network = network
        self.learn = tf.function(self._learn, input_signature=(windows, answers), autograph=False)
        self.miss = tf.function(self._miss, input_signature=(windows, answers), autograph=False)
        self.say = tf.function(self._say, input_signature=(windows,), autograph=False)

    def _learn(self, windows: tf.Tensor, answers: tf.Tensor) -> tf.Tensor:
        """The mean loss of a batch, after which the weights are one step further."""
        weights = self.network.trainable_variables
        with tf.GradientTape() as tape:
            loss = self.network.compute_loss(y=answers, y_pred=self.network(windows, training=True))
        self.network.optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def _miss(self, windows: tf.Tensor, answers: tf.Tensor) -> tf.Tensor:
        """The mean loss of a batch."""
        return self.network.compute_loss(y=answers, y_pred=self._say(windows), training=False)

    def _say(self, windows: tf.Tensor) -> tf.Tensor:
        """The answers (windows, outputs)."""
        return self.network(windows, training=False)


def of(network: keras.Model) -> Steps:
    """The network's steps: always the same, so that each is traced once."""
    if not hasattr(network, "lab_steps"):
        network.lab_steps = Steps(network)
    return network.lab_steps


def again(fresh: keras.Model) -> keras.Model:
    """A network that was put back and differs in its weights only, now with those of `fresh`; or `fresh` itself.

    `fresh` is compiled and untrained. What comes back is the caller's alone until it is put back.
    """
    fresh.optimizer.build(fresh.trainable_variables)
    network = _kept.pop(shape(fresh), None)
    if network is None:
        return fresh
    network.set_weights(fresh.get_weights())
    for mine, new in zip(network.optimizer.variables, fresh.optimizer.variables, strict=True):
        mine.assign(new)
    return network


def put_back(network: keras.Model) -> None:
    """Keeps a network that nobody needs any more for the next of its shape; the oldest one goes."""
    _kept[shape(network)] = network
    while len(_kept) > KEPT:
        _kept.popitem(last=False)


def shape(network: keras.Model) -> str:
    """All that its traced steps rest on, as text: layers, loss and optimiser, without the learning rate."""
    optimizer = {**network.optimizer.get_config(), "name": "", "learning_rate": None}
    loss = keras.losses.serialize(keras.losses.get(network.loss))
    return json.dumps([network.get_config(), type(network.optimizer).__name__, optimizer, loss], default=str)
