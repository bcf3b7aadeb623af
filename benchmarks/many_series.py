"""One network for many series: `python -m benchmarks.many_series [series [rows [horizon [preset]]]]`.

By default 414 series of 700 rows, as many and about as long as M4's hourly ones, forecast 48 steps ahead. They are made
from a seed: hours of a day and of a week, each series with its own size, level, shape, trend and noise. Trained in this
process, as a worker does it, from the kept dataset to the scores; the target is less than ten minutes on two cores.
MASE is on the last 48 rows of each series, beside the seasonal naive forecast and the simple method that validation
chose.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_core import presets
from lstm_core.data.series import Dataset
from lstm_core.jobs import tasks
from lstm_core.many import asked, groups, sources, summary
from lstm_core.specs import Window

LOOK_BACK = 168


def main() -> None:
    """Prints the seconds of training and of all, and the scores over all series."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    given = sys.argv[1:]
    series, rows, horizon = (int(text) for text in (*given[:3], *("414", "700", "48")[len(given[:3]) :]))
    preset = presets.find(given[3] if len(given) > 3 else "balanced")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        found = sources.kept(home, Dataset(panel(series, rows), "panel", "made"), {f"S{n}": {} for n in range(series)})
        window = Window(look_back=LOOK_BACK, horizon=horizon)
        recipe = asked.Recipe(calendar=preset.calendar, window=window, network=preset.network, training=preset.training)
        recipe = asked.for_all(asked.on_the_last(recipe))
        group = asked.Group(name="panel", way="together", recipe=recipe, members=found.members)
        start = time.perf_counter()
        record = groups.create(home, group)
        state = tasks.train(str(record.folder))
        whole = time.perf_counter() - start
        scores = groups.scores(home, record, group)
        epochs = sum(line["seconds"] for line in record.history)
        print(f"{state}: {series} series x {rows} rows, horizon {horizon}, {record.epochs} epochs of {preset.title}")
        print(f"{whole:.0f} s in all, {epochs:.0f} s of them epochs, {sizes(record.folder)}")
        print(summary.sentence(summary.of(scores), "lstm"))


def panel(series: int, rows: int, seed: int = 0) -> pd.DataFrame:
    """Hourly series with daily and weekly waves: each its own size, level, shape, trend and noise."""
    random = np.random.default_rng(seed)
    hours = np.arange(rows)
    columns = {}
    for number in range(series):
        phase, size = random.uniform(0, 2 * np.pi, 4), 10 ** random.uniform(0, 4)
        day = np.sin(2 * np.pi * hours / 24 + phase[0]) + random.uniform(0, 0.6) * np.sin(np.pi * hours / 6 + phase[1])
        week = random.uniform(0, 0.6) * np.sin(2 * np.pi * hours / 168 + phase[2])
        drift = np.cumsum(random.normal(size=rows)) * random.uniform(0, 0.05)
        noise = random.normal(size=rows) * random.uniform(0.05, 0.5)
        columns[f"S{number}"] = size * (random.uniform(3, 8) + day + week + drift + noise)
    return pd.DataFrame(columns, index=pd.date_range("2024-01-01", periods=rows, freq="h", name="time"))


def sizes(folder: Path) -> str:
    """What the largest files of the group take."""
    found = sorted(folder.glob("*.parquet"))
    return ", ".join(f"{path.name} {path.stat().st_size / 2**20:.0f} MB" for path in found)


if __name__ == "__main__":
    main()
