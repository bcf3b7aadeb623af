"""Rows by time: training, validation, test. A window belongs to the part that holds its targets."""

from dataclasses import dataclass

import numpy as np

from lstm_core.errors import TooLittleData
from lstm_core.specs import LOOK_BACK, Split, Window

MIN_WINDOWS = 10  # below this an epoch is a handful of examples and no fit means anything


@dataclass(frozen=True)
class Parts:
    """Row ranges of a feature table, in time order and without a gap between them."""

    train: range
    validation: range
    test: range


def cut(rows: int, split: Split) -> Parts:
    """The rows cut by the shares of `split`.

    >>> cut(100, Split(validation_size=0.2, test_size=0.1))
    Parts(train=range(0, 70), validation=range(70, 90), test=range(90, 100))
    """
    test = rows - round(rows * split.test_size)
    validation = test - round(rows * split.validation_size)
    return Parts(range(validation), range(validation, test), range(test, rows))


def origins(part: range, window: Window, horizon: int | None = None) -> np.ndarray:
    """Origins (last known rows) whose targets, the `horizon` rows behind, all lie in `part`.

    >>> origins(range(70, 90), Window(look_back=60, horizon=18))
    array([69, 70, 71])
    """
    first = max(part.start - 1, window.look_back - 1)
    return np.arange(first, part.stop - (horizon or window.horizon))


def closed(parts: Parts, peeking: np.ndarray | None) -> Parts:
    """The parts without those rows at their ends that lean on a row of the next part.

    >>> closed(Parts(range(6), range(6, 9), range(9, 12)), np.isin(np.arange(12), [1, 4, 5, 6]))
    Parts(train=range(0, 4), validation=range(6, 9), test=range(9, 12))
    """
    if peeking is None:
        return parts
    ends = (np.flatnonzero(~peeking[: part.stop]).max(initial=-1) + 1 for part in vars(parts).values())
    return Parts(*(range(part.start, int(end)) for part, end in zip(vars(parts).values(), ends, strict=True)))


def open_to_forecasts(origins: np.ndarray, peeking: np.ndarray | None) -> np.ndarray:
    """The origins that lean on no later row; TooLittleData where that takes them below ten.

    >>> open_to_forecasts(np.arange(20), np.arange(20) < 3)[:2]
    array([3, 4])
    """
    kept = origins if peeking is None else origins[~peeking[origins]]
    if len(kept) < max(1, min(MIN_WINDOWS, len(origins))):
        raise TooLittleData(
            f"Interpolated rows lean on later ones, so no forecast starts there; that leaves {len(kept)} of"
            f" {len(origins):,} windows in one part. Fill or drop the gaps, or ignore columns with many of them."
        )
    return kept


def windows_left(rows: int, split: Split, window: Window) -> int:
    """How many training windows result; below `MIN_WINDOWS` training is refused."""
    return len(origins(cut(rows, split).train, window, trained_horizon(window)))


def trained_horizon(window: Window) -> int:
    """Steps that the network itself answers: one where it feeds its own answers back."""
    return window.horizon if window.strategy == "direct" else 1


def check(rows: int, split: Split, window: Window) -> Parts:
    """The parts, when there is enough in each; else TooLittleData with the largest setting that works."""
    parts = cut(rows, split)
    shortest = min(len(parts.validation), len(parts.test))
    if window.horizon > shortest:
        raise TooLittleData(
            f"The horizon ({window.horizon}) must fit into the validation and the test part ({shortest} rows each or"
            f" more); choose {shortest} or fewer, or bring a longer series."
            if shortest >= 1
            else f"{rows} rows leave nothing for validation and test; bring a longer series."
        )
    if windows_left(rows, split, window) < MIN_WINDOWS:
        largest = len(parts.train) - trained_horizon(window) - MIN_WINDOWS + 1
        advice = f"choose {largest} or fewer" if largest >= LOOK_BACK[0] else "no sequence length fits"
        raise TooLittleData(
            f"The sequence length ({window.look_back}) leaves too few windows in the training part"
            f" ({len(parts.train):,} rows); {advice}, or bring a longer series."
        )
    return parts
