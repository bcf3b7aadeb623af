"""The rows between two times, both of them included."""

import re

import numpy as np
import pandas as pd

from lstm_core.data.gaps import FEWEST
from lstm_core.data.words import counted, time
from lstm_core.errors import BadSetting, TooLittleData

ISO = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?)?)?)?")
ROW = re.compile(r"-?\d{1,18}")


def between(frame: pd.DataFrame, start: str | None, end: str | None) -> tuple[pd.DataFrame, list[str]]:
    """The rows from `start` to `end`, and a note. An end of `2020-05` holds all of May.

    Raises BadSetting for what is no time or row number, TooLittleData below 10 rows.
    """
    if start is None and end is None:
        return frame, []
    numbered = not isinstance(frame.index, pd.DatetimeIndex)
    at = frame.index.to_numpy() if numbered else frame.index.to_numpy().astype("datetime64[us]")
    bound = row_number if numbered else span
    keep = np.ones(len(at), bool)
    if start is not None:
        keep &= at >= bound(start, "start")[0]
    if end is not None:
        keep &= at < bound(end, "end")[1]
    if start is not None and end is not None and bound(start, "start")[0] >= bound(end, "end")[1]:
        raise BadSetting(f"The start ({start}) must not lie behind the end ({end}). Change one of them.")
    rows, (first, last) = int(keep.sum()), (time(frame.index[row]) for row in (0, -1))
    if rows < FEWEST:
        raise TooLittleData(
            f"Between the chosen start and end there are only {counted(rows, 'row')} of {len(at):,}; at least {FEWEST}"
            f" are needed. The data run from {first} to {last}: widen the range."
        )
    if rows == len(at):
        return frame, []
    return frame[keep], [f"Left out {counted(len(at) - rows, 'row')} outside the chosen range."]


def span(said: str, which: str) -> tuple[np.datetime64, np.datetime64]:
    """The first moment of a time as it is said, and the first behind it: a day, a month or a year has many."""
    if ISO.fullmatch(said.strip()):
        try:
            first = np.datetime64(said.strip())
            return first.astype("datetime64[us]"), (first + 1).astype("datetime64[us]")
        except ValueError:  # no such day
            pass
    raise BadSetting(f"The {which} ({said}) is not a time such as 2020-05-31 or 2020-05-31 14:00. Correct it.")


def row_number(said: str, which: str) -> tuple[int, int]:
    """A row number, and the one behind it."""
    if not ROW.fullmatch(said.strip()):
        raise BadSetting(f"The {which} ({said}) is not a row number; these data have no times. Write a whole number.")
    return int(said), int(said) + 1
