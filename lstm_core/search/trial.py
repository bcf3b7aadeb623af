"""A trial in a worker: learn on the training part, be judged on validation. The test part is never computed.

The one module of this package that imports TensorFlow; `jobs.tasks` is the door to it.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_core.data import library, series
from lstm_core.data.series import Series
from lstm_core.evaluation import backtest, preparing
from lstm_core.learning import hybrid, pipeline, rolling, settling, traced
from lstm_core.learning.forecasting import Forecaster
from lstm_core.results import EpochReport, Progress, State
from lstm_core.runs import files
from lstm_core.runs.pen import Pen
from lstm_core.runs.record import Record
from lstm_core.search import judging
from lstm_core.specs import Experiment


@dataclass(frozen=True)
class Quiet:
    """A pen that draws no film of learning: nobody watches a single trial."""

    pen: Pen

    def stage(self, words: str) -> None:
        self.pen.stage(words)

    def progress(self, progress: Progress) -> None:
        self.pen.progress(progress)

    def epoch(self, report: EpochReport) -> None:
        self.pen.epoch(report)

    def preview(self, preview: dict) -> None:
        """Not drawn."""

    def stop_asked(self) -> bool:
        return self.pen.stop_asked()

    def pause_asked(self) -> bool:
        return self.pen.pause_asked()


def run(record: Record, pen: Pen) -> State:
    """Trains what the folder asks for; leaves `judged.json`, or nothing where it was asked to stop."""
    pen.stage("Reading the data")
    experiment, data = record.experiment, record.experiment.data
    chosen = series.of(library.load(record.folder.parents[3], data.dataset), data.target, data.roles, data.preparation)
    told = validated(experiment, chosen, Quiet(pen), record.folder / "checkpoint.npz")
    if told is not None:
        files.write_json(record.folder / "judged.json", told)
    state = State.STOPPED if told is None else State.FINISHED
    pen.done(state)
    return state


def validated(experiment: Experiment, series: Series, report: Quiet, path: Path) -> dict | None:
    """What `judging.judged` says of a network that learns as a run of this experiment does; None where it was stopped.

    `path` is that of the checkpoint. Raises what training raises.
    """
    report.stage("Preparing the data")
    window, kind = experiment.window, experiment.network.kind
    series = settling.settled(series, experiment)
    prepared = preparing.of(series, experiment.features, window, experiment.split, experiment.training.scaling)
    values, linear = prepared.table.frame[series.target].to_numpy(), None
    if kind == "hybrid":
        report.stage("Fitting ARIMA")
        prepared, linear = hybrid.beside(series, prepared, experiment)
    report.stage("Training")
    forecaster, _, trained = pipeline.learnt(experiment, series, prepared, report, path, linear)
    try:
        if trained.stopped:
            return None
        report.stage("Forecasting the validation part")
        rows = on_validation(forecaster, kind, prepared, values)
        return judging.judged(rows, kind) | {"epochs": trained.epochs, "seconds": trained.seconds}
    finally:
        traced.put_back(forecaster.network)


def on_validation(forecaster: Forecaster, kind: str, prepared: preparing.Prepared, values: np.ndarray) -> pd.DataFrame:
    """The rows of a run's backtest that hold multi-step forecasts of the validation part."""
    origins, steps = rolling.origins_in(prepared.parts.validation, forecaster)
    told = rolling.paths({kind: forecaster}, values, origins, steps, prepared.season)
    times = prepared.table.frame.index
    return backtest.table("validation", "multi_step", times, values, origins, told, forecaster.measured)
