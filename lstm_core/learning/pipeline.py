"""The whole journey of one run: train on the past, forecast the rest, score it beside the baselines."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import pandas as pd

from lstm_core.data.series import Series
from lstm_core.evaluation import backtest, baselines, intervals, metrics, preparing, scoring, verdict
from lstm_core.features import build
from lstm_core.learning import importance, training
from lstm_core.learning import network as networks
from lstm_core.learning.batches import Windows
from lstm_core.learning.forecasting import Forecaster
from lstm_core.results import Score, State, Verdict
from lstm_core.specs import Experiment, Window
from lstm_core.windows import splits, windowing

MAX_ORIGINS = 2_000  # more tell nothing new about the errors, and the tables grow without end
MAX_ONE_STEP_ORIGINS = 5_000  # what a chart shows
MAX_SLOW_ORIGINS = 200  # some indicators need the whole history of each at every step
MAX_FREE_STEPS = 2_000
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

    Raises TooLittleData and BadSetting before training, Diverged during it.
    """
    start = time.perf_counter()
    report.stage("Preparing the data")
    keras.utils.set_random_seed(experiment.training.seed)
    keras.backend.clear_session()
    window, horizon = experiment.window, splits.trained_horizon(experiment.window)
    prepared = preparing.of(series, experiment.features, window, experiment.split, experiment.training.scaling)
    table, parts, scaling, season = prepared.table, prepared.parts, prepared.scaling, prepared.season
    values = table.frame[series.target].to_numpy()
    peeking = None if series.peeking is None else series.peeking[table.warm_up :]

    rows = scaling.see(table.frame.to_numpy(), table.before)
    train, validation = (
        Windows(
            rows,
            splits.open_to_forecasts(splits.origins(part, window, horizon), peeking),
            window.look_back,
            horizon,
            scaling,
        )
        for part in (parts.train, parts.validation)
    )
    outputs = horizon * len(scaling.outputs)
    network = networks.build(experiment.network, experiment.training, window.look_back, rows.shape[1], outputs)
    forecaster = Forecaster(network, scaling, series, table, rows, prepared.features, window)

    report.stage("Training")
    trained = training.fit(
        network,
        train,
        validation,
        experiment.training,
        report,
        line_to_beat(table.frame, validation, season, experiment.training.loss),
        lambda: shape_so_far(forecaster, validation.origins, values, table.frame.index),
        folder / "best.weights.h5",
    )

    report.stage("Forecasting the test period")
    save(networks.plain(network, experiment.network, experiment.training), folder)
    tested = backtested(forecaster, parts, values, season, window)
    future = beyond(forecaster, values, season, tested)
    report.stage("Finding out which features mattered")
    asked = spread(validation.origins, importance.most_windows(forecaster))
    mattered = importance.measured(forecaster, asked, experiment.training.seed)
    return Outcome(
        state=State.STOPPED if trained.stopped else State.FINISHED,
        epochs=trained.epochs,
        seconds={
            "first_epoch": trained.first_epoch,
            "training": trained.seconds,
            "total": time.perf_counter() - start,
        },
        verdict=verdict.judge(tested),
        scores=scoring.score(tested),
        backtest=tested,
        forecast=future,
        scaler=scaling.plain()
        | {
            "target": series.target,
            "look_back": window.look_back,
            "warm_up": table.warm_up,
            "season": season,
            "ahead": horizon,
            "known_ahead": list(table.known_ahead),
            "held": list(build.held(series, prepared.features, window.horizon)),
        },
        importance=mattered,
    )


def line_to_beat(table: pd.DataFrame, validation: Windows, season: int, loss: str) -> float:
    """The loss, in scaled units, of the best baseline on the validation windows.

    Of a network that answers companions too, each baseline forecasts these likewise.
    """
    scaling, origins, horizon = validation.scaling, validation.origins, validation.horizon
    columns = [table.iloc[:, at].to_numpy() for at in scaling.outputs]
    last, square = columns[0][origins], loss == "mean_squared_error"

    def asked(paths: list[np.ndarray]) -> np.ndarray:
        return scaling.ask(np.hstack(paths), last, *validation.measured)

    truth = asked([windowing.targets(column, origins, horizon) for column in columns])
    missed = (
        truth - asked([baselines.forecast(name, column, origins, horizon, season) for column in columns])
        for name in baselines.NAMES
    )
    return min(float(np.mean(miss**2 if square else np.abs(miss))) for miss in missed)


