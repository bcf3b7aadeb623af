"""A finished run opened: its network, the windows of any origin as the network sees them, and its answers to them."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_core.data import words
from lstm_core.data.series import Series
from lstm_core.errors import BadSetting, DamagedRun
from lstm_core.features import build, catalogue
from lstm_core.features.build import FeatureTable
from lstm_core.inside import network
from lstm_core.inside.cells import FREE, Forced
from lstm_core.inside.network import Network
from lstm_core.specs import Experiment
from lstm_core.windows import scaling as scalings
from lstm_core.windows import splits, windowing
from lstm_core.windows.scaling import Scaling

NUDGE = 1e-3  # of an answer, which counts in spreads: how far it is moved to see what it is worth


@dataclass(frozen=True)
class Beside:
    """What a network's answers are added to: ARIMA's `paths` (rows, steps), NaN where the run kept none.

    The answers count in `unit`s beside `part` of the paths, and `share` of what that changes of the forecast counts.
    """

    paths: np.ndarray
    unit: float
    part: float
    share: float


@dataclass(frozen=True)
class Opened:
    """`rows` (rows, features) are those of `table`, scaled; origins are rows of it, and so are those `tested`.

    `tested` hold their whole answer in the test part. A row with NaN is one whose features the run did not keep.
    """

    network: Network
    scaling: Scaling
    series: Series
    table: FeatureTable
    rows: np.ndarray
    look_back: int
    steps: int
    tested: np.ndarray
    beside: Beside | None = None

    @cached_property
    def times(self) -> pd.Index:
        """The time of each row."""
        return self.table.frame.index

    @cached_property
    def levels(self) -> np.ndarray:
        """The target in its own units (rows,)."""
        return self.table.frame.iloc[:, 0].to_numpy()

    @cached_property
    def origins(self) -> np.ndarray:
        """The rows where a window that the network can see ends, the last of the data among them."""
        known = np.isfinite(self.rows).all(axis=1)
        whole = np.convolve(known, np.ones(self.look_back), "valid") > self.look_back - 0.5
        origins = np.flatnonzero(whole) + self.look_back - 1
        return origins if self.beside is None else origins[np.isfinite(self.beside.paths[origins]).all(axis=1)]

    def origin_at(self, time: str) -> int:
        """The origin of that time (ISO, or a row number where the series has none); BadSetting where there is none."""
        try:
            wanted = pd.Timestamp(time) if isinstance(self.times, pd.DatetimeIndex) else int(time)
            at = int(self.times.get_indexer([wanted])[0])
        except (ValueError, TypeError):
            at = -1
        if at in self.origins:
            return at
        first, last = (words.time(self.times[self.origins[end]]) for end in (0, -1))
        why = "is no row of the data"
        if at >= 0:
            why = "lies too near the start" if self.beside is None else "lies where this run kept no forecast of ARIMA"
        raise BadSetting(f"The origin ({str(time)[:40]}) {why}. Choose a row's time from {first} to {last}.")

    def seen(self, origins: np.ndarray) -> np.ndarray:
        """The windows (origins, look_back, features) as the network sees them, float32."""
        windows = windowing.inputs(self.rows, origins, self.look_back)
        return self.scaling.relative(windows, *self.scaling.measure(windows[..., 0]))

    def forecast(self, origins: np.ndarray, forced: Forced = FREE) -> np.ndarray:
        """The target's next values (origins, steps) in its own units; of a network that feeds back, the first one."""
        return self.told(self.network.answer(self.seen(origins), forced), origins)

    def told(self, answers: np.ndarray, origins: np.ndarray) -> np.ndarray:
        """The network's bare answers (origins, outputs) as values of the target (origins, steps)."""
        measured = self.scaling.measure(windowing.inputs(self.rows[:, 0], origins, self.look_back))
        last = self.levels[origins]
        if self.beside is None:
            return self.scaling.tell(answers, last, *measured)[:, : self.steps]
        paths = self.beside.paths[origins]
        asked = self.beside.part * self.scaling.ask(paths, last, *measured) if self.beside.part else 0.0
        full = self.scaling.tell(asked + self.beside.unit * answers, last, *measured)
        return paths + self.beside.share * (full - paths)

    def worth(self, answers: np.ndarray, origin: int, step: int) -> np.ndarray:
        """How far the forecast `step` steps ahead moves, in own units, when each answer rises by one.

        `answers` (windows, outputs) count as given at that origin, whatever window they are of; the same shape.
        """
        windows, outputs = answers.shape
        moves = NUDGE * np.eye(outputs)
        many = np.full(windows * outputs, origin)
        more, less = ((answers[:, None] + way * moves).reshape(-1, outputs) for way in (1.0, -1.0))
        apart = self.told(more, many) - self.told(less, many)
        return apart[:, step - 1].reshape(windows, outputs) / (2 * NUDGE)

    def truth(self, origins: np.ndarray) -> np.ndarray:
        """What was measured at the steps ahead (origins, steps); NaN where nothing was, or is not yet."""
        known = np.concatenate([self.series.measured[self.table.warm_up :], np.full(self.steps, np.nan)])
        return windowing.targets(known, origins, self.steps)

    def ahead(self, origin: int) -> pd.Index:
        """The times of the steps ahead (steps,)."""
        later = self.times[origin + 1 : origin + 1 + self.steps]
        missing = self.steps - len(later)
        return later.append(self.series.frequency.after(self.times[-1], missing)) if missing else later

    def before(self, origin: int) -> float:
        """The target in the row before the window's first."""
        at = self.table.warm_up + origin - self.look_back
        return float(self.series.values[at]) if at >= 0 else self.table.before


