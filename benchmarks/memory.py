"""Peak memory of training on a million rows: `python -m benchmarks.memory [rows [features [sequence]]]`.

Windows copied out would take rows x sequence x features; cut batch by batch they take the rows alone. A child process
builds the feature table of a made series of so many columns, scales it and trains Quick's network for one epoch over
all training windows, in batches of 2,048 so that it ends in minutes; its peak resident memory is asked of the
operating system, beside that of a child that only imports the same code. SECONDS_AT_MOST cuts the epoch short.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

GIGABYTE = 2**30


def main() -> None:
    """Prints both peaks."""
    asked = [int(text) for text in sys.argv[1:]] or [1_000_000]
    rows, features, look_back = (*asked, *(1_000_000, 20, 100)[len(asked) :])
    for name, count in (("imports alone", 0), ("one epoch", rows)):
        start = time.perf_counter()
        program = f"from benchmarks import memory; memory.child({count}, {features}, {look_back})"
        told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
        print(f"{name:14} peak {told.strip()}, {time.perf_counter() - start:.0f} s", flush=True)
    print(f"windows copied out would take {rows * features * look_back * 4 / GIGABYTE:.1f} GB")


def child(rows: int, features: int, look_back: int) -> None:
    """Trains, if there are rows, and prints this process's peak."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from lstm_core.learning import pipeline  # noqa: F401 - what a worker has imported

    done = epoch(rows, features, look_back) if rows else "nothing trained"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024  # kilobytes on Linux
    print(f"{peak / GIGABYTE:.2f} GB, {done}")


def epoch(rows: int, features: int, look_back: int) -> str:
    """One epoch as the pipeline trains it, told in words."""
    import numpy as np
    import pandas as pd

    from lstm_core import presets
    from lstm_core.data.series import Frequency, Series
    from lstm_core.evaluation import preparing
    from lstm_core.learning import network as networks
    from lstm_core.learning import training as fitting
    from lstm_core.learning.batches import Windows
    from lstm_core.results import Progress
    from lstm_core.specs import Features, Split, Window
    from lstm_core.windows import splits

    walk = np.random.default_rng(0).normal(size=(rows, features)).cumsum(axis=0)
    series = Series(
        pd.DataFrame(walk, columns=[f"c{at}" for at in range(features)]), "c0", "made", Frequency("row", None, 1)
    )
    del walk
    window, quick = Window(look_back=look_back, horizon=5), presets.find("quick")
    training = quick.training.model_copy(update={"batch_size": 2048, "epochs": 1})
    chosen = Features(columns=tuple(series.frame.columns[1:]))
    made = preparing.of(series, chosen, window, Split(), training.scaling)
    scaled = made.scaling.see(made.table.frame.to_numpy(), made.table.before)
    train, validation = (
        Windows(scaled, splits.origins(part, window), look_back, window.horizon, made.scaling)
        for part in (made.parts.train, made.parts.validation)
    )
    network = networks.build(quick.network, training, look_back, features, window.horizon)
    limit, start = float(os.environ.get("SECONDS_AT_MOST", "inf")), time.perf_counter()

    class Cut:
        """A report that counts batches and asks to stop when time is over."""

        steps = 0
        epoch = preview = stage = pause_asked = staticmethod(lambda *told: False)

        def progress(self, progress: Progress) -> None:
            self.steps = progress.batch

        def stop_asked(self) -> bool:
            return time.perf_counter() - start > limit

    cut = Cut()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "checkpoint.npz"
        fitting.fit(network, train, validation, training, cut, 0.0, dict, path)
    every = -(-len(train.origins) // training.batch_size)
    return f"{rows:,} rows, {features} features, sequence {look_back}, {cut.steps} of {every} batches"


if __name__ == "__main__":
    main()
