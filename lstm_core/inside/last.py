"""The last window of a run's data, and what its network answers when its values are others: without TensorFlow."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_core.data.series import Series
from lstm_core.inside import opened
from lstm_core.inside.network import Network
from lstm_core.specs import Experiment
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
    run = opened.of(folder, experiment, series, told)
    last = len(run.table.frame) - 1
    rows = run.table.frame.tail(run.look_back)
    return Last(run.network, run.scaling, rows, run.before(last), run.ahead(last), run.table.known_ahead)
