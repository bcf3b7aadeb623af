"""An experiment's network and its real training batches, as a run has them before its first epoch."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import keras
import tensorflow as tf

from lstm_core.data import library, series
from lstm_core.evaluation import preparing
from lstm_core.labs.play import Report
from lstm_core.learning import hybrid
from lstm_core.learning import network as networks
from lstm_core.learning.batches import Windows
from lstm_core.specs import Experiment
from lstm_core.windows import splits


@dataclass(frozen=True)
class Trial:
    """A fresh network, and the windows that it would learn from."""

    network: keras.Model
    train: Windows
    batch_size: int
    seed: int

    def batches(self) -> Iterator[tuple[tf.Tensor, tf.Tensor]]:
        """Full batches of windows and answers without end, in the order of training: one size, so traced once."""
        full = min(self.batch_size, len(self.train.origins))
        for epoch in itertools.count(self.seed):
            yield from (batch for batch in self.train.dataset(self.batch_size, epoch) if len(batch[0]) == full)


def of(experiment: Experiment, home: Path, report: Report) -> Trial:
    """The trial of an experiment on a kept dataset. Raises what a run of it would raise before training."""
    report.stage("Preparing the data")
    asked, window = experiment.data, experiment.window
    made = series.of(library.load(home, asked.dataset), asked.target, asked.roles, asked.preparation)
    prepared = preparing.of(made, experiment.features, window, experiment.split, experiment.training.scaling)
    linear = None
    if experiment.network.kind == "hybrid":
        report.stage("Fitting ARIMA")
        prepared, linear = hybrid.prepare(prepared, window)
    table, scaling, horizon = prepared.table, prepared.scaling, splits.trained_horizon(window)
    peeking = None if made.peeking is None else made.peeking[table.warm_up :]
    rows = scaling.see(table.frame.to_numpy(), table.before)
    origins = splits.open_to_forecasts(splits.origins(prepared.parts.train, window, horizon), peeking)
    train = Windows(rows, origins, window.look_back, horizon, scaling)
    if linear is not None:
        values = table.frame[made.target].to_numpy()
        train = replace(train, origins=hybrid.open_to_training(origins, linear, window))
        train = hybrid.taught(train, hybrid.measured(linear, train, values), values)
    keras.utils.set_random_seed(experiment.training.seed)
    network = networks.build(
        experiment.network,
        experiment.training,
        window.look_back,
        rows.shape[1],
        horizon * len(scaling.outputs),
        splits.seen_whole(window, table.known_ahead),
    )
    return Trial(network, train, experiment.training.batch_size, experiment.training.seed)
