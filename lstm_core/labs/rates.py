"""Which learning rate? Each batch takes a larger one, and the loss says where learning begins and where it breaks."""

import math
from pathlib import Path

from lstm_core.labs import trial
from lstm_core.labs.asked import Rates
from lstm_core.labs.play import Report

FIRST, LAST = 1e-6, 1.0
KEPT = 0.8  # of the smoothed loss from one batch to the next
BROKEN = 4.0  # times the smallest smoothed loss
FALL = 0.95  # of the first losses: what falls less than to this is noise
BEGIN = 5  # batches that say where the loss began
LESS = 10.0  # below the rate of the smallest loss, where it falls steadily and does not yet shake


def play(asked: Rates, report: Report, home: Path) -> None:
    """Frames {"rate", "loss", "smooth"}: one for each batch, until the loss is four times its smallest.

    The last frame is {"suggested": rate}, or None where no rate made the loss fall. The weights are thrown away.
    """
    tried = trial.of(asked.experiment, home, report)
    report.stage("Trying learning rates")
    frames, average, least = [], 0.0, math.inf
    losses = tried.losses()
    for number in range(asked.batches):
        if report.stop_asked():
            break
        rate = FIRST * (LAST / FIRST) ** (number / (asked.batches - 1))
        tried.network.optimizer.learning_rate = rate
        loss = next(losses)
        average = KEPT * average + (1 - KEPT) * loss
        smooth = average / (1 - KEPT ** (number + 1))
        if not math.isfinite(smooth):
            break
        frames.append({"rate": rate, "loss": loss, "smooth": smooth})
        report.frame(frames[-1])
        least = min(least, smooth)
        if smooth > BROKEN * least and number > BEGIN:
            break
    tried.over()
    report.frame({"suggested": suggested(frames)})


def suggested(frames: list[dict]) -> float | None:
    """A tenth of the rate at which the smoothed loss was smallest (Smith 2017), to two digits.

    None where the loss never fell clearly, or had no time to.

    >>> suggested([{"rate": 10.0 ** (at - 6), "smooth": abs(at - 4) + 1.0} for at in range(7)])
    0.001
    """
    if len(frames) <= BEGIN:
        return None
    best = min(frames, key=lambda frame: frame["smooth"])
    if best["smooth"] > FALL * max(frame["smooth"] for frame in frames[:BEGIN]):
        return None
    return float(f"{max(FIRST, best['rate'] / LESS):.2g}")
