"""What do the classic mistakes do to a score? One network taught with them, and one without, told side by side."""

from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pandas as pd
import tensorflow as tf

from lstm_core.data import library, samples, series
from lstm_core.errors import BadSetting
from lstm_core.evaluation import pitfalls
from lstm_core.labs.asked import Pitfalls
from lstm_core.labs.play import Report
from lstm_core.learning import network as networks
from lstm_core.results import plain
from lstm_core.specs import Layer, Network, Training
from lstm_core.windows import splits

EPOCHS, BATCH = 40, 64
NETWORK = Network(layers=(Layer(units=16),))
TRAINING = Training(scaling="minmax", epochs=EPOCHS, batch_size=BATCH, learning_rate=0.01)
SCALING = {"level": "minmax", "change": "window"}  # which of them lets the network begin at the last value


def play(asked: Pitfalls, report: Report, home: Path) -> None:
    """Frames of `kind` true (two: one step ahead, and `LONG`), seed (one a network with mistakes) and reported.

    A true frame holds the verdict, the scores, and the forecasts of the test part by origin; the reported one what the
    mistaken dashboard would say and draw. Where no mistake of teaching is asked for, both come of the same network.
    """
    values, times = found(asked, home)
    learner = Learner(asked.learns)
    report.stage("Training the network without mistakes")
    honest = pitfalls.lesson(values, learns=asked.learns)
    if not learner.learn(honest, asked.seed, report.stop_asked):
        return
    for steps in (1, pitfalls.LONG):
        report.frame(true(learner, honest, values, times, steps))
    wrong, best = pitfalls.lesson(values, asked.mistakes, asked.seed, asked.learns), None
    count = pitfalls.SEEDS if "best_of_seeds" in asked.mistakes else 1
    for seed in range(asked.seed, asked.seed + count):
        report.stage(f"Training network {seed - asked.seed + 1} of {count} with the mistakes made")
        if asked.mistakes and not learner.learn(wrong, seed, report.stop_asked):
            return
        forecast = wrong.in_units(learner.answer(wrong, wrong.windows(wrong.asked)))
        said = pitfalls.told(values[wrong.asked + 1], forecast, values[wrong.asked])
        report.frame({"kind": "seed", "seed": seed, **said["lstm"]})
        if best is None or said["lstm"]["r2"] > best["scores"]["lstm"]["r2"]:
            best = {"kind": "reported", "seed": seed, "scores": said, "forecast": forecast.round(6)}
    at = wrong.asked + 1
    report.frame(
        best | {"time": list(times[at]), "actual": values[at].round(6), "baseline": values[wrong.asked].round(6)}
    )


def found(asked: Pitfalls, home: Path) -> tuple[np.ndarray, pd.Index]:
    """The series that is asked for and its times; of a long one its last rows."""
    if asked.source in ("walk", "growth"):
        values = getattr(pitfalls, asked.source)(asked.seed)
        return values, pd.RangeIndex(len(values))
    if asked.source == "index":
        whole = series.of(samples.load("stock-index"), "Close")
    elif asked.data is None:
        raise BadSetting("No series of your own is chosen. Choose one on the Data page, or take the random walk.")
    else:
        own = asked.data
        whole = series.of(library.load(home, own.dataset), own.target, own.roles, own.preparation)
    return whole.values[-pitfalls.MOST :], whole.frame.index[-pitfalls.MOST :]


