"""Vanishing and exploding gradients: how much the output still feels of each earlier step, while three networks learn.

What is drawn is the mean length of the gradient of the output with respect to the input of each step, over the windows
of one batch that stays the same.
"""

from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from lstm_core.errors import TooLittleData
from lstm_core.labs import learner
from lstm_core.labs.asked import Gradients
from lstm_core.labs.learner import Learner
from lstm_core.labs.play import Report

RATE = 0.05  # of plain gradient descent, which an exploding gradient breaks, as it does not break Adam
BATCH = 32


def play(asked: Gradients, report: Report, home: Path) -> None:
    """Frames {"batch", "RNN", "GRU", "LSTM"}, each network's {"felt": by step from the oldest, "loss", "norm"}.

    `norm` is the length of the gradient of all weights, before any clipping. A number that is not finite is None: the
    gradient has exploded, and so has the network. Raises TooLittleData for a series shorter than two batches.
    """
    keras.utils.set_random_seed(asked.seed)
    rng = np.random.default_rng(asked.seed)
    report.stage("Preparing the data")
    draw = toy(asked.steps) if asked.data is None else windows(asked, home)
    learners = {kind: fresh(kind, asked) for kind in learner.KINDS}
    looks = {kind: feeling(one) for kind, one in learners.items()}
    watched = draw(rng)
    report.stage("Learning")
    for batch, draws in learner.rounds(asked.batches, report):
        if draws:
            report.frame({"batch": batch - 1} | {kind: told(look, watched) for kind, look in looks.items()})
        drawn = draw(rng)
        for one in learners.values():
            one.learn(*drawn)


def fresh(kind: str, asked: Gradients) -> Learner:
    """A network with its recurrent weights scaled, and its gates begun as asked."""
    optimizer = keras.optimizers.SGD(RATE, clipnorm=None, global_clipnorm=asked.clipping)
    made = Learner(kind, 1, asked.units, 1, keras.losses.MeanSquaredError(), optimizer)
    kernel, recurrent, bias = made.layer.get_weights()
    bias = bias.copy()
    if kind == "LSTM":
        bias[asked.units : 2 * asked.units] = asked.forget_bias
    elif kind == "GRU":
        bias[0, : asked.units] = asked.forget_bias
    made.layer.set_weights([kernel, recurrent * asked.scale, bias])
    return made


def feeling(one: Learner) -> "tf.types.experimental.PolymorphicFunction":
    """(what each step is felt at the output, the loss, the length of the weights' gradient) of a batch."""

    @tf.function(reduce_retracing=True)
    def look(sequences: tf.Tensor, answers: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(sequences)
            said = one.network(sequences)
            loss = tf.reduce_mean(tf.square(said - answers))
        felt = tf.reduce_mean(tf.norm(tape.gradient(said, sequences), axis=2), axis=0)
        return felt, loss, tf.linalg.global_norm(tape.gradient(loss, one.network.trainable_variables))

    return look


def told(look, watched: tuple[np.ndarray, np.ndarray]) -> dict:
    """What a look at the watched batch says, as a frame keeps it."""
    felt, loss, norm = (np.atleast_1d(one.numpy()) for one in look(*map(tf.constant, watched)))
    return {"felt": learner.shortened(felt), "loss": learner.shortened(loss)[0], "norm": learner.shortened(norm)[0]}


def toy(steps: int):
    """Random numbers, of which the first must be told at the end: (batch, steps, 1) and (batch, 1) from a generator."""

    def draw(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        numbers = rng.normal(size=(BATCH, steps, 1)).astype("float32")
        return numbers, numbers[:, 0]

    return draw


def windows(asked: Gradients, home: Path):
    """Windows of the training part of a kept series, which tell its next value; in units of its spread."""
    from lstm_core.data import library, series
    from lstm_core.specs import Split
    from lstm_core.windows import splits

    data = asked.data
    whole = series.of(library.load(home, data.dataset), data.target, data.roles, data.preparation)
    values = whole.values[: splits.cut(whole.frame.index, Split()).train.stop].astype("float32")
    if len(values) < asked.steps + BATCH:
        raise TooLittleData(
            f"The training part has {len(values)} rows; {asked.steps} steps need {asked.steps + BATCH}."
            " Choose fewer steps, or add data."
        )
    values = (values - values.mean()) / (values.std() or 1.0)

    def draw(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        starts = rng.integers(len(values) - asked.steps, size=BATCH)[:, None]
        rows = values[starts + np.arange(asked.steps + 1)]  # (batch, steps + 1)
        return rows[:, :-1, None], rows[:, -1:]

    return draw
