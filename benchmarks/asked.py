"""What the benchmarks of running workers ask for: 2,500 noisy hours, and a preset's network on them."""

from pathlib import Path

import numpy as np
import pandas as pd

from lstm_core import presets, specs
from lstm_core.data import library
from lstm_core.data.series import Dataset
from lstm_core.runs import store
from lstm_core.runs.record import Record

ROWS, LOOK_BACK, HORIZON = 2500, 60, 5


def series() -> np.ndarray:
    """A daily wave with noise."""
    return np.sin(np.arange(ROWS) * 2 * np.pi / 24) + np.random.default_rng(0).normal(size=ROWS) / 5


def keep(home: Path) -> str:
    """The series, kept in the home folder."""
    times = pd.date_range("2024-01-01", periods=ROWS, freq="h", name="time")
    frame = pd.DataFrame({"value": series()}, index=times)
    return library.keep(home, Dataset(frame=frame, name="wave", source="benchmark"))


def run(home: Path, dataset: str, preset: str = "quick", **training: object) -> Record:
    """A new run of the preset, with other training settings where they are given."""
    recipe = presets.find(preset)
    experiment = specs.Experiment(
        preset=preset,
        data=specs.Data(dataset=dataset, name="wave", target="value"),
        window=specs.Window(look_back=LOOK_BACK, horizon=HORIZON),
        network=recipe.network,
        training=specs.checked(specs.Training, **{**recipe.training.model_dump(), **training}),
    )
    return store.create(home, experiment)
