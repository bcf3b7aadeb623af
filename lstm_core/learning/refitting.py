"""The future from a network that was trained on all rows by a run's own recipe. It can't be scored: nothing is left."""

from dataclasses import replace

import pandas as pd

from lstm_core.data.series import Series
from lstm_core.evaluation import preparing
from lstm_core.evaluation.preparing import Prepared
from lstm_core.learning import batches, highway, hybrid, pipeline, traced, training
from lstm_core.learning.batches import Windows
from lstm_core.learning.checkpoint import Checkpoint
from lstm_core.learning.forecasting import Forecaster
from lstm_core.results import EpochReport
from lstm_core.specs import Experiment
from lstm_core.windows import scaling as scalings


def forecast(
    experiment: Experiment, series: Series, epochs: int, tested: pd.DataFrame, scaler: dict, report: training.Report
) -> pd.DataFrame:
    """The network's rows of a run's `forecast.parquet`, from a network that begins anew and learns from all rows.

    It trains for `epochs`, the run's best. What validation chose stays: the ridge's penalty, the shares that the run's
    `scaler` tells, and the band, of the errors in its backtest `tested`. Raises Diverged, and Stopped when asked to.
    """
    report.stage("Preparing the data")
    spec, window, kind = experiment.training, experiment.window, experiment.network.kind
    split = preparing.of(series, experiment.features, window, experiment.split, spec.scaling)
    prepared, linear = on_all_rows(split, experiment), None
    if kind == "hybrid":
        report.stage("Fitting ARIMA")
        prepared, linear = hybrid.prepare(prepared, window)
        linear = replace(linear, share=scaler["arima"]["share"])
    values = prepared.table.frame[series.target].to_numpy()
    train, _ = batches.of(series, prepared, window)
    if linear is not None:
        train = replace(train, origins=hybrid.open_to_training(train.origins, linear, window))
        linear = hybrid.measured(linear, train, values)
        train = hybrid.taught(train, linear, values)
    forecaster = pipeline.begun(experiment, series, prepared, train, linear)
    network, ridge = forecaster.network, None
    if experiment.network.linear and linear is None:
        chosen = highway.start(network, *batches.of(series, split, window), stop_asked=report.stop_asked)
        ridge = chosen and highway.start(network, train, train, (chosen.penalty,), report.stop_asked)

    report.stage("Training on all rows")
    standing = Checkpoint()
    for epoch in range(1, epochs + 1):
        loss = training.taught(network, train, spec, report, standing)
        training.check(epoch, loss)
        rate = float(network.optimizer.learning_rate)
        report.epoch(EpochReport(epoch, loss, float("nan"), rate, 0.0, float("nan")))
        standing = replace(standing, epoch=epoch)
    if ridge is not None:
        blended(forecaster, ridge, train, prepared.season, scaler.get("blend", {}))
    told = pipeline.beyond({kind: forecaster}, values, prepared.season, tested)
    traced.put_back(network)
    return told[told.model == kind].reset_index(drop=True)


def on_all_rows(prepared: Prepared, experiment: Experiment) -> Prepared:
    """The same with every row in the training part, and scaling fitted on that; the season stays."""
    table, old = prepared.table, prepared.scaling
    parts = replace(prepared.parts, train=range(len(table.frame)))
    fitted = scalings.fit(
        preparing.fitting(table, parts),
        old.kind,
        table.levels,
        experiment.window.look_back,
        old.learn_as,
        table.before,
        [old.columns[at] for at in old.outputs[1:]],
    )
    return replace(prepared, parts=parts, scaling=fitted)


def blended(forecaster: Forecaster, ridge: highway.Line, train: Windows, season: int, shares: dict[str, float]) -> None:
    """Folds the shares that the run chose into the network, where it chose any."""
    if shares:
        lines = highway.beside(forecaster.network, ridge, train, season)
        highway.fold(
            forecaster.network,
            shares.get("network", 0.0),
            [(shares.get(name, 0.0), one) for name, one in lines.items()],
        )
