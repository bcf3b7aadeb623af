"""A small network that learns batch by batch: what the memory labs have in common."""

from collections.abc import Iterator

import keras
import numpy as np
import tensorflow as tf

from lstm_core.labs.play import Report
from lstm_core.learning.layers import LSTM

KINDS = {"RNN": keras.layers.SimpleRNN, "GRU": keras.layers.GRU, "LSTM": LSTM}
FRAMES = 60  # that a film of learning has at most


class Learner:
    """A recurrent layer and a dense one, and the two things that they do: learn from a batch, and answer one.

    Input (batch, steps, features), of any number of steps; the answer (batch, answers), or (batch, steps, answers)
    where it says something `at_every_step`. `layer` is open to whoever wants other weights to begin with.
    """

    def __init__(
        self,
        kind: str,
        features: int,
        units: int,
        answers: int,
        loss: keras.losses.Loss,
        optimizer: keras.optimizers.Optimizer,
        at_every_step: bool = False,
    ):
        self.layer = KINDS[kind](units, return_sequences=at_every_step)
        self.network = keras.Sequential([keras.Input((None, features)), self.layer, keras.layers.Dense(answers)])
        self._loss, self._optimizer = loss, optimizer
        optimizer.build(self.network.trainable_variables)
        # One trace for all lengths: tracing takes longer than many batches.
        self.learn = tf.function(self._learn, reduce_retracing=True)
        self._answer = tf.function(self._forward, input_signature=[tf.TensorSpec((None, None, features))])

    def _learn(self, sequences: tf.Tensor, answers: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = self._loss(answers, self.network(sequences, training=True))
        weights = self.network.trainable_variables
        self._optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=True))
        return loss

    def _forward(self, sequences: tf.Tensor) -> tf.Tensor:
        return self.network(sequences)

    def answer(self, sequences: np.ndarray) -> np.ndarray:
        """What the network says to each sequence."""
        return self._answer(sequences).numpy()


def rounds(count: int, report: Report) -> Iterator[tuple[int, bool]]:
    """(number from 1, whether to draw a frame) of each round, until it was the last one or somebody asks to stop."""
    every = max(1, count // FRAMES)
    for number in range(1, count + 1):
        if report.stop_asked():
            return
        yield number, number % every == 0 or number in (1, count)


def shortened(values: np.ndarray, digits: int = 4) -> list:
    """Numbers as a frame keeps them: with so many significant digits; what is not finite becomes None."""
    if values.ndim > 1:
        return [shortened(part, digits) for part in values]
    return [float(f"{value:.{digits}g}") if np.isfinite(value) else None for value in values]
