"""The positions of rows on their calendar, one number a step.

Where the data follow a calendar (hours, days, weeks, months) a missing row leaves a hole in the positions. Business
days and trading sessions count by position: nobody measures in their nights, weekends and holidays, so nothing is
missing there. So do times that keep to no even step.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_core.data import words
from lstm_core.data.frequencies import Frequency, frequency
from lstm_core.errors import BadSetting

DAY = 86_400_000_000  # in microseconds, as all times here
HOUR, SECOND = DAY // 24, DAY // 86_400
MONTHS = {"month": 1, "quarter": 3, "year": 12}
MOST = 10  # times as many rows as were measured: more of them made up is no series


@dataclass(frozen=True)
class Grid:
    """The positions (rows,) of rows, rising from 0; `kind` is "calendar", "sessions", "irregular" or "rows"."""

    positions: np.ndarray
    kind: str
    usual: Frequency

    @property
    def by_position(self) -> bool:
        """Whether one row follows the other, whatever time lies between them."""
        return self.kind != "calendar"

    @property
    def size(self) -> int:
        """How many rows there are when none is missing."""
        return int(self.positions[-1]) + 1

    def time(self, times: pd.Index, position: int) -> object:
        """The time at a position of these `times` (rows,), whether the row is there or missing."""
        row = int(np.searchsorted(self.positions, position, side="right")) - 1
        if self.positions[row] == position:
            return times[row]
        away = np.array([position - self.positions[row]])
        return pd.Timestamp(stepped(times.to_numpy()[[row]], away, self.usual)[0])


def of(times: pd.Index) -> Grid:
    """The positions of the rows by the calendar that their times follow, or one after the other."""
    one_by_one, usual = np.arange(len(times)), frequency(times)
    if usual.seconds is None or len(times) < 3:
        return Grid(one_by_one, "rows", usual)
    stamps = stamps_of(times)
    if usual.label in MONTHS:
        distances = np.diff(times.to_numpy().astype("datetime64[M]").astype(int)) / MONTHS[usual.label]
    else:
        distances = np.diff(stamps) / (usual.seconds * 1e6)
        distances[clocks_forward(stamps, usual)] = 1
    steps = np.rint(distances).astype(np.int64)
    # Even: half of the rows or more follow each other, and nearly all stand within a quarter of a step.
    even = steps.min() >= 1 and (steps == 1).mean() >= 0.5 and (np.abs(distances - steps) <= 0.25).mean() >= 0.95
    if not even:
        return Grid(one_by_one, "irregular", usual)
    if usual.label == "business day" or in_sessions(stamps, usual):
        return Grid(one_by_one, "sessions", usual)
    return Grid(np.concatenate([[0], np.cumsum(steps)]), "calendar", usual)


def stamps_of(times: pd.DatetimeIndex) -> np.ndarray:
    """Times as whole microseconds (rows,)."""
    return times.to_numpy().astype("datetime64[us]").astype(np.int64)


def in_sessions(stamps: np.ndarray, usual: Frequency) -> bool:
    """Whether rows keep away from some hours of every day or some days of every week, as exchanges do.

    Asked are the days in three weeks or more (in two for a weekend), where a week has three days or more; and the hours
    of three days or more, if ten rows lack there or more. Weeks and days without a row count neither way.
    """
    step = int(usual.seconds * 1e6)
    if step > DAY:
        return False
    days = np.unique(stamps // DAY)
    weeks = len(np.unique((days + 3) // 7))  # day 0 of the epoch was a Thursday
    absent = np.bincount((days + 3) % 7, minlength=7) <= 0.02 * weeks
    if len(days) >= 3 * weeks and ((absent.any() and weeks >= 3) or (absent[5:].all() and weeks >= 2)):
        return True
    if step >= DAY or len(days) < 3:
        return False
    width = max(step, SECOND)
    slots = np.bincount((stamps % DAY) // width, minlength=-(-DAY // width))
    empty = slots <= 0.02 * len(days)
    missing = (stamps[-1] - stamps[0]) // width + 1 - np.count_nonzero(np.diff(stamps // width)) - 1
    resting = int((len(days) - 1 - slots[empty]).sum())
    return resting >= 10 and resting > 0.5 * missing


def clocks_forward(stamps: np.ndarray, usual: Frequency) -> np.ndarray:
    """Which distances (rows - 1,) are the hour that clocks skip in spring, when no time passes: it is not missing.

    That is one hour more than a step, on a Sunday or Friday night of the months in which clocks change.
    """
    step = int(usual.seconds * 1e6)
    if step > HOUR:
        return np.zeros(len(stamps) - 1, bool)
    skipped = np.flatnonzero(np.diff(stamps) == step + HOUR)
    after = stamps[skipped + 1].astype("datetime64[us]")
    month = after.astype("datetime64[M]").astype(int) % 12 + 1
    hour, weekday = stamps[skipped + 1] % DAY / HOUR, (stamps[skipped + 1] // DAY + 3) % 7
    change = np.isin(month, [3, 4, 8, 9, 10, 11]) & np.isin(weekday, [4, 6]) & (hour >= 1) & (hour <= 3)
    years = after.astype("datetime64[Y]")[change]
    _, once = np.unique(years, return_index=True)
    answer = np.zeros(len(stamps) - 1, bool)
    answer[skipped[change][once]] = True
    return answer


def expanded(frame: pd.DataFrame, laid: Grid) -> pd.DataFrame:
    """The frame with its missing rows, all their values missing. BadSetting where they would be too many."""
    if laid.size == len(frame):
        return frame
    refuse_flood(laid.size, len(frame))
    values = np.full((laid.size, frame.shape[1]), np.nan)
    values[laid.positions] = frame.to_numpy(dtype=float)
    source = np.repeat(np.arange(len(frame)), np.diff(laid.positions, append=laid.size))
    steps = np.arange(laid.size) - laid.positions[source]
    times = stepped(frame.index.to_numpy()[source], steps, laid.usual)
    return pd.DataFrame(values, index=pd.DatetimeIndex(times, name=frame.index.name), columns=frame.columns)


def stepped(stamps: np.ndarray, steps: np.ndarray, usual: Frequency) -> np.ndarray:
    """The times so many steps after each of `stamps`, all datetime64 (rows,); months keep the day, or the end."""
    if usual.label not in MONTHS:
        return stamps + steps * np.timedelta64(round(usual.seconds * 1e6), "us")
    one_day = np.timedelta64(1, "D")
    months = stamps.astype("datetime64[M]")
    into = stamps - months.astype(stamps.dtype)
    first = months + steps * MONTHS[usual.label]
    length = ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")) // one_day
    day = np.minimum(31 if isinstance(usual.offset, pd.offsets.MonthEnd) else into // one_day + 1, length)
    made = (first.astype("datetime64[D]") + (day - 1) * one_day).astype(stamps.dtype) + into % one_day
    return np.where(steps == 0, stamps, made)


def refuse_flood(made: int, rows: int) -> None:
    """Refuses a calendar with far more rows than were measured."""
    if made > MOST * rows + 1_000:
        raise BadSetting(
            f"The calendar of these times has {made:,} rows, of which only {words.counted(rows, 'row')} are there. "
            "Drop the missing ones, keep the longest stretch, or choose a longer step."
        )
