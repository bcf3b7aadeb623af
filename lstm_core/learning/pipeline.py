"""The whole journey of one run: train on the past, forecast the rest, score it beside the baselines."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import keras
import numpy as np
import pandas as pd

from lstm_core.data.series import Series
from lstm_core.errors import Diverged
from lstm_core.evaluation import baselines, preparing, scoring, verdict
from lstm_core.evaluation.preparing import Prepared
from lstm_core.features import build
from lstm_core.learning import batches, highway, hybrid, importance, rolling, settling, traced, training
from lstm_core.learning import network as networks
from lstm_core.learning.batches import Windows
from lstm_core.learning.checkpoint import Arrays
from lstm_core.learning.forecasting import Forecaster
from lstm_core.learning.hybrid import Linear
from lstm_core.results import Score, State, Verdict
from lstm_core.specs import Experiment
from lstm_core.windows import splits, windowing

PREVIEW_POINTS = 300


@dataclass(frozen=True)
class Outcome:
    """All that a run leaves behind beside the network itself."""

    state: State
    epochs: int
    seconds: dict[str, float]
    verdict: Verdict
    scores: list[Score]
    backtest: pd.DataFrame
    forecast: pd.DataFrame
    scaler: dict
    importance: dict


def run(experiment: Experiment, series: Series, report: training.Report, folder: Path) -> Outcome:
    """Train on the past, forecast the rest, score it beside the baselines. Saves the network in `folder`.

    Raises TooLittleData, BadSetting and NotFitted before training, Diverged during it.
    """
    start = time.perf_counter()
    report.stage("Preparing the data")
    window, kind, seconds = experiment.window, experiment.network.kind, {}
    series = settling.settled(series, experiment)
    prepared = bare = preparing.of(series, experiment.features, window, experiment.split, experiment.training.scaling)
    table, parts, season = prepared.table, prepared.parts, prepared.season
    values, linear = table.frame[series.target].to_numpy(), None
    if kind == "hybrid":
        report.stage("Fitting ARIMA")
        before = time.perf_counter()
        prepared, linear = hybrid.beside(series, bare, experiment)
        seconds["arima"] = time.perf_counter() - before

    report.stage("Training")
    forecaster, validation, trained = learnt(experiment, series, prepared, report, folder / "checkpoint.npz", linear)
    models, best = {kind: forecaster}, trained.best
    if kind == "hybrid" and not trained.stopped:
        report.stage("Training the LSTM alone, to compare")
        if lone := alone(experiment, series, bare, report, folder / "alone.npz"):
            models["lstm"], best_alone = lone
            models[kind] = sounder(forecaster, models["lstm"], windowing.spread(validation, rolling.MAX_ORIGINS))
            best = best if models[kind] is forecaster else best_alone
            forecaster = models[kind]
    whole = splits.seen_whole(window, table.planned)
    save(networks.plain(forecaster.network, experiment.network, experiment.training, whole), best, folder)

    report.stage("Forecasting the test period")
    tested = rolling.backtested(models, parts, values, season)
    future = rolling.beyond(models, values, season, tested)
    report.stage("Finding out which features mattered")
    asked = windowing.spread(validation, importance.most_windows(forecaster))
    mattered = importance.measured(forecaster, asked, experiment.training.seed, report.stop_asked)
    for one in models.values():
        traced.put_back(one.network)
    (folder / "alone.npz").unlink(missing_ok=True)
    return Outcome(
        state=State.STOPPED if trained.stopped else State.FINISHED,
        epochs=trained.epochs,
        seconds=seconds
        | {
            "first_epoch": trained.first_epoch,
            "training": trained.seconds,
            "total": time.perf_counter() - start,
        },
        verdict=verdict.judge(tested, kind),
        scores=scoring.score(tested),
        backtest=tested,
        forecast=future,
        scaler=forecaster.scaling.plain()
        | {
            "target": series.target,
            "look_back": window.look_back,
            "rows": len(table.frame),
            "warm_up": table.warm_up,
            "season": season,
            "ahead": splits.trained_horizon(window),
            "known_ahead": list(table.known_ahead),
            "held": list(build.held(series, prepared.features, window.horizon)),
        }
        | ({"arima": forecaster.linear.plain()} if forecaster.linear else {})
        | ({"blend": forecaster.blend} if forecaster.blend else {}),
        importance=mattered,
    )


def learnt(
    experiment: Experiment,
    series: Series,
    prepared: Prepared,
    report: training.Report,
    path: Path,
    linear: Linear | None = None,
) -> tuple[Forecaster, np.ndarray, training.Trained]:
    """A network trained on what was prepared, beside a `linear` part or alone; the validation origins; how it went.

    `path` is that of the checkpoint, from which training goes on where there is one.
    """
    window, horizon = experiment.window, splits.trained_horizon(experiment.window)
    table, values = prepared.table, prepared.table.frame[series.target].to_numpy()
    train, validation, linear = hybrid.windows(batches.of(series, prepared, window), linear, window, values)
    forecaster = begun(experiment, series, prepared, train, linear)
    network, ridge = forecaster.network, None
    if experiment.network.linear:
        ridge = highway.start(network, train, validation, stop_asked=report.stop_asked)
    baseline, line = line_to_beat(table.frame, validation, prepared.season, experiment.training.loss)
    trained = training.fit(
        network,
        train,
        validation,
        experiment.training,
        report,
        line,
        lambda: shape_so_far(forecaster, validation.origins, values, table.frame.index),
        path,
        baseline,
    )
    shares = {}
    if ridge is not None and window.strategy == "direct":
        paths = None if linear is None else hybrid.asked(linear, validation, values)
        shares = highway.blend(network, ridge, train, validation, prepared.season, values, forecaster.measured, paths)
        forecaster = replace(forecaster, linear=hybrid.blended(linear, shares), blend=shares)
    if linear is not None and not shares:
        some = windowing.spread(validation.origins, rolling.MAX_ORIGINS)
        truth = windowing.targets(forecaster.measured, some, horizon)
        linear = hybrid.trusted(linear, forecaster.answer(some), linear.paths[some], truth)
        forecaster = replace(forecaster, linear=linear)
    return forecaster, validation.origins, trained


def begun(
    experiment: Experiment, series: Series, prepared: Prepared, train: Windows, linear: Linear | None = None
) -> Forecaster:
    """An untrained network for these windows: its weights follow from the seed."""
    window, outputs = experiment.window, train.horizon * len(train.scaling.outputs)
    whole, features = splits.seen_whole(window, prepared.table.planned), train.rows.shape[1]
    fresh = networks.build(experiment.network, experiment.training, window.look_back, features, outputs, whole)
    networks.begin(fresh, experiment.training.seed)
    network, table = traced.again(fresh), prepared.table
    return Forecaster(network, train.scaling, series, table, train.rows, prepared.features, window, linear)


def alone(
    experiment: Experiment, series: Series, prepared: Prepared, report: training.Report, path: Path
) -> tuple[Forecaster, Arrays] | None:
    """The same LSTM trained without ARIMA, as a run of its own would, and the weights of its best epoch.

    None where it was stopped or diverged.
    """
    network = experiment.network.model_copy(update={"kind": "lstm"})
    experiment = experiment.model_copy(update={"network": network})
    try:
        forecaster, _, trained = learnt(experiment, series, prepared, training.Aside(report), path)
    except Diverged:
        return None
    return None if trained.stopped else (forecaster, trained.best)


def sounder(both: Forecaster, lstm: Forecaster, origins: np.ndarray) -> Forecaster:
    """ARIMA + LSTM or, where that errs less at these validation origins, the LSTM trained alone and a share of ARIMA.

    Only for a network with a linear layer, whose linear part ARIMA is not needed for.
    """
    if not lstm.blend:
        return both
    truth = windowing.targets(both.measured, origins, both.window.horizon)
    untaught = replace(both.linear, unit=1.0, part=0.0)
    beside = hybrid.trusted(untaught, lstm.answer(origins), untaught.paths[origins], truth)
    return min(both, replace(lstm, linear=beside), key=lambda one: np.nanmean(np.abs(truth - one.answer(origins))))


def line_to_beat(table: pd.DataFrame, validation: Windows, season: int, loss: str) -> tuple[str, float]:
    """Name and loss, in the units trained in, of the best baseline on the validation windows: beside ARIMA, that too.

    Of a network that answers companions too, each baseline forecasts these likewise.
    """
    scaling, origins, horizon = validation.scaling, validation.origins, validation.horizon
    columns = [table.iloc[:, at].to_numpy() for at in scaling.outputs]
    last = columns[0][origins]

    def asked(paths: list[np.ndarray]) -> np.ndarray:
        return scaling.ask(np.hstack(paths), last, *validation.measured)

    truth = asked([windowing.targets(column, origins, horizon) for column in columns])
    missed = {
        name: truth - asked([baselines.forecast(name, column, origins, horizon, season) for column in columns])
        for name in baselines.NAMES
    }
    if validation.less is not None:
        missed["arima"] = truth - validation.less
    judge = keras.losses.get(loss)
    losses = {name: float(np.mean(judge(np.zeros_like(miss), miss / validation.unit))) for name, miss in missed.items()}
    best = min(losses, key=losses.get)
    return best, losses[best]


def shape_so_far(forecaster: Forecaster, origins: np.ndarray, values: np.ndarray, times: pd.Index) -> dict:
    """One-step validation forecasts beside the truth, at no more than `PREVIEW_POINTS` points."""
    shown = windowing.spread(origins, PREVIEW_POINTS)
    return {
        "time": [time.isoformat() if hasattr(time, "isoformat") else int(time) for time in times[shown + 1]],
        "actual": values[shown + 1].tolist(),
        "forecast": forecaster.answer(shown)[:, 0].tolist(),
    }


def save(network: keras.Model, best: Arrays, folder: Path) -> None:
    """The network as `.keras` and as the older `.h5`, and the weights of its `best` epoch, each written aside first."""
    logging.getLogger("absl").setLevel(logging.ERROR)  # it calls .h5 legacy each time; we know
    for name in ("model.keras", "model.h5"):
        replaced(folder / name, network.save)
    if best:
        network.set_weights(best)
        replaced(folder / "best.weights.h5", network.save_weights)


def replaced(path: Path, write: Callable[[Path], None]) -> None:
    """The file as `write` makes it; the name aside ends alike, because Keras goes by that."""
    aside = path.with_name(f"aside.{path.name}")
    write(aside)
    aside.replace(path)