def shape_so_far(forecaster: Forecaster, origins: np.ndarray, values: np.ndarray, times: pd.Index) -> dict:
    """One-step validation forecasts beside the truth, at no more than `PREVIEW_POINTS` points."""
    shown = spread(origins, PREVIEW_POINTS)
    return {
        "time": [time.isoformat() if hasattr(time, "isoformat") else int(time) for time in times[shown + 1]],
        "actual": values[shown + 1].tolist(),
        "forecast": forecaster.answer(shown)[:, 0].tolist(),
    }


def backtested(
    forecaster: Forecaster, parts: splits.Parts, values: np.ndarray, season: int, window: Window
) -> pd.DataFrame:
    """Validation and test forecasts of every model from the same origins, one step ahead and many.

    The truth of a row that was not measured is NaN.
    """
    times, tables, series = forecaster.table.frame.index, [], forecaster.series
    peeking = None if series.peeking is None else series.peeking[forecaster.table.warm_up :]
    slow = window.strategy == "recursive" and forecaster.continuation.whole
    for name, part in (("validation", parts.validation), ("test", parts.test)):
        single = spread(splits.open_to_forecasts(splits.origins(part, window, 1), peeking), MAX_ONE_STEP_ORIGINS)
        many, steps = multi_step_origins(part, window, slow, peeking)
        for mode, origins, ahead in (("one_step", single, 1), ("multi_step", many, steps)):
            ours = forecaster.answer(origins)[:, :1] if ahead == 1 else forecaster.forecast(origins, ahead)
            simple = {model: baselines.forecast(model, values, origins, ahead, season) for model in baselines.NAMES}
            tables.append(
                backtest.table(name, mode, times, values, origins, {"lstm": ours, **simple}, forecaster.measured)
            )
    return backtest.joined(tables, metrics.seasonal_scale(forecaster.measured[: parts.train.stop], season))


def multi_step_origins(
    part: range, window: Window, slow: bool, peeking: np.ndarray | None = None
) -> tuple[np.ndarray, int]:
    """The origins of multi-step forecasts in a part and their number of steps; fewer origins where they are `slow`."""
    if window.whole_test:
        first = splits.open_to_forecasts(splits.origins(part, window, 1), peeking)[:1]
        return first, min(part.stop - 1 - int(first[0]), MAX_FREE_STEPS)
    limit = MAX_SLOW_ORIGINS if slow else MAX_ORIGINS
    return spread(splits.open_to_forecasts(splits.origins(part, window), peeking), limit), window.horizon


def spread(origins: np.ndarray, limit: int) -> np.ndarray:
    """At most `limit` of the origins at one equal distance, the last one always among them."""
    stride = -(-len(origins) // limit)
    return origins[::-1][::stride][::-1]


def beyond(forecaster: Forecaster, values: np.ndarray, season: int, tested: pd.DataFrame) -> pd.DataFrame:
    """The future: every model's forecast from the last row, with the band that validation errors give."""
    steps, last = forecaster.window.horizon, np.array([len(values) - 1])
    times = forecaster.series.frequency.after(forecaster.table.frame.index[-1], steps)
    paths = {"lstm": forecaster.forecast(last, steps)}
    paths |= {model: baselines.forecast(model, values, last, steps, season) for model in baselines.NAMES}
    half = intervals.radii(tested)
    tables = []
    for model, path in paths.items():
        keys = pd.MultiIndex.from_tuples([(model, "multi_step", step) for step in range(1, steps + 1)])
        width = half.reindex(keys).to_numpy(dtype=float)
        tables.append(
            pd.DataFrame(
                {
                    "model": model,
                    "origin": forecaster.table.frame.index[-1],
                    "step": np.arange(1, steps + 1),
                    "time": times,
                    "forecast": path[0],
                    "lower": path[0] - width,
                    "upper": path[0] + width,
                    "level": np.where(np.isfinite(width), intervals.LEVEL, np.nan),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def save(network: keras.Model, folder: Path) -> None:
    """The network as `.keras` and as the older `.h5`, each written aside first."""
    logging.getLogger("absl").setLevel(logging.ERROR)  # it calls .h5 legacy each time; we know
    for name in ("model.keras", "model.h5"):
        aside = folder / f"aside.{name}"
        network.save(aside)
        aside.replace(folder / name)
