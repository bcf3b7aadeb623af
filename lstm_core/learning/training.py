"""Training that reports as it goes, stops when asked, and keeps the best weights on disk."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import keras

from lstm_core.errors import Diverged
from lstm_core.learning.batches import Windows
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


@dataclass(frozen=True)
class Trained:
    """How training went."""

    epochs: int
    stopped: bool
    first_epoch: float
    seconds: float


def fit(
    network: keras.Model,
    train: Windows,
    validation: Windows,
    training: Training,
    report: Report,
    line_to_beat: float,
    preview: Callable[[], dict],
    best: Path,
) -> Trained:
    """Trains in place; the network ends with its best weights, or with the last where all epochs were asked for.

    Raises Diverged when a loss is not a number.
    """
    watch = Watch(training, report, line_to_beat, preview, best)
    network.fit(
        train.dataset(
            training.batch_size,
            training.seed,
            windowing.batches(len(train.origins), train.look_back, training),
        ),
        validation_data=validation.dataset(max(training.batch_size, 256)),
        epochs=training.epochs,
        shuffle=False,  # the windows shuffle themselves, with the experiment's seed
        verbose=0,
        callbacks=[watch],
    )
    return watch.trained()


class Watch(keras.callbacks.Callback):
    """Keras tells it of every batch and epoch; it reports, keeps the best weights, and ends training."""

    def __init__(
        self, training: Training, report: Report, line_to_beat: float, preview: Callable[[], dict], best: Path
    ) -> None:
        super().__init__()
        self.spec, self.report, self.line_to_beat, self.preview, self.best = (
            training,
            report,
            line_to_beat,
            preview,
            best,
        )
        self.seconds: list[float] = []
        self.best_loss, self.best_epoch, self.stopped = math.inf, 0, False

    def on_train_begin(self, logs: dict | None = None) -> None:
        self.start = self.epoch_start = time.perf_counter()

    def on_epoch_begin(self, epoch: int, logs: dict | None = None) -> None:
        self.epoch_start, self.epoch_now = time.perf_counter(), epoch + 1
        if self.spec.schedule == "cosine":
            turned = math.cos(math.pi * epoch / self.spec.epochs)
            self.model.optimizer.learning_rate = self.spec.learning_rate * (1 + turned) / 2

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        if self.report.stop_asked():
            self.stopped = self.model.stop_training = True
        batches = self.params["steps"] or 1
        self.report.progress(
            Progress("Training", self.epoch_now, self.spec.epochs, batch + 1, batches, self.left(batch + 1, batches))
        )

    def left(self, batch: int, batches: int) -> float | None:
        """Seconds until all planned epochs are done: by the epochs so far, or by the batches of the first."""
        if self.seconds:
            later = self.seconds[1:] or self.seconds
            return sum(later) / len(later) * (self.spec.epochs - self.epoch_now + 1 - batch / batches)
        if batch < 3:
            return None
        spent = time.perf_counter() - self.epoch_start
        return spent / batch * (batches * self.spec.epochs - batch)

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        loss, val_loss = (float(logs.get(name, math.nan)) for name in ("loss", "val_loss"))
        if not (math.isfinite(loss) and math.isfinite(val_loss)):
            raise Diverged(
                f"The loss became infinite in epoch {epoch + 1}. Choose a smaller learning rate, or turn gradient"
                " clipping on."
            )
        self.seconds.append(time.perf_counter() - self.epoch_start)
        rate = float(self.model.optimizer.learning_rate)
        self.report.epoch(EpochReport(epoch + 1, loss, val_loss, rate, self.seconds[-1], self.line_to_beat))
        self.report.preview({"epoch": epoch + 1, **self.preview()})
        if val_loss < self.best_loss:
            self.best_loss, self.best_epoch = val_loss, epoch + 1
            self.save_best()
        elif self.spec.patience and epoch + 1 - self.best_epoch >= self.spec.patience:
            self.model.stop_training = True

    def save_best(self) -> None:
        """Weights to disk, aside first, so a kill leaves the old or the new."""
        aside = self.best.with_name("aside." + self.best.name)
        self.model.save_weights(aside)
        aside.replace(self.best)

    def on_train_end(self, logs: dict | None = None) -> None:
        if self.best_epoch and (self.stopped or self.spec.patience):
            self.model.load_weights(self.best)

    def trained(self) -> Trained:
        """What happened, once training is over."""
        first = self.seconds[0] if self.seconds else time.perf_counter() - self.epoch_start
        return Trained(len(self.seconds), self.stopped, first, time.perf_counter() - self.start)
