"""The last window of a run's data, and what its network answers when its values are others: without TensorFlow."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_core.data.series import Series
from lstm_core.features import build, catalogue
from lstm_core.inside import network
from lstm_core.inside.network import Network
from lstm_core.specs import Experiment
from lstm_core.windows import scaling as scalings
from lstm_core.windows import splits
from lstm_core.windows.scaling import Scaling


@dataclass(frozen=True)
class Last:
    """`frame` (look_back, columns) are the window's rows in their own units, the target first; `before` is the target's
    value in the row before them, `times` (steps,) are those of the steps that the network answers. Of the columns
    `known_ahead` the row t holds the value of row t + steps.
    """

    network: Network
    scaling: Scaling
    frame: pd.DataFrame
    before: float
    times: pd.Index
    known_ahead: tuple[str, ...]

    def forecast(self, frame: pd.DataFrame) -> np.ndarray:
        """The target's next values (steps,) from a window with these values, in the series' own units."""
        rows = frame.to_numpy(dtype="float64")
        seen = self.scaling.see(rows, self.before)[None]
        anchor, stretch = self.scaling.measure(seen[..., 0])
        answers = self.network.answer(self.scaling.relative(seen, anchor, stretch))
        return self.scaling.tell(answers, rows[-1:, 0], anchor, stretch)[0, : len(self.times)]


def of(folder: Path, experiment: Experiment, series: Series, told: dict) -> Last:
    """The last window of the run in `folder`; `told` is its scaler.json. DamagedRun when the network can't be read.

    A network whose answers are fed back answers one step here, whatever the horizon.
    """
    scaling, steps = scalings.read(told), splits.trained_horizon(experiment.window)
    chosen = catalogue.settled(experiment.features, told.get("season", 1))
    table = build.build(series, chosen, steps)
    rows = experiment.window.look_back
    return Last(
        network.load(folder / "model.keras"),
        scaling,
        table.frame.tail(rows),
        float(series.values[-rows - 1]) if rows < len(series) else table.before,
        series.frequency.after(series.frame.index[-1], steps),
        table.known_ahead,
    )
