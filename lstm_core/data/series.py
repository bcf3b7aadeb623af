"""The one object that all later stages trust."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd

from lstm_core.errors import NoNumbers, TooLittleData
from lstm_core.specs import Preparation

OHLCV = ("open", "high", "low", "close", "volume")


@dataclass(frozen=True)
class Dataset:
    """A table as it was read: sorted unique `time` index, float columns, missing values still NaN.

    The index is a DatetimeIndex (no zone) or, where the data have no times, int64 row numbers.
    `notes` say in plain sentences what was mended.
    """

    frame: pd.DataFrame
    name: str
    source: str
    notes: tuple[str, ...] = ()

    @property
    def roles(self) -> dict[str, str]:
        """The OHLCV columns found by name, as {role: column}; empty unless high, low and close are there."""
        by_name = {column.strip().lower().lstrip("^"): column for column in reversed(self.frame.columns)}
        found = {role: by_name[role] for role in OHLCV if role in by_name}
        return found if {"high", "low", "close"} <= found.keys() else {}

    @property
    def target(self) -> str:
        """The column most likely meant: close or its like, else the first column that is not a volume."""
        wanted = ("close", "adj close", "target", "value", "y", "price")
        by_name = {column.strip().lower(): column for column in self.frame.columns}
        named = [by_name[name] for name in wanted if name in by_name]
        others = [column for column in self.frame.columns if column != self.roles.get("volume")]
        return (named or others or list(self.frame.columns))[0]


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


@dataclass(frozen=True)
class Series:
    """A series to forecast. Guaranteed: time sorted and unique, regular by position, floats, no gaps.

    `frame` (rows, columns) is float64; a missing value has been filled with the last known one, never with a
    later one, and rows before the first known value are dropped (`notes` count both).

    `known_ahead` are columns whose values are known before their time; `ahead` (steps, those columns) holds them for
    the rows behind the last, where the data reach that far. `made_up` (rows,) marks rows whose target was not measured:
    forecasts of them are not scored. `peeking` (rows,) marks rows filled with the help of a later one: none of them is
    an origin. None stands for no such row. `learn_as` is the form in which the network sees the target (see
    `specs.Preparation`); `frame` always holds levels.
    """

    frame: pd.DataFrame
    target: str
    name: str
    frequency: Frequency
    roles: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    known_ahead: tuple[str, ...] = ()
    ahead: pd.DataFrame | None = None
    made_up: np.ndarray | None = None
    peeking: np.ndarray | None = None
    learn_as: str = "level"

    @property
    def values(self) -> np.ndarray:
        """The target (rows,)."""
        return self.frame[self.target].to_numpy()

    def __len__(self) -> int:
        return len(self.frame)


def of(
    dataset: Dataset,
    target: str,
    roles: Mapping[str, str] = MappingProxyType({}),
    preparation: Preparation = Preparation(),  # noqa: B008 - frozen
) -> Series:
    """The dataset as a series with this target, its gaps filled from the past only.

    Raises NoNumbers when the target has no values, TooLittleData below 10 rows.
    """
    if target not in dataset.frame.columns or not np.isfinite(dataset.frame[target]).any():
        raise NoNumbers(f"The column “{target}” holds no numbers. Choose another target column.")
    usable = dataset.frame.replace([np.inf, -np.inf], np.nan)
    usable = usable.loc[:, usable.notna().any()]
    filled = usable.ffill().dropna()
    missing = int(usable.loc[filled.index].isna().to_numpy().sum())
    dropped = len(usable) - len(filled)
    if len(filled) < 10:
        raise TooLittleData(f"Only {len(filled)} usable rows are left; at least 10 are needed. Bring a longer series.")
    notes = []
    if missing:
        notes.append(f"{missing:,} missing values take the last known value (a later one would look ahead).")
    if dropped:
        notes.append(f"{dropped:,} rows before the first known value of every column are left out.")
    return Series(
        frame=filled.astype("float64"),
        target=target,
        name=dataset.name,
        frequency=frequency(filled.index),
        roles={role: column for role, column in dataset.roles.items() if column in filled.columns},
        notes=tuple(notes),
    )


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
    return Frequency(named.get(seconds, in_words(seconds)), seconds, step)


def in_words(seconds: float) -> str:
    """A duration as `15 minutes`, `4 hours`, `2 days`."""
    for size, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= size:
            return f"{seconds / size:g} {unit}"
    return f"{seconds:g} seconds"
