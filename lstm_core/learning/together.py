"""One network for many series: each window relative to itself, batches mix series, each series scored by itself.

Every series is prepared as a run of its own would prepare it: parts, season and scaling are its own, fitted on its own
training rows. What the network sees is relative to the window and in the series' own unit, so windows of all series are
windows of one kind, and learning goes on as for one. Nothing of a series' test part is seen before it is forecast.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import keras
import numpy as np
import pandas as pd

from lstm_core.data.series import Series
from lstm_core.errors import LabError, TooLittleData
from lstm_core.evaluation import backtest, baselines, metrics, preparing
from lstm_core.evaluation.preparing import Prepared
from lstm_core.learning import batches, highway, pipeline, rolling, traced, training
from lstm_core.learning import network as networks
from lstm_core.learning.batches import Windows
from lstm_core.learning.forecasting import Forecaster
from lstm_core.results import State
from lstm_core.specs import Experiment, Features
from lstm_core.windows import splits, windowing

MOST_JUDGED = 4_000  # validation windows of an epoch, of all series
JUDGED_BY_LINE = 20  # of each series, for the line to beat
MOST_ROWS = 1_500_000  # of the backtest
MOST_ORIGINS = 50  # of a series' part
EVERY = 20  # series between two words on how far it is


@dataclass(frozen=True)
class Ready:
    """A series prepared, with its training and validation windows."""

    series: Series
    prepared: Prepared
    train: Windows
    validation: Windows

    @property
    def values(self) -> np.ndarray:
        """The target in the feature table's rows (rows,)."""
        return self.prepared.table.frame.iloc[:, 0].to_numpy()


@dataclass(frozen=True)
class Outcome:
    """What the network leaves beside itself: the backtest and the future of every series, both with `series`.

    `left_out` says why a series has none.
    """

    state: State
    backtest: pd.DataFrame
    forecast: pd.DataFrame
    left_out: dict[str, str]


def run(
    experiment: Experiment, asked: Mapping[str, tuple[Series, Features]], report: training.Report, folder: Path
) -> Outcome:
    """Trains on all series, forecasts each; its `data` and `features` are of no account. Saves the network in `folder`.

    A series that can't be learnt from is left out. Raises TooLittleData where all are, and Diverged.
    """
    ready, left_out = prepared(experiment, asked, report)
    report.stage("Training")
    network, trained = learnt(experiment, moving(list(ready.values())), report, folder / "checkpoint.npz")
    planned = next(iter(ready.values())).prepared.table.planned
    whole = splits.seen_whole(experiment.window, planned)
    plain = networks.plain(network, experiment.network, experiment.training, whole)
    pipeline.save(plain, trained.best, folder)
    limit = origins_each(len(ready), experiment)
    tested, future = [], []
    for at, (name, one) in enumerate(ready.items()):
        if at % EVERY == 0:
            report.stage(f"Forecasting series {at + 1:,} of {len(ready):,}")
        try:
            rows, ahead = forecasts(experiment, one, network, limit)
        except LabError as refused:
            left_out[name] = str(refused)
        else:
            tested.append(rows.assign(series=name))
            future.append(ahead.assign(series=name))
    traced.put_back(network)
    if not tested:
        raise none_left(left_out)
    state = State.STOPPED if trained.stopped else State.FINISHED
    return Outcome(state, *(pd.concat(tables, ignore_index=True) for tables in (tested, future)), left_out)


def prepared(
    experiment: Experiment, asked: Mapping[str, tuple[Series, Features]], report: training.Report
) -> tuple[dict[str, Ready], dict[str, str]]:
    """The series that can be learnt from, by name, and of the others why not. Raises TooLittleData where none can."""
    ready, left_out, window = {}, {}, experiment.window
    for at, (name, (series, features)) in enumerate(asked.items()):
        if at % EVERY == 0:
            report.stage(f"Preparing series {at + 1:,} of {len(asked):,}")
        level = replace(series, learn_as="level") if series.learn_as == "auto" else series
        try:
            made = preparing.of(level, features, window, experiment.split, experiment.training.scaling)
            ready[name] = Ready(level, made, *batches.of(level, made, window))
        except LabError as refused:
            left_out[name] = str(refused)
    if not ready:
        raise none_left(left_out)
    kinds = {name: (one.train.rows.shape[1], len(one.prepared.table.planned)) for name, one in ready.items()}
    usual = Counter(kinds.values()).most_common(1)[0][0]
    for name in [name for name, kind in kinds.items() if kind != usual]:
        left_out[name] = "It has other features than most series, and one network sees the same of all."
        del ready[name]
    return ready, left_out


def none_left(left_out: dict[str, str]) -> TooLittleData:
    """The refusal where nothing can be learnt from."""
    name, why = next(iter(left_out.items()))
    return TooLittleData(f"None of the {len(left_out):,} series can be learnt from. “{name}”: {why}")


