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
    """One frame: {"first", "epoch"}, the seconds until the first steps are traced, and those of an epoch.

    An epoch ends with the validation windows, which go through forwards only: a third of the work.
    """
    tried = trial.of(asked.experiment, home, report)
    report.stage("Timing a few batches")
    taken, losses = [], tried.losses()
    while not report.stop_asked() and not enough(taken[WARM:], asked.batches):
        before = time.perf_counter()
        next(losses)
        taken.append(time.perf_counter() - before)
    tried.over()
    if taken[WARM:]:
        windows = len(tried.train.origins) + tried.judged / 3
        epoch = median(taken[WARM:]) * windows / min(tried.training.batch_size, len(tried.train.origins))
        report.frame({"first": sum(taken[:WARM]), "epoch": epoch})


def enough(taken: list[float], most: int) -> bool:
    """Whether so many batches say how long one takes."""
    return len(taken) >= most or (len(taken) >= FEWEST and sum(taken) > SECONDS)
