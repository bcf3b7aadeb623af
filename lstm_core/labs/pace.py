"""How long does an epoch take? A few real batches of the very experiment, timed here and now."""

import time
from pathlib import Path
from statistics import median

from lstm_core.labs import trial
from lstm_core.labs.asked import Pace
from lstm_core.labs.play import Report

WARM = 2  # batches before the clock counts: the first is traced
FEWEST, SECONDS = 3, 2.0  # timed batches at least, and when it is enough


def play(asked: Pace, report: Report, home: Path) -> None:
    """One frame: `first` seconds that a run needs before its first step is done, `batch` seconds of one, `batches`."""
    tried = trial.of(asked.experiment, home, report)
    report.stage("Timing a few batches")
    start, taken = time.perf_counter(), []
    first = 0.0
    for number, (windows, answers) in enumerate(tried.batches()):
        before = time.perf_counter()
        tried.network.train_on_batch(windows, answers)
        now = time.perf_counter()
        if number < WARM:
            first, start = first + now - before, now
        else:
            taken.append(now - before)
        if report.stop_asked() or (len(taken) >= FEWEST and (now - start > SECONDS or len(taken) >= asked.batches)):
            break
    if taken:
        batches = -(-len(tried.train.origins) // tried.batch_size)
        report.frame({"first": first, "batch": median(taken), "batches": batches})
