"""What the losses of a training say, in one sentence each, with what to do about it.

`history` holds lines of `history.jsonl`; epochs whose losses are not numbers are left out. Every rule is stated with
the function that applies it.
"""

import itertools
import math
from dataclasses import dataclass
from typing import Literal

LATE = 3  # epochs behind the best one that overfitting is judged by
RISEN = 1.05  # of the best validation loss: by so much it must have risen
ENOUGH = 5  # epochs before it is said that nothing is learnt
FLAT = 0.98  # of the first loss: one that stays above this has hardly moved
JUMP = 1.5  # of the epoch before
JUDGED = 8  # last epochs in which jumps are counted


@dataclass(frozen=True)
class Sign:
    """One thing that the curves say: what kind it is, and the sentence."""

    kind: Literal["overfitting", "flat", "above", "jumps", "below", "falling"]
    sentence: str


def read(history: list[dict], over: bool = False) -> list[Sign]:
    """What there is to say, the most pressing first; `over` when no epoch will follow."""
    lines = [line for line in history if is_number(line.get("loss")) and is_number(line.get("val_loss"))]
    if not lines:
        return []
    found = (jumps(lines), overfitting(lines), flat(lines), against_line(lines), still_falling(lines) if over else None)
    return [sign for sign in found if sign]


def overfitting(lines: list[dict]) -> Sign | None:
    """Behind the best epoch the mean validation loss of the last three is 5% higher, their training loss lower."""
    best = best_of(lines)
    late = lines[-LATE:]
    if lines[-1]["epoch"] - best["epoch"] < LATE:
        return None
    risen = mean(late, "val_loss") / best["val_loss"] if best["val_loss"] > 0 else 1.0
    if risen < RISEN or mean(late, "loss") >= best["loss"]:
        return None
    return Sign(
        "overfitting",
        f"Overfitting since epoch {best['epoch']}: the loss on training rows still falls, on validation rows it is"
        f" {risen - 1:.0%} higher than it was. Stop here, or give it more rows, more dropout or a smaller network.",
    )


def flat(lines: list[dict]) -> Sign | None:
    """After five epochs neither loss has fallen by 2% of what it was first, and the line to beat is not reached."""
    first, line = lines[0], line_to_beat(lines)
    moved = any(min(each[key] for each in lines) < FLAT * first[key] for key in ("loss", "val_loss"))
    if len(lines) < ENOUGH or moved or (line is not None and best_of(lines)["val_loss"] < line):
        return None
    return Sign(
        "flat",
        f"Nothing is being learnt: after {lines[-1]['epoch']} epochs the loss has hardly moved. Try a learning rate ten"
        " times larger, or other features.",
    )


def against_line(lines: list[dict]) -> Sign | None:
    """Since when the best validation loss is below the line to beat; after five epochs also that it is not."""
    line = line_to_beat(lines)
    if line is None:
        return None
    below = next((each["epoch"] for each in lines if each["val_loss"] < line), None)
    if below is not None:
        return Sign("below", f"Better on validation than the line to beat since epoch {below}.")
    if len(lines) < ENOUGH or flat(lines):
        return None
    return Sign(
        "above",
        f"After {lines[-1]['epoch']} epochs the simple method is still better on validation. If the curve still falls,"
        " train longer; if not, try other features or a longer sequence.",
    )


def jumps(lines: list[dict]) -> Sign | None:
    """In the last eight epochs the training loss was twice or more half as large again as in the epoch before."""
    pairs = list(itertools.pairwise(lines))[-JUDGED:]
    if sum(later["loss"] > JUMP * before["loss"] > 0 for before, later in pairs) < 2:
        return None
    return Sign("jumps", "The loss jumps: the steps are too large. Halve the learning rate, or turn clipping on.")


def still_falling(lines: list[dict]) -> Sign | None:
    """The best of five epochs or more was the last."""
    if len(lines) < ENOUGH or best_of(lines) is not lines[-1]:
        return None
    return Sign("falling", "The validation loss was still falling when the last epoch ended: train longer.")


def best_of(lines: list[dict]) -> dict:
    """The epoch with the smallest validation loss, the first of equal ones."""
    return min(lines, key=lambda line: line["val_loss"])


def line_to_beat(lines: list[dict]) -> float | None:
    """The best baseline's loss, where it is known."""
    line = lines[-1].get("line_to_beat")
    return line if is_number(line) else None


def mean(lines: list[dict], key: str) -> float:
    """The mean of one number of each line."""
    return sum(line[key] for line in lines) / len(lines)


def is_number(value: object) -> bool:
    """Whether it is a number that can be compared."""
    return isinstance(value, int | float) and math.isfinite(value)
