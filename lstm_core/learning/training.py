"""Training that reports as it goes, stops or pauses when asked, and goes on from its checkpoint."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import keras
import numpy as np

from lstm_core.errors import Diverged, Paused
from lstm_core.learning import checkpoint, traced
from lstm_core.learning.batches import Windows
from lstm_core.learning.checkpoint import Arrays, Checkpoint
from lstm_core.results import EpochReport, Progress
from lstm_core.specs import Training
from lstm_core.windows import windowing


class Report(Protocol):
    """What training tells, and asks, the outside."""

    def stage(self, words: str) -> None: ...
    def progress(self, progress: Progress) -> None: ...
    def epoch(self, report: EpochReport) -> None: ...
    def preview(self, preview: dict) -> None: ...
    def stop_asked(self) -> bool: ...
    def pause_asked(self) -> bool: ...


WIDE = 256  # windows at once where nothing is learnt
RUNAWAY = 1e6  # a training loss, in scaled units, from which no network comes back


@dataclass(frozen=True)
class Aside:
    """A report for a network that is trained beside the one asked for: its progress is told, its curves are not."""

    report: Report

    def stage(self, words: str) -> None:
        self.report.stage(words)

    def progress(self, progress: Progress) -> None:
        self.report.progress(progress)

    def epoch(self, report: EpochReport) -> None:
        """Not told: `history.jsonl` is the other network's."""

    def preview(self, preview: dict) -> None:
        """Not told."""

    def stop_asked(self) -> bool:
        return self.report.stop_asked()

    def pause_asked(self) -> bool:
        return self.report.pause_asked()


@dataclass(frozen=True)
class Trained:
    """How training went, with what was trained before it went on; a part of an epoch does not count.

    `best` are the weights of the best epoch by validation, none where no epoch was completed.
    """

    epochs: int
    stopped: bool
    first_epoch: float
    seconds: float
    best: Arrays = field(repr=False)


class Stopped(Exception):
    """Somebody asked training to stop; what the network has learnt is kept."""


def fit(
    network: keras.Model,
    train: Windows,
    validation: Windows,
    training: Training,
    report: Report,
    line_to_beat: float,
    preview: Callable[[], dict],
    path: Path,
    baseline: str = "",
) -> Trained:
    """Trains in place, from the checkpoint in the file `path` where there is one, and leaves one there each epoch.

    The network ends with its best weights, or with the last where all epochs were asked for. Stopped in the first
    epoch it keeps what it has learnt of it. Raises Diverged when a loss is not a number or grows without bound, and
    Paused.
    """
    network.optimizer.build(network.trainable_variables)
    standing, start, stopped = checkpoint.read(path, network), time.perf_counter(), False
    before = sum(standing.seconds)
    if standing.epoch:
        standing.set(network)
    try:
        while not is_over(standing, training):
            epoch, begun = standing.epoch + 1, time.perf_counter()
            loss = taught(network, train, training, report, standing)
            wide = max(training.batch_size, WIDE)
            val_loss = missed(network, validation, wide, report) if math.isfinite(loss) else loss
            check(epoch, loss, val_loss)
            seconds, rate = time.perf_counter() - begun, float(network.optimizer.learning_rate)
            report.epoch(EpochReport(epoch, loss, val_loss, rate, seconds, line_to_beat, baseline))
            report.preview({"epoch": epoch, **preview()})
            standing = standing.after(network, val_loss, seconds)
            checkpoint.write(path, standing)
    except Stopped:
        stopped = True
    if standing.epoch and (stopped or training.patience):
        network.set_weights(standing.best)
    spent = time.perf_counter() - start
    first = standing.seconds[0] if standing.epoch else spent
    return Trained(standing.epoch, stopped, first, before + spent, standing.best)


def is_over(standing: Checkpoint, training: Training) -> bool:
    """Whether all epochs are done, or validation has not improved for `patience` of them."""
    waited = standing.epoch - standing.best_epoch
    return standing.epoch >= training.epochs or bool(training.patience and waited >= training.patience)


def taught(network: keras.Model, train: Windows, training: Training, report: Report, standing: Checkpoint) -> float:
    """The mean loss of one more epoch, whose order, dropout and rate follow from seed and epoch."""
    epoch, size, total = standing.epoch, training.batch_size, 0.0
    begin(network, training, epoch)
    step, begun = traced.of(network).learn, time.perf_counter()
    batches = windowing.batches(len(train.origins), train.look_back, training)
    order = train.order(training.seed, epoch, size * batches if training.batches else None)
    for batch, (windows, answers) in enumerate(train.batches(size, order), 1):
        obey(report)
        total += float(step(windows, answers)) * len(windows)
        if not math.isfinite(total):
            break
        left = seconds_left(standing.seconds, training.epochs - epoch, batch, batches, time.perf_counter() - begun)
        report.progress(Progress("Training", epoch + 1, training.epochs, batch, batches, left))
    return total / len(order)


def missed(network: keras.Model, windows: Windows, size: int, report: Report) -> float:
    """The mean loss on windows that are not learnt from."""
    step, total = traced.of(network).miss, 0.0
    for seen, answers in windows.batches(size):
        obey(report)
        total += float(step(seen, answers)) * len(seen)
    return total / len(windows.origins)


def obey(report: Report) -> None:
    """Goes on, unless somebody asked for a stop or a pause."""
    if report.stop_asked():
        raise Stopped
    if report.pause_asked():
        raise Paused


def begin(network: keras.Model, training: Training, epoch: int) -> None:
    """Sets learning rate and dropout seeds as the epoch (0, 1 ...) has them, whatever was trained before."""
    network.optimizer.learning_rate = rate(training, epoch)
    weights = {id(one) for one in network.weights}
    seeds = [one for one in network.variables if id(one) not in weights]
    for seed, drawn in zip(seeds, np.random.SeedSequence((training.seed, epoch)).spawn(len(seeds)), strict=True):
        seed.assign(drawn.generate_state(2))


def rate(training: Training, epoch: int) -> float:
    """The learning rate of an epoch (0, 1 ...)."""
    if training.schedule == "constant":
        return training.learning_rate
    cycle = training.cycle or training.epochs
    return training.learning_rate * (1 + math.cos(math.pi * (epoch % cycle) / cycle)) / 2


def seconds_left(seconds: tuple[float, ...], epochs: int, batch: int, batches: int, spent: float) -> float | None:
    """Seconds until the planned `epochs`, this one included, are done: by those before, or by this one's batches."""
    if seconds:
        later = seconds[1:] or seconds
        return sum(later) / len(later) * (epochs - batch / batches)
    return None if batch < 3 else spent / batch * (batches * epochs - batch)


def check(epoch: int, loss: float, val_loss: float = 0.0) -> None:
    """Raises Diverged where a loss is not a number, or so large that nothing will be learnt any more."""
    advice = "Choose a smaller learning rate, or turn gradient clipping on."
    if not math.isfinite(loss):
        raise Diverged(f"The loss became infinite in epoch {epoch}. {advice}")
    if loss > RUNAWAY:
        raise Diverged(f"The loss grew to {loss:,.0f} in epoch {epoch}: training does not converge. {advice}")
    if not math.isfinite(val_loss):
        raise Diverged(
            f"The validation loss became infinite in epoch {epoch}. Choose a smaller learning rate or, where the series"
            " grows far beyond its training part, learn its logarithm."
        )
