"""Rows in order of time, one for each time; what shares its time is refused unless a person has chosen."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa

from lstm_core.data.reading import stacked
from lstm_core.data.reading.notes import Note, counted, rows
from lstm_core.data.reading.tables import Table
from lstm_core.errors import UnreadableFile

SHARED = 0.1
HOUR = pd.Timedelta(hours=1)


def in_order(frame: pd.DataFrame, table: Table, duplicates: str | None = None) -> tuple[pd.DataFrame, list[Note]]:
    """The rows by time, one for each; and notes. `table` holds the same rows as they stand in the file.

    `duplicates` ("first" or "last") says which of several different rows with one time is kept. Raises
    UnreadableFile where that is not said.
    """
    notes = []
    if frame.index.nunique() == 1 and len(frame) > 1:
        raise UnreadableFile("All rows carry the same time. Choose another time column, or number the rows.")
    lines, alike = table.lines, repeated(table, frame.index)
    if alike.any():
        said = f"Left out {counted(int(alike.sum()), 'exact repeat')} of other rows"
        notes.append(Note("repeated_row", said, rows(lines[alike])))
        frame, lines = frame[~alike], lines[~alike]
    if not frame.index.is_monotonic_increasing:
        if frame.index.is_monotonic_decreasing:
            notes.append(Note("newest_first", "The rows ran newest first and were turned round"))
            frame, lines = frame.iloc[::-1], lines[::-1]
        else:
            notes.append(Note("unsorted", "The rows were not in order of time and were sorted"))
            order = np.argsort(frame.index.to_numpy(), kind="stable")
            frame, lines = frame.iloc[order], lines[order]
    if frame.index.is_unique:
        return frame, notes
    return chosen_of(frame, table, lines, duplicates, notes)


def chosen_of(
    frame: pd.DataFrame, table: Table, lines: np.ndarray, duplicates: str | None, notes: list[Note]
) -> tuple[pd.DataFrame, list[Note]]:
    """One row for each time, the first or the last in the file, as chosen. Raises UnreadableFile."""
    place = pd.Series(lines, index=frame.index)
    shared = frame.index.duplicated(keep=False)
    count = int(frame.index.duplicated().sum())
    clock = duplicates is None and set_back(frame.index)
    if count > SHARED * len(frame) or (duplicates is None and not clock):
        raise in_doubt(table, frame.index, place[shared], lines, count)
    duplicates = duplicates or "first"
    best = place.groupby(level=0).transform("min" if duplicates == "first" else "max")
    left = (place != best).to_numpy()
    said = f"Kept the {duplicates} of rows that share a time but not their values"
    if clock:
        said = "Kept the first of the hours that stand twice, as when clocks are set back"
    other = "last" if duplicates == "first" else "first"
    note = Note("duplicate_time", said, rows(np.sort(lines[left])), f"keep-{other}", {"duplicates": other})
    return frame[~left], [*notes, note]


def set_back(index: pd.DatetimeIndex) -> bool:
    """Whether all times that stand twice are a whole hour, at night, on one Sunday of autumn a year."""
    if not isinstance(index, pd.DatetimeIndex):
        return False
    twice = index[index.duplicated()]
    nights = pd.Series(twice, index=twice.normalize())
    step = pd.Series(index.unique()).diff().median()
    if not (twice.is_unique and step <= HOUR and (HOUR % step) == pd.Timedelta(0)):
        return False
    sundays = ((twice.dayofweek == 6) & twice.month.isin((4, 10, 11)) & (twice.hour <= 3)).all()
    whole = nights.groupby(level=0).agg(lambda times: times.dt.floor("h").nunique() == 1 and len(times) == HOUR / step)
    return bool(sundays and whole.all() and not whole.index.year.duplicated().any())


def in_doubt(table: Table, index: pd.Index, place: pd.Series, lines: np.ndarray, count: int) -> UnreadableFile:
    """The refusal of rows that share a time: several series below each other, or one time with two values."""
    if count > SHARED * len(index) and (found := stacked.by_times(in_rows(table, lines), index)):
        return stacked.refusal(found)
    if count > SHARED * len(index):
        return UnreadableFile(
            f"{count:,} of {len(index):,} rows share their time with another row, as when several series "
            "stand below each other. Bring one series, or choose another time column."
        )
    first = place.index[0]
    pair = " and ".join(f"{line:,}" for line in sorted(place[place.index == first])[:2])
    hour = " They may be the hour that is repeated when clocks go back." if first.hour else ""
    return UnreadableFile(
        f"{counted(count, 'time')} {'has' if count == 1 else 'have'} rows with different values, first rows {pair} "
        f"({first}).{hour} Say whether the first or the last counts, or correct the file."
    )


def in_rows(table: Table, lines: np.ndarray) -> Table:
    """The table with these lines of the file alone, in this order."""
    places = pa.array(np.searchsorted(table.lines, lines))
    columns = tuple(column.take(places) for column in table.columns)
    return replace(table, columns=columns, lines=lines, numbers={})


def repeated(table: Table, index: pd.Index) -> np.ndarray:
    """Which rows repeat an earlier row in every cell, those left out as text too."""
    alike = np.zeros(len(index), bool)
    again = np.flatnonzero(index.duplicated(keep=False))
    if len(again):
        cells = {at: column.take(pa.array(again)).to_pandas() for at, column in enumerate(table.columns)}
        alike[again] = pd.DataFrame(cells).duplicated().to_numpy()
    return alike
