"""Short real trainings in this process, without workers."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import series


@dataclass
class Heard:
    """A report that remembers; it asks to stop, or to pause, after so many batches."""

    stop_after: int | None = None
    pause_after: int | None = None
    stages: list = field(default_factory=list)
    steps: list = field(default_factory=list)
    epochs: list = field(default_factory=list)
    previews: list = field(default_factory=list)

    def stage(self, words):
        self.stages.append(words)

    def progress(self, progress):
        self.steps.append(progress)

    def epoch(self, report):
        self.epochs.append(report)

    def preview(self, preview):
        self.previews.append(preview)

    def stop_asked(self):
        return self.stop_after is not None and len(self.steps) >= self.stop_after

    def pause_asked(self):
        return self.pause_after is not None and len(self.steps) >= self.pause_after


@pytest.fixture
def heard():
    return Heard


@pytest.fixture
def prices() -> pd.DataFrame:
    """300 business days of a random walk with OHLCV around it."""
    random = np.random.default_rng(4)
    close = 100 + np.cumsum(random.normal(size=300))
    return pd.DataFrame(
        {"Open": close - 0.2, "High": close + 1, "Low": close - 1, "Close": close, "Volume": random.uniform(1, 9, 300)},
        index=pd.date_range("2020-01-01", periods=300, freq="B", name="time"),
    )


@pytest.fixture
def learn(tmp_path: Path, heard):
    """Trains on a frame: `learn(frame, "Close", window={...})`; the outcome, its report and its folder."""
    from lstm_core.learning import pipeline

    def run(frame, target, report=None, preparation=None, roles=None, folder=None, **changes):
        settings = {
            "window": {"look_back": 8, "horizon": 3},
            "network": {"layers": [{"units": 6}]},
            "training": {"epochs": 2, "batch_size": 32},
            **changes,
        }
        experiment = specs.Experiment.model_validate(
            {
                "data": {"dataset": "0" * 64, "name": "tiny", "target": target, "preparation": preparation or {}},
                **settings,
            }
        )
        folder = folder or tmp_path / f"run{len(list(tmp_path.iterdir()))}"
        folder.mkdir(exist_ok=True)
        made = series.of(series.Dataset(frame, "tiny", "test"), target, roles or {}, experiment.data.preparation)
        report = report or heard()
        return pipeline.run(experiment, made, report, folder), report, folder

    return run
