"""Watch a wave being learnt one step ahead; then let the network run free, on its own answers, and see it drift."""

from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from lstm_core.data import samples
from lstm_core.labs import learner
from lstm_core.labs.asked import Wave
from lstm_core.labs.learner import Learner
from lstm_core.labs.play import Report

RATE, BATCH = 0.005, 32
SHOWN = 300  # steps of the test part that are drawn
STARTS = 12  # from which it runs free; the error is their mean
BAND = 0.5  # of the training part's standard deviation: beyond it a forecast has drifted
FRAMES = 30
TRAINED = 0.7


def play(asked: Wave, report: Report, home: Path) -> None:
    """Frames {"batch", "loss", "actual", "one_step", "free", "error", "naive", "left"}, in the series' own units.

    `one_step` tells the next value after each window of real values, `free` begins with one such window and reads its
    own answers. `error` and `naive` are mean absolute errors by steps ahead over `STARTS` starts in the test part, of
    the free run and of the last value repeated. `left` is the first step whose error is beyond "band", or None.
    """
    keras.utils.set_random_seed(asked.seed)
    rng = np.random.default_rng(asked.seed)
    values = series(asked)
    cut = int(TRAINED * len(values))
    level, spread = float(values[:cut].mean()), float(values[:cut].std())
    scaled = ((values - level) / spread).astype("float32")
    optimizer = keras.optimizers.Adam(RATE, clipnorm=1.0)
    made = Learner("LSTM", 1, asked.units, 1, keras.losses.MeanSquaredError(), optimizer)
    back = asked.look_back
    starts = np.linspace(cut, len(values) - SHOWN, STARTS).astype(int)
    shown = scaled[starts[0] - back : starts[0] + SHOWN]
    truth = np.stack([scaled[start : start + SHOWN] for start in starts])
    begun = np.stack([scaled[start - back : start] for start in starts])[..., None]
    naive = np.abs(truth - begun[:, -1]).mean(axis=0)
    free = running_free(made.network)
    report.stage("Learning the wave")
    every = max(1, asked.batches // FRAMES)
    for batch, _ in learner.rounds(asked.batches, report):
        rows = scaled[rng.integers(cut - back, size=BATCH)[:, None] + np.arange(back + 1)]
        loss = float(made.learn(rows[:, :-1, None], rows[:, -1:]))
        if batch % every == 0 or batch in (1, asked.batches):
            ran = free(tf.constant(begun)).numpy()
            error = np.abs(ran - truth).mean(axis=0)
            one_step = made.answer(np.lib.stride_tricks.sliding_window_view(shown[:-1], back)[..., None])[:, 0]
            left = np.flatnonzero(error > BAND)
            told = {"actual": shown[back:], "one_step": one_step, "free": ran[0]}
            drawn = {name: learner.shortened(part * spread + level) for name, part in told.items()}
            drawn |= {name: learner.shortened(part * spread) for name, part in (("error", error), ("naive", naive))}
            beyond = {"left": int(left[0]) + 1 if len(left) else None, "band": round(BAND * spread, 4)}
            report.frame({"batch": batch, "loss": loss} | drawn | beyond)


def series(asked: Wave) -> np.ndarray:
    """The values of the sample that is asked for."""
    dataset = samples.load(asked.series, **({"noise": asked.noise} if asked.series == "sine" else {}))
    return dataset.frame[dataset.target].to_numpy(dtype=float)


def running_free(network: keras.Model):
    """(starts, steps) from windows (starts, look_back, 1): each answer becomes the last value of the next window."""

    @tf.function
    def run(windows: tf.Tensor) -> tf.Tensor:
        told = tf.TensorArray(tf.float32, SHOWN)
        for step in tf.range(SHOWN):
            said = network(windows)
            told = told.write(step, said[:, 0])
            windows = tf.concat([windows[:, 1:], said[:, None]], axis=1)
        return tf.transpose(told.stack())

    return run
