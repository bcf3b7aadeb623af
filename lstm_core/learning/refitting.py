"""The future from a network that was trained on all rows by a run's own recipe. It can't be scored: nothing is left."""

from dataclasses import replace

import pandas as pd

from lstm_core.data.series import Series
from lstm_core.evaluation import preparing
from lstm_core.evaluation.preparing import Prepared
from lstm_core.learning import batches, highway, hybrid, pipeline, rolling, settling, traced, training
from lstm_core.learning.batches import Windows
from lstm_core.learning.checkpoint import Checkpoint
from lstm_core.learning.forecasting import Forecaster
from lstm_core.learning.hybrid import Linear
from lstm_core.results import EpochReport
from lstm_core.specs import Experiment, Window
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
    series = settling.settled(series, experiment)
    split = preparing.of(series, experiment.features, window, experiment.split, spec.scaling)
    if kind == "hybrid":
        report.stage("Fitting ARIMA")
    shares = scaler.get("blend", {})
    prepared, train, _, linear = begun_with(series, on_all_rows(split, experiment), window, scaler)
    forecaster = pipeline.begun(experiment, series, prepared, train, linear)
    network, ridge = forecaster.network, None
    if experiment.network.linear:
        whole = highway.seen_whole(network)
        _, *judged, _ = begun_with(series, split, window, scaler)
        chosen = highway.ridge(*judged, whole, stop_asked=report.stop_asked)
        ridge = chosen and highway.start(network, train, train, (chosen.penalty,), report.stop_asked)

    report.stage("Training on all rows")
    standing = Checkpoint()
    for epoch in range(1, epochs + 1):
        loss = training.taught(network, train, spec, report, standing)
        training.check(epoch, loss)
        rate = float(network.optimizer.learning_rate)
        report.epoch(EpochReport(epoch, loss, float("nan"), rate, 0.0, float("nan")))
        standing = replace(standing, epoch=epoch)
    if ridge is not None and shares:
        blended(forecaster, ridge, train, prepared.season, shares)
        forecaster = replace(forecaster, linear=hybrid.blended(linear, shares))
    values = prepared.table.frame[series.target].to_numpy()
    told = rolling.beyond({kind: forecaster}, values, prepared.season, tested)
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


def begun_with(
    series: Series, prepared: Prepared, window: Window, scaler: dict
) -> tuple[Prepared, Windows, Windows, Linear | None]:
    """What was prepared, its windows, and the linear part that the run's network was taught beside, if any."""
    linear = None
    if told := scaler.get("arima"):
        beside, linear = hybrid.prepare(prepared, window)
        part = hybrid.taught_beside(told, scaler.get("blend", {}))
        linear = replace(linear, part=part, share=told["share"])
        prepared = beside if part else prepared
    values = prepared.table.frame[series.target].to_numpy()
    return prepared, *hybrid.windows(batches.of(series, prepared, window), linear, window, values)


def blended(forecaster: Forecaster, ridge: highway.Line, train: Windows, season: int, shares: dict[str, float]) -> None:
    """Folds the shares that the run chose into the network."""
    methods = highway.simple_methods(train, season, highway.seen_whole(forecaster.network), ridge.weights.shape)
    lines = {"ridge": ridge} | {name: line.in_units(train.unit) for name, line in methods.items()}
    share = shares.get("network", 0.0)
    highway.fold(forecaster.network, share, [(shares.get(name, 0.0), line) for name, line in lines.items()])
