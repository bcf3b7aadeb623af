"""Rows by time: training, validation, test. A window belongs to the part that holds its targets."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from lstm_core.errors import BadSetting, TooLittleData
from lstm_core.specs import LOOK_BACK, Split, Window

MIN_WINDOWS = 10  # below this an epoch is a handful of examples and no fit means anything


@dataclass(frozen=True)
class Parts:
    """Row ranges of a feature table, in time order and without a gap between them."""

    train: range
    validation: range
    test: range


def cut(rows: pd.Index | int, split: Split) -> Parts:
    """The rows cut as `split` says. `rows` are their times; their number will do where the split names no times.

    Raises BadSetting for a time that the rows do not have, and where a part would have no row before it.

    >>> cut(100, Split(validation_size=0.2, test_size=0.1))
    Parts(train=range(0, 70), validation=range(70, 90), test=range(90, 100))
    >>> cut(100, Split(validation_size=25, test_from="80"))
    Parts(train=range(0, 55), validation=range(55, 80), test=range(80, 100))
    """
    times = pd.RangeIndex(rows) if isinstance(rows, int) else rows
    count = len(times)
    test = _first(times, split.test_from, count, split.test_size, "test")
    validation = _first(times, split.validation_from, test, split.validation_size, "validation")
    if split.validation_from and validation >= test:
        raise BadSetting(
            f"The validation part (from {split.validation_from}) must begin before the test part (from {times[test]})."
        )
    return Parts(range(validation), range(validation, test), range(test, count))


def _first(times: pd.Index, first: str | None, end: int, size: float | int, part: str) -> int:
    """The first row of a part that ends before the row `end`."""
    if first is None:
        wanted = size if isinstance(size, int) else round(len(times) * size)
        if 0 < end <= wanted:
            raise BadSetting(
                f"The {part} part ({wanted:,} rows) must leave rows before it, where there are {end:,}: choose fewer."
            )
        return end - wanted
    dated = isinstance(times, pd.DatetimeIndex)
    if dated == (first.isascii() and first.isdigit()):
        kinds = ("a time such as 2024-03-01", "row number") if dated else ("a row number", "time")
        raise BadSetting(f"The {part} part must begin at {kinds[0]}; {first} is a {kinds[1]}.")
    at = int(np.count_nonzero(times < (datetime.fromisoformat(first) if dated else int(first))))
    if not 0 < at < len(times):
        raise BadSetting(
            f"The {part} part (from {first}) must begin behind the first row ({times[0]}) and not behind the last"
            f" ({times[-1]})."
        )
    return at


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


def windows_left(rows: pd.Index | int, split: Split, window: Window) -> int:
    """How many training windows result; below `MIN_WINDOWS` training is refused."""
    return len(origins(cut(rows, split).train, window, trained_horizon(window)))


def trained_horizon(window: Window) -> int:
    """Steps that the network itself answers: one where it feeds its own answers back."""
    return window.horizon if window.strategy == "direct" else 1


def seen_whole(window: Window, planned: Collection[str]) -> int:
    """The last rows of a window that a linear layer sees whole: the last, or those of the origin and each step ahead.

    >>> seen_whole(Window(look_back=60, horizon=5), ()), seen_whole(Window(look_back=60, horizon=5), ["holiday"])
    (1, 6)
    """
    return min(window.look_back, trained_horizon(window) + 1) if planned else 1


def check(rows: pd.Index | int, split: Split, window: Window, known_ahead: Collection[str] = ()) -> Parts:
    """The parts, when there is enough in each; else TooLittleData with the largest setting that works.

    Raises BadSetting as `cut` does, and when a window is too short to hold what is known ahead of all its steps.
    """
    parts = cut(rows, split)
    if known_ahead and window.look_back < trained_horizon(window):
        raise BadSetting(
            f"The sequence length ({window.look_back}) must be at least the horizon ({window.horizon}), so that"
            f" {', '.join(known_ahead)} can be known at every step ahead; or choose the recursive strategy."
        )
    shortest = min(len(parts.validation), len(parts.test))
    if window.horizon > shortest:
        raise TooLittleData(
            f"The horizon ({window.horizon}) must fit into the validation and the test part ({shortest} rows each or"
            f" more); choose {shortest} or fewer, or bring a longer series."
            if shortest >= 1
            else f"{parts.test.stop} rows leave nothing for validation and test; bring a longer series."
        )
    if windows_left(rows, split, window) < MIN_WINDOWS:
        largest = len(parts.train) - trained_horizon(window) - MIN_WINDOWS + 1
        advice = f"choose {largest} or fewer" if largest >= LOOK_BACK[0] else "no sequence length fits"
        raise TooLittleData(
            f"The sequence length ({window.look_back}) leaves too few windows in the training part"
            f" ({len(parts.train):,} rows); {advice}, or bring a longer series."
        )
    return parts