def moving(ready: list[Ready]) -> list[Ready]:
    """Those whose training part is no constant, if any: a constant has no unit, and what follows it could drown all."""
    return [one for one in ready if np.ptp(one.values[: one.prepared.parts.train.stop]) > 0] or ready


def learnt(
    experiment: Experiment, ready: list[Ready], report: training.Report, path: Path
) -> tuple[keras.Model, training.Trained]:
    """The network trained on all, and how that went; `path` is that of the checkpoint."""
    window, settings = experiment.window, experiment.training
    train, validation = joined([one.train for one in ready]), joined([one.validation for one in ready])
    judged = validation.thinned(MOST_JUDGED)
    outputs = train.horizon * len(train.scaling.outputs)
    whole = splits.seen_whole(window, ready[0].prepared.table.planned)
    fresh = networks.build(experiment.network, settings, window.look_back, train.rows.shape[1], outputs, whole)
    networks.begin(fresh, settings.seed)
    network, ridge = traced.again(fresh), None
    if experiment.network.linear:
        ridge = highway.start(network, train, judged, stop_asked=report.stop_asked)
    line = line_to_beat(ready, settings.loss)
    trained = training.fit(network, train, judged, settings, report, line, dict, path, "the best simple method of each")
    if ridge is not None and window.strategy == "direct":
        season = Counter(one.prepared.season for one in ready).most_common(1)[0][0]
        # Judged as the network sees the series, in their own units: so none outweighs the others.
        seen = replace(judged, scaling=replace(judged.scaling, learn_as="level"))
        measured = np.concatenate([measured_of(one) for one in ready])
        highway.blend(network, ridge, train, seen, season, validation.rows[:, 0].astype("float64"), measured)
    return network, trained


def joined(parts: list[Windows]) -> Windows:
    """The windows of all series as one: the rows that they reach, below each other; no window reaches over a border."""
    rows, origins, offset = [], [], 0
    for windows in parts:
        first, last = reach(windows)
        rows.append(windows.rows[first:last])
        origins.append(windows.origins - first + offset)
        offset += last - first
    scaling = parts[0].scaling
    width = len(scaling.columns)
    same = replace(scaling, centre=np.zeros(width), spread=np.ones(width))
    return replace(parts[0], rows=np.concatenate(rows), origins=np.concatenate(origins), scaling=same)


def reach(windows: Windows) -> tuple[int, int]:
    """The first row that these windows see, and the one behind the last that they are asked for."""
    return max(0, int(windows.origins[0]) - windows.look_back + 1), int(windows.origins[-1]) + windows.horizon + 1


def measured_of(one: Ready) -> np.ndarray:
    """The target as the network sees it in the rows of the validation windows, NaN where it was not measured."""
    first, last = reach(one.validation)
    measured = one.series.measured[one.prepared.table.warm_up :][first:last]
    return np.where(np.isnan(measured), np.nan, one.validation.rows[first:last, 0])


def line_to_beat(ready: list[Ready], loss: str) -> float:
    """The mean loss of the simple method that is best on each series' validation part."""
    losses, counts = [], []
    for one in ready:
        some = one.validation.thinned(JUDGED_BY_LINE)
        losses.append(pipeline.line_to_beat(one.prepared.table.frame, some, one.prepared.season, loss)[1])
        counts.append(len(one.validation.origins))
    return float(np.average(losses, weights=counts))


def origins_each(series: int, experiment: Experiment) -> int:
    """How many origins a part of each series is forecast from: many series have a few each, the last among them."""
    each = series * 2 * (1 + len(baselines.NAMES)) * experiment.window.horizon
    return max(1, min(MOST_ORIGINS, MOST_ROWS // each))


def forecasts(
    experiment: Experiment, one: Ready, network: keras.Model, limit: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The backtest and the future of one series by the network and the simple methods, no bands yet."""
    made, window, season = one.prepared, experiment.window, one.prepared.season
    table, scaling = made.table, made.scaling
    forecaster = Forecaster(network, scaling, one.series, table, one.train.rows, made.features, window)
    models, times = {experiment.network.kind: forecaster}, table.frame.index
    parts = []
    for name, part in (("validation", made.parts.validation), ("test", made.parts.test)):
        origins, steps = rolling.origins_in(part, forecaster)
        some = windowing.spread(origins, limit)
        told = rolling.paths(models, one.values, some, steps, season)
        parts.append(backtest.table(name, "multi_step", times, one.values, some, told, forecaster.measured))
    scale = metrics.seasonal_scale(forecaster.measured[: made.parts.train.stop], season)
    steps, last = window.horizon, np.array([len(one.values) - 1])
    shared = {
        "origin": times[-1],
        "step": np.arange(1, steps + 1),
        "time": one.series.frequency.after(times[-1], steps),
        "scale": scale,
    }
    future = [
        pd.DataFrame({"model": model, **shared, "forecast": path[0]})
        for model, path in rolling.paths(models, one.values, last, steps, season).items()
    ]
    return pd.concat(parts, ignore_index=True).assign(scale=scale), pd.concat(future, ignore_index=True)
