"""The one object that all later stages trust."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from lstm_core.data import gaps, grid, ranges, resampling
from lstm_core.data.frequencies import Frequency, frequency
from lstm_core.data.roles import OHLCV, assigned
from lstm_core.data.words import counted, time
from lstm_core.errors import BadSetting, NoNumbers, TooLittleData
from lstm_core.specs import Preparation


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

    @property
    def measured(self) -> np.ndarray:
        """The target (rows,), NaN in rows where it was not measured."""
        return self.values if self.made_up is None else np.where(self.made_up, np.nan, self.values)

    def __len__(self) -> int:
        return len(self.frame)


def of(
    dataset: Dataset,
    target: str,
    roles: Mapping[str, str] = MappingProxyType({}),
    preparation: Preparation = Preparation(),  # noqa: B008 - frozen
) -> Series:
    """The dataset as a series with this target, prepared as asked: rows chosen, joined, gaps settled.

    Raises NoNumbers when the target has no values, TooLittleData below 10 rows, BadSetting for what does not fit.
    """
    chosen = before_gaps(dataset, target, roles, preparation)
    played, notes = assigned(dataset, target, roles), list(chosen.notes)
    frame = begun(chosen.frame, target, notes)
    known_ahead = tuple(column for column in played.known_ahead if column in frame.columns)
    frame, ahead = parted(frame, target, known_ahead, notes)
    settled = gaps.settled(frame, target, preparation.gaps, known_ahead)
    refuse_short(settled.frame)
    refuse_logarithm(settled.frame[target], preparation.learn_as)
    return Series(
        frame=settled.frame.astype("float64"),
        target=target,
        name=dataset.name,
        frequency=frequency(settled.frame.index),
        roles={role: column for role, column in played.ohlcv.items() if column in frame.columns},
        notes=(*notes, *settled.notes),
        known_ahead=known_ahead,
        ahead=ahead,
        made_up=settled.made_up if settled.made_up.any() else None,
        peeking=settled.peeking if settled.peeking.any() else None,
        learn_as=preparation.learn_as,
    )


def before_gaps(
    dataset: Dataset,
    target: str,
    roles: Mapping[str, str] = MappingProxyType({}),
    preparation: Preparation = Preparation(),  # noqa: B008 - frozen
) -> Dataset:
    """The columns and rows that count, joined to longer steps if asked: what `gaps.found` is to be asked about.

    Its notes tell what was done here. Raises as `of` does.
    """
    played = assigned(dataset, target, roles)
    frame = dataset.frame.drop(columns=list(played.ignored)).replace([np.inf, -np.inf], np.nan)
    if target not in frame.columns or not frame[target].notna().any():
        raise NoNumbers(f"The column “{target}” holds no numbers. Choose another target column.")
    frame, notes = ranges.between(frame, preparation.start, preparation.end)
    if not frame[target].notna().any():
        raise NoNumbers(f"The column “{target}” holds no numbers in the chosen range. Widen it.")
    if preparation.every:
        refuse_short(frame)
        frame, said = resampling.joined(frame, target, preparation, played)
        notes += said
    return replace(dataset, frame=frame, notes=tuple(notes))


def begun(frame: pd.DataFrame, target: str, notes: list[str]) -> pd.DataFrame:
    """The rows from the first on in which the target is measured and every other column has been; complete there.

    A column without values, or one that would cost more than half of the measured target, is left out.
    """
    measured = frame[target].notna().to_numpy()
    firsts = {
        column: int(values.notna().to_numpy().argmax()) for column, values in frame.items() if values.notna().any()
    }
    late = [column for column, first in firsts.items() if measured[:first].sum() > measured.sum() / 2]
    for column in late:
        notes.append(
            f"Left out “{column}”, which begins at {time(frame.index[firsts.pop(column)])} only, after more than half"
            f" of “{target}”."
        )
    start = max(firsts.values())
    start += int(measured[start:].argmax())
    if start:
        notes.append(f"Left out {counted(start, 'row')} before the first known value of every column.")
    kept = frame[list(firsts)]
    first_row = kept.iloc[: start + 1].ffill().iloc[[-1]]
    return pd.concat([first_row, kept.iloc[start + 1 :]])


def parted(
    frame: pd.DataFrame, target: str, known_ahead: tuple[str, ...], notes: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """The rows up to the last measured target, and those behind it in which all that is known ahead is known.

    Without such a row all rows stay: a target that is missing at the end is a gap like any other.
    """
    last = int(np.flatnonzero(frame[target].notna())[-1])
    behind = frame.iloc[last + 1 :][list(known_ahead)]
    if not known_ahead or behind.empty:
        return frame, None
    following = np.diff(grid.of(frame.index).positions[last:]) == 1
    there = following & behind.notna().all(axis=1).to_numpy()
    steps = len(there) if there.all() else int(there.argmin())
    if not steps:
        return frame, None
    notes.append(f"Behind the last measured “{target}”, {counted(steps, 'row')} of what is known ahead.")
    return frame.iloc[: last + 1], behind.iloc[:steps].astype("float64")


def refuse_short(frame: pd.DataFrame) -> None:
    """Refuses fewer rows than can be cut into parts."""
    if len(frame) < gaps.FEWEST:
        raise TooLittleData(
            f"The series has only {counted(len(frame), 'usable row')}; at least {gaps.FEWEST} are needed."
            " Bring a longer series, or change what is done to this one."
        )


def refuse_logarithm(values: pd.Series, learn_as: str) -> None:
    """Refuses to learn the logarithm of a target that is not positive everywhere."""
    bad = values[values <= 0]
    if learn_as in ("log", "log_return") and len(bad):
        also = f" and in {counted(len(bad) - 1, 'more row')}" if len(bad) > 1 else ""
        raise BadSetting(
            f"“{values.name}” is {bad.iloc[0]:g} at {time(bad.index[0])}{also}, and only positive values have a"
            " logarithm. Learn the level or the difference, or leave those rows out."
        )
