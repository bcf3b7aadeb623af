"""A network's steps as traced functions, and the latest networks with theirs: tracing takes longer than an epoch."""

import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps

import keras
import numpy as np
import tensorflow as tf

KEPT = 4
_kept: OrderedDict[str, keras.Model] = OrderedDict()


@dataclass(frozen=True)
class Steps:
    """What is done with a network again and again; each is traced at its first call, for batches of any size.

    `learn` and `miss` take windows (windows, look_back, features) and answers (windows, outputs) and give the mean
    loss; behind `learn` the weights are one step further. `say` gives the answers to windows.
    """

    learn: Callable[[np.ndarray, np.ndarray], tf.Tensor]
    miss: Callable[[np.ndarray, np.ndarray], tf.Tensor]
    say: Callable[[np.ndarray], tf.Tensor]


def of(network: keras.Model) -> Steps:
    """The network's steps: always the same, so that each is traced once."""
    if not hasattr(network, "lab_steps"):
        network.lab_steps = steps(network)
    return network.lab_steps


def steps(network: keras.Model) -> Steps:
    """New steps of a network."""
    windows, answers = (tf.TensorSpec((None, *shape[1:])) for shape in (network.input_shape, network.output_shape))

    @tf.function(input_signature=(windows, answers), autograph=False)
    def learn(windows: tf.Tensor, answers: tf.Tensor) -> tf.Tensor:
        weights = network.trainable_variables
        with tf.GradientTape() as tape:
            loss = network.compute_loss(y=answers, y_pred=network(windows, training=True))
        network.optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    @tf.function(input_signature=(windows, answers), autograph=False)
    def miss(windows: tf.Tensor, answers: tf.Tensor) -> tf.Tensor:
        return network.compute_loss(y=answers, y_pred=network(windows, training=False), training=False)

    @tf.function(input_signature=(windows,), autograph=False)
    def say(windows: tf.Tensor) -> tf.Tensor:
        return network(windows, training=False)

    return Steps(*map(at_once, (learn, miss, say)))


def at_once(step: tf.types.experimental.PolymorphicFunction) -> Callable[..., tf.Tensor]:
    """The step without the search for its one trace at each call: a tenth of the time of a small network's."""

    @cache
    def trace() -> tf.types.experimental.ConcreteFunction:
        return step.get_concrete_function()

    @wraps(step)
    def taken(*arrays: np.ndarray) -> tf.Tensor:
        return trace()(*(tf.constant(one, tf.float32) for one in arrays))

    return taken


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
