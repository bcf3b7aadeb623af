"""The usual step between the rows of a series, and the times that follow its last."""

from dataclasses import dataclass

import pandas as pd

from lstm_core.data import words


@dataclass(frozen=True)
class Frequency:
    """The usual distance between rows; `offset` is a pandas alias, or a number of rows when there are no times."""

    label: str
    seconds: float | None
    offset: object

    def after(self, last: object, steps: int) -> pd.Index:
        """The next `steps` times after `last`."""
        if self.seconds is None:
            return pd.RangeIndex(int(last) + 1, int(last) + 1 + steps, name="time")
        return pd.date_range(last, periods=steps + 1, freq=self.offset, inclusive="right", name="time")[:steps]


def frequency(times: pd.Index) -> Frequency:
    """The usual step of `times`, found from the most common distances."""
    if not isinstance(times, pd.DatetimeIndex):
        return Frequency("row", None, 1)
    gaps = times.to_series().diff().dropna()
    step = gaps.median()
    days = step / pd.Timedelta(days=1)
    if 0.9 < days < 1.1:
        weekend = float((times.dayofweek >= 5).mean())
        return Frequency("business day", 86_400, "B") if weekend < 0.01 else Frequency("day", 86_400, "D")
    at_end = bool(times.is_month_end.all())
    for label, low, high, offset in (
        ("month", 27, 32, pd.offsets.MonthEnd(1) if at_end else pd.DateOffset(months=1)),
        ("quarter", 88, 93, pd.offsets.MonthEnd(3) if at_end else pd.DateOffset(months=3)),
        ("year", 364, 367, pd.DateOffset(years=1)),
    ):
        if low <= days <= high:
            return Frequency(label, step.total_seconds(), offset)
    named = {60: "minute", 3600: "hour", 7 * 86_400: "week"}
    seconds = step.total_seconds()
    return Frequency(named.get(seconds, words.duration(seconds)), seconds, step)