class Learner:
    """One network that is traced once and taught many times: tracing takes longer than a lesson."""

    def __init__(self, learns: str) -> None:
        self.learns = learns
        training = TRAINING.model_copy(update={"scaling": SCALING[learns]})
        self.network = networks.build(NETWORK, training, pitfalls.LOOK_BACK, 2, 1)
        self.optimizer = self.network.optimizer
        self.optimizer.build(self.network.trainable_variables)
        self.fresh = [variable.numpy() for variable in self.variables]
        self.epoch = tf.function(
            self._epoch,
            input_signature=[
                tf.TensorSpec((None, pitfalls.LOOK_BACK, 2)),
                tf.TensorSpec((None, 1)),
                tf.TensorSpec((None, None), tf.int64),
            ],
        )
        self.said = tf.function(
            lambda windows: self.network(windows, training=False),
            input_signature=[tf.TensorSpec((None, pitfalls.LOOK_BACK, 2))],
        )

    def learn(self, lesson: pitfalls.Lesson, seed: int, stop_asked: Callable[[], bool]) -> bool:
        """Teaches the network anew, from the seed's weights; False where it was stopped."""
        self.begin(seed)
        windows = lesson.windows(lesson.taught)
        anchor = lesson.anchor(windows)
        seen, truth = tf.constant(windows - anchor[..., None]), tf.constant(lesson.truth(lesson.taught) - anchor)
        chance, whole = np.random.default_rng(seed), len(lesson.taught) // BATCH * BATCH
        for _ in range(EPOCHS):
            if stop_asked():
                return False
            order = chance.permutation(len(lesson.taught))[:whole].reshape(-1, BATCH)
            self.epoch(seen, truth, tf.constant(order, tf.int64))
        return True

    @property
    def variables(self) -> list[keras.Variable]:
        """All that learning changes."""
        return [*self.network.weights, *self.optimizer.variables]

    def begin(self, seed: int) -> None:
        """All as it was built, and the weights drawn by the seed."""
        for variable, fresh in zip(self.variables, self.fresh, strict=True):
            variable.assign(fresh)
        networks.begin(self.network, seed)

    def _epoch(self, windows: tf.Tensor, truth: tf.Tensor, order: tf.Tensor) -> None:
        """One step for each row of `order` (batches, batch)."""
        for batch in order:
            with tf.GradientTape() as tape:
                apart = self.network(tf.gather(windows, batch), training=True) - tf.gather(truth, batch)
                loss = tf.reduce_mean(tf.square(apart))
            weights = self.network.trainable_variables
            self.optimizer.apply(tape.gradient(loss, weights), weights)

    def answer(self, lesson: pitfalls.Lesson, windows: np.ndarray) -> np.ndarray:
        """The network's next values (windows,), scaled."""
        anchor = lesson.anchor(windows)
        return (self.said(tf.constant(windows - anchor[..., None])).numpy() + anchor)[:, 0]

    def free_running(self, lesson: pitfalls.Lesson, origins: np.ndarray, steps: int) -> np.ndarray:
        """Paths (origins, steps), scaled: each answer is fed back, and the moving average is taken of the path."""
        windows, path = lesson.windows(origins), np.empty((len(origins), steps))
        for step in range(steps):
            path[:, step] = self.answer(lesson, windows)
            known = np.column_stack([windows[:, 1 - pitfalls.MEAN :, 0], path[:, step]]).astype("float32")
            latest = np.stack([known[:, -1], known.mean(axis=1)], axis=1)
            windows = np.concatenate([windows[:, 1:], latest[:, None]], axis=1)
        return path


def true(learner: Learner, lesson: pitfalls.Lesson, values: np.ndarray, times: pd.Index, steps: int) -> dict:
    """The true score so many steps ahead, from every origin of the test part, and what the chart draws of it.

    Drawn are forecasts that don't overlap, for each row one.
    """
    parts = splits.cut(len(values), pitfalls.SPLIT)
    paths = {}
    for part in ("validation", "test"):
        starts = pitfalls.origins(getattr(parts, part), steps)
        paths[part] = starts, lesson.in_units(learner.free_running(lesson, starts, steps))
    verdict, table = pitfalls.judged(values, times, paths)
    tested = table[table.part == "test"]
    ours, rival = (tested[tested.model == model] for model in ("lstm", verdict.baseline))
    drawn = np.arange(len(paths["test"][0])) % steps == 0
    shown = np.repeat(drawn, steps)
    return {
        "kind": "true",
        "steps": steps,
        "verdict": plain(verdict),
        "scores": pitfalls.told(ours.actual.to_numpy(), ours.forecast.to_numpy(), ours["last"].to_numpy()),
        "time": list(ours.time[shown]),
        "actual": ours.actual[shown].round(6).tolist(),
        "forecast": ours.forecast[shown].round(6).tolist(),
        "baseline": rival.forecast[shown].round(6).tolist(),
    }