def of(folder: Path, experiment: Experiment, series: Series, told: dict, kept: pd.DataFrame | None = None) -> Opened:
    """The run in `folder`; `told` is its scaler.json. Raises DamagedRun when this or its network can't be read.

    ARIMA + LSTM needs `kept`, the run's backtest and forecast: ARIMA's forecasts are taken from there, so its windows
    are those whose rows all have one. The others would ask for fitting ARIMA again.
    """
    try:
        scaling, steps = scalings.read(told), splits.trained_horizon(experiment.window)
    except (KeyError, ValueError, TypeError) as damaged:
        raise DamagedRun("This run's scaler.json is missing or damaged. Train it again.") from damaged
    chosen = catalogue.settled(experiment.features, told.get("season", 1))
    table, beside = build.build(series, chosen, steps), None
    if kept is not None and "arima" in told:
        arima = kept[kept["model"] == "arima"]
        linear = {"part": 1.0} | told["arima"]
        if len(scaling.columns) > table.frame.shape[1]:  # a network that was taught beside no ARIMA has no errors of it
            left = residual(table, arima, linear["logs"], scaling.least)
            table = replace(table, frame=table.frame.assign(**{scaling.columns[-1]: left}))
        beside = Beside(paths(table, arima, steps), linear["unit"], linear["part"], linear["share"])
    test = splits.cut(table.frame.index, experiment.split).test
    opened = Opened(
        network.load(folder / "model.keras"),
        scaling,
        series,
        table,
        scaling.see(table.frame.to_numpy(), table.before),
        experiment.window.look_back,
        steps,
        splits.origins(test, experiment.window, steps),
        beside,
    )
    return replace(opened, tested=opened.tested[np.isin(opened.tested, opened.origins)])


def residual(table: FeatureTable, arima: pd.DataFrame, logs: bool, least: float) -> np.ndarray:
    """What ARIMA's one-step forecasts missed (rows,), NaN where the run kept none."""
    single = arima[arima["mode"] == "one_step"].drop_duplicates("time").set_index("time")["forecast"]
    both = [table.frame.iloc[:, 0], single.reindex(table.frame.index)]
    value, forecast = (np.log(one.clip(least)) if logs else one for one in both)
    return (value - forecast).to_numpy()


def paths(table: FeatureTable, arima: pd.DataFrame, steps: int) -> np.ndarray:
    """ARIMA's kept forecasts of so many steps from each row (rows, steps), NaN where the run kept none."""
    many = arima[arima["mode"] != "one_step"] if steps > 1 else arima.drop_duplicates(["origin", "step"])
    wide = many.pivot(index="origin", columns="step", values="forecast")
    return wide.reindex(index=table.frame.index, columns=range(1, steps + 1)).to_numpy()
