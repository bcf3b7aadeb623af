"""An experiment's network and its real training windows, as a run has them before its first epoch."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import keras

from lstm_core.data import library, series
from lstm_core.evaluation import preparing
from lstm_core.labs.play import Report
from lstm_core.learning import batches, hybrid, pipeline, settling, traced
from lstm_core.learning.batches import Windows
from lstm_core.specs import Experiment, Training


@dataclass(frozen=True)
class Trial:
    """A network, the windows that it would learn from, how many it would be judged by, and how it learns.

    Call `over` when its weights are not needed any more.
    """

    network: keras.Model
    train: Windows
    judged: int
    training: Training

    def losses(self) -> Iterator[float]:
        """The loss of each batch, learnt from one after the other without end."""
        step = traced.of(self.network).learn
        for epoch in itertools.count():
            order = self.train.order(self.training.seed, epoch)
            for windows, answers in self.train.batches(self.training.batch_size, order):
                yield float(step(windows, answers))

    def over(self) -> None:
        """Leaves the traced network to the next run of its shape, which begins anew."""
        traced.put_back(self.network)


def of(experiment: Experiment, home: Path, report: Report) -> Trial:
    """The trial of an experiment on a kept dataset. Raises what a run of it would raise before training."""
    report.stage("Preparing the data")
    asked, window = experiment.data, experiment.window
    made = series.of(library.load(home, asked.dataset), asked.target, asked.roles, asked.preparation)
    made = settling.settled(made, experiment)
    prepared = preparing.of(made, experiment.features, window, experiment.split, experiment.training.scaling)
    linear = None
    if experiment.network.kind == "hybrid":
        report.stage("Fitting ARIMA")
        prepared, linear = hybrid.prepare(prepared, window)
    values = prepared.table.frame[made.target].to_numpy()
    train, validation, linear = hybrid.windows(batches.of(made, prepared, window), linear, window, values)
    forecaster = pipeline.begun(experiment, made, prepared, train, linear)
    return Trial(forecaster.network, train, len(validation.origins), experiment.training)
