"""A file of delimited text to a Dataset: what it holds is found, mends are noted, doubts are refused."""

import re
from pathlib import PurePath

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from lstm_core.data import decoding, numerals, tables, timeline
from lstm_core.data.series import Dataset
from lstm_core.data.timeline import ROW_NUMBER
from lstm_core.errors import NoNumbers, TooLittleData, UnreadableFile

COUNTS = re.compile(r"column 1|unnamed: 0|no\.?|nr\.?|id|index|row|instant|#", re.IGNORECASE)

__all__ = ["ROW_NUMBER", "candidates", "read"]


def read(
    content: bytes, name: str, time: str | None = None, *, day_first: bool | None = None, decimal: str | None = None
) -> Dataset:
    """The dataset in a CSV-like file. Raises UnreadableFile, NoTimeColumn, NoNumbers or TooLittleData.

    `time` is one of `candidates`, or ROW_NUMBER to number the rows from 0; None finds it. `day_first` and
    `decimal` ("." or ",") settle what a file may leave open.
    """
    text, notes = decoding.decode(content)
    table = tables.parse(text)
    refuse_layouts(table)
    index, keep, used, more = times_of(table, time, day_first)
    columns = {
        name: cells.filter(keep)
        for at, (name, cells) in enumerate(zip(table.names, table.columns, strict=True))
        if at not in used
    }
    numbers, found = numerals.read(columns, table.lines[keep], table.delimiter, decimal)
    numbers, dropped = without_row_counts(numbers, index)
    if "time" in numbers:
        numbers["time (column)"] = numbers.pop("time")
    if not numbers:
        raise NoNumbers("No column of the file holds numbers beside the times. Bring a file with a column of numbers.")
    if len(index) < 2:
        raise TooLittleData("The file holds only 1 row of data. Bring a longer series.")
    frame, ordered = timeline.in_order(pd.DataFrame(numbers, index=index), repeated(table, keep, index))
    said = (*notes, *table.notes, *more, *found, *dropped, *ordered)
    return Dataset(frame=frame, name=title(name), source=f"file {title(name)}", notes=said)


def candidates(content: bytes) -> tuple[str, ...]:
    """What `read` accepts as `time` besides ROW_NUMBER, the likeliest first; joined columns as “Date + Time”."""
    table = tables.parse(decoding.decode(content)[0], most=2000)
    return tuple(choice.label for choice in timeline.choices(table))


def times_of(
    table: tables.Table, time: str | None, day_first: bool | None
) -> tuple[pd.Index, np.ndarray, tuple[int, ...], tuple[str, ...]]:
    """The index of the kept rows, which rows (rows,) are kept, the columns used up, and notes."""
    if time == ROW_NUMBER:
        return (
            pd.Index(np.arange(len(table.lines)), dtype="int64", name="time"),
            np.ones(len(table.lines), bool),
            (),
            (),
        )
    choice = timeline.chosen(table, time)
    values, keep, notes = timeline.kept(choice, table.lines, day_first)
    said = (f"Times are taken from “{choice.label}”.",) if len(choice.used) > 1 else ()
    return pd.DatetimeIndex(values[keep], name="time"), keep, choice.used, (*said, *notes)


def refuse_layouts(table: tables.Table) -> None:
    """Raises UnreadableFile for prose, and for a table with a column for each month."""
    months = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    starts = {name[:3].lower() for name in table.names}
    if len(starts & set(months)) >= 11:
        raise UnreadableFile(
            "The table has a column for each month. Turn it into one row for each month: a date and a value."
        )
    if len(table.columns) == 1:
        spaced = pc.match_substring_regex(table.columns[0], r"\S\s+\S")
        if pc.sum(spaced).as_py() >= 0.5 * len(table.lines):
            raise UnreadableFile(
                "The file is text without columns. "
                "Separate the columns with commas, semicolons or tabs, below a header row."
            )


def repeated(table: tables.Table, keep: np.ndarray, index: pd.Index) -> np.ndarray:
    """Which kept rows repeat an earlier row in every cell, those left out as text too."""
    alike = np.zeros(len(index), bool)
    again = np.flatnonzero(index.duplicated(keep=False))
    if len(again):
        cells = {at: column.filter(keep).take(again).to_pandas() for at, column in enumerate(table.columns)}
        alike[again] = pd.DataFrame(cells).duplicated().to_numpy()
    return alike


def without_row_counts(numbers: dict[str, np.ndarray], index: pd.Index) -> tuple[dict[str, np.ndarray], list[str]]:
    """The columns without a count of the rows and without a second copy of the times; and notes."""
    left, notes = dict(numbers), []
    for name, values in numbers.items():
        count = COUNTS.fullmatch(name) and values[0] in (0, 1) and (np.diff(values) == 1).all()
        stamps = isinstance(index, pd.DatetimeIndex) and any(
            np.array_equal(values, index.asi8 / scale) for scale in (1e9, 1e6, 1e3)
        )
        if (count or stamps) and len(left) > 1:
            del left[name]
            notes.append(f"“{name}” only {'numbers the rows' if count else 'repeats the times'} and is left out.")
    return left, notes


def title(name: str) -> str:
    """The file's name without folders, ending and unprintable characters, at most 200 characters."""
    stem = PurePath(name.replace("\\", "/").replace("\0", "")).stem
    return "".join(sign for sign in stem if sign.isprintable()).strip()[:200] or "data"
