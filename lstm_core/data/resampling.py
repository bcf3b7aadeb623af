"""Rows joined to longer steps: each new row stands at its bin's start and holds that bin's own rows only."""

import numpy as np
import pandas as pd

from lstm_core.data import grid
from lstm_core.data.gaps import FEWEST
from lstm_core.data.roles import Assigned
from lstm_core.data.words import counted, time
from lstm_core.errors import BadSetting, TooLittleData
from lstm_core.specs import Preparation

# pandas' rule, and the fewest seconds that such a step has
STEPS = {
    "5 minutes": ("5min", 300),
    "15 minutes": ("15min", 900),
    "30 minutes": ("30min", 1_800),
    "hour": ("h", 3_600),
    "day": ("D", 86_400),
    "week": ("W-MON", 7 * 86_400),
    "month": ("MS", 28 * 86_400),
    "quarter": ("QS", 90 * 86_400),
    "year": ("YS", 365 * 86_400),
}
OHLCV = {"open": "first", "high": "max", "low": "min", "close": "last", "volume": "sum"}


def joined(frame: pd.DataFrame, target: str, asked: Preparation, roles: Assigned) -> tuple[pd.DataFrame, list[str]]:
    """The rows joined to the longer steps that are asked for, OHLCV columns by their own rules; and notes.

    An incomplete bin at either end is left out: it would be another quantity. So would a sum that lacks values in
    between: it is missing, as an empty bin is. Where the target ends before what is known ahead, its own last bin is
    missing if incomplete. Raises BadSetting for steps that are not longer, and without times, TooLittleData below 10
    bins.
    """
    laid, every = grid.of(frame.index), asked.every
    if laid.usual.seconds is None:
        raise BadSetting("The rows have no times, so they can't be joined to longer steps. Choose a time column first.")
    rule, seconds = STEPS[every]
    if seconds <= laid.usual.seconds:
        raise BadSetting(
            f"The rows are one {laid.usual.label} apart, so one row every {every} would not be a longer step."
            " Choose a longer one, or leave the rows as they are."
        )
    grid.refuse_flood(int((frame.index[-1] - frame.index[0]).total_seconds() / seconds), len(frame))
    rules = dict.fromkeys(frame.columns, asked.by) | {roles.ohlcv[role]: OHLCV[role] for role in roles.ohlcv}
    bins = grid.expanded(frame, laid).resample(rule, closed="left", label="left")
    made = pd.DataFrame({column: bins[column].agg(how) for column, how in rules.items()})
    rows = bins.size()
    for column in (column for column, how in rules.items() if how == "sum"):
        made[column] = made[column].where((bins[column].count() == rows) & (rows > 0))
    notes = [f"Joined {counted(len(frame), 'row')} to one every {every}."]
    whole = complete(frame.index, made.index, rule, laid)
    if not whole.all():
        which = " and ".join(time(start) for start in made.index[~whole])
        notes.append(f"Left out the incomplete {every} from {which}: it would be another quantity.")
    if roles.known_ahead:
        made.loc[~complete(frame[target].dropna().index, made.index, rule, laid), target] = np.nan
    if laid.kind == "sessions":
        whole &= (rows > 0).to_numpy()
    left = int(made.loc[whole, target].notna().sum())
    if left < FEWEST:
        raise TooLittleData(
            f"“{target}” has only {counted(left, 'value')} with one row every {every}; at least {FEWEST} are needed."
            f" Choose a shorter step{', or another rule: a sum that lacks values is missing' * (asked.by == 'sum')}."
        )
    return made[whole].rename_axis(frame.index.name), notes


def complete(times: pd.DatetimeIndex, bins: pd.DatetimeIndex, rule: str, laid: grid.Grid) -> np.ndarray:
    """Whether each bin (bins,) can have all its rows: only those in which `times` begin and end may not.

    The row before the first would lie before its bin, the row after the last behind its own. In sessions those rows
    may be of another day: then the first and the last must stand where days usually begin and end.
    """
    inside = bins.searchsorted([times[0], times[-1]], side="right") - 1
    start, end = bins[inside[0]], bins[inside[1]] + pd.tseries.frequencies.to_offset(rule)
    step = pd.tseries.frequencies.to_offset(laid.usual.offset)
    begins, ends = times[0] - step < start, times[-1] + step >= end
    if laid.kind == "sessions":
        days, clock = times.normalize(), pd.Series(times - times.normalize())
        opened, closed = (clock.groupby(days).agg(side) for side in ("min", "max"))
        opening, closing = opened.quantile(0.9), closed.quantile(0.1)  # clocks change, and some days end early
        begins |= clock.iloc[0] <= opening and next_day(days, -1) < start
        ends |= clock.iloc[-1] >= closing and next_day(days, 1) >= end
    answer = np.ones(len(bins), bool)
    answer[inside[0]] &= begins
    answer[inside[1]] &= ends
    return answer


def next_day(days: pd.DatetimeIndex, way: int) -> pd.Timestamp:
    """The next day after the last (`way` 1), or before the first (-1), of a weekday on which there are rows."""
    day, weekdays = days[-1 if way == 1 else 0], set(days.dayofweek)
    others = (day + way * pd.Timedelta(days=count) for count in range(1, 8))
    return next(other for other in others if other.dayofweek in weekdays)
