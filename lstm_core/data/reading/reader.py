"""A file to a Dataset: what it holds is found, mends are noted, doubts are refused."""

import re
from pathlib import PurePath
from typing import NamedTuple

import numpy as np
import pandas as pd

from lstm_core.data.reading import (
    decoding,
    forms,
    layouts,
    numerals,
    ordering,
    parquets,
    tables,
    timeline,
    understanding,
    unpacking,
    workbooks,
)
from lstm_core.data.reading.notes import Note, listed
from lstm_core.data.reading.tables import Table
from lstm_core.data.reading.timeline import ROW_NUMBER
from lstm_core.data.reading.understanding import TimeFound, Understood
from lstm_core.data.series import Dataset
from lstm_core.errors import NoNumbers, NoTimeColumn, TooLittleData, UnreadableFile

COUNTS = re.compile(r"column 1|idx|unnamed: 0|no\.?|nr\.?|id|index|row|instant|#", re.IGNORECASE)

__all__ = ["ROW_NUMBER", "candidates", "read", "sheets", "understand"]


class Source(NamedTuple):
    """A table out of a file, and how the file was opened."""

    table: Table
    format: str
    encoding: str | None = None
    sheet: str | None = None
    notes: tuple[Note, ...] = ()


def read(content: bytes, name: str, time: str | None = None, **choices: object) -> Dataset:
    """The dataset in a file, with the choices of `understand`; an order of day and month that is open is refused."""
    found = understand(content, name, time=time, **choices)
    if found.time.ambiguous:
        raise UnreadableFile(
            f"The dates in “{found.time.column}” can be read day first or month first and the file does not tell "
            "which. Say which, or write dates as 2020-12-31."
        )
    return found.dataset


def understand(
    content: bytes,
    name: str,
    *,
    time: str | None = None,
    day_first: bool | None = None,
    decimal: str | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    key: tuple[str, str] | None = None,
    duplicates: str | None = None,
    keep_marks: bool = False,
) -> Understood:
    """What a file holds and how it was read. Raises UnreadableFile, NoTimeColumn, NoNumbers or TooLittleData.

    What is None is found. `time` is one of `candidates`, or ROW_NUMBER to number the rows from 0. `day_first`
    and `decimal` ("." or ",") settle what a file may leave open, `sheet` and `header_row` where the table stands,
    `key` (a column and its word) which of several stacked series is meant, `duplicates` ("first" or "last") which
    row counts where several share a time. `keep_marks` keeps values such as -9999 as numbers.
    """
    source = opened(content, sheet, header_row, time)
    table = source.table
    layouts.refuse_others(table)
    table, keyed = layouts.one_series(table, key)
    rows_read = len(table.lines)
    found, index, keep, used, more = times_of(table, time, day_first)
    names = table.names
    table = table.only(keep)
    columns = {name: table.columns[at] for at, name in enumerate(names) if at not in used}
    known = {names[at]: values for at, values in table.numbers.items() if at not in used}
    numbers = numerals.read(columns, table.lines, table.delimiter, decimal, known, keep_marks)
    left, dropped = without_row_counts(numbers.columns, index)
    if "time" in left:
        left = {"time (column)" if column == "time" else column: values for column, values in left.items()}
    if not left:
        raise NoNumbers("No column of the file holds numbers beside the times. Bring a file with a column of numbers.")
    if len(index) < 2:
        raise TooLittleData("The file holds only 1 row of data. Bring a longer series.")
    frame, ordered = ordering.in_order(pd.DataFrame(left, index=index, copy=False), table, duplicates)
    return understanding.of(
        Dataset(frame=frame, name=title(name), source=f"file {title(name)}"),
        table.units | numbers.units,
        (*source.notes, *table.notes, *keyed, *more, *numbers.notes, *dropped, *ordered),
        format=source.format,
        encoding=source.encoding,
        sheet=source.sheet,
        delimiter=table.delimiter,
        decimal=numbers.decimal if source.encoding else None,
        header_row=table.header_row,
        time=found,
        rows_read=rows_read,
    )


def candidates(content: bytes, sheet: str | None = None, header_row: int | None = None) -> tuple[str, ...]:
    """What `read` accepts as `time` besides ROW_NUMBER, the likeliest first; joined columns as “Date + Time”."""
    table = opened(content, sheet, header_row, most=2000).table
    return tuple(choice.label for choice in timeline.choices(table))


def sheets(content: bytes) -> tuple[str, ...]:
    """The names of a workbook's sheets; empty for a file of another format. Raises UnreadableFile."""
    form, content = unpacking.unpacked(content)
    return workbooks.sheets(content) if form == "xlsx" else ()


def opened(
    content: bytes, sheet: str | None, header_row: int | None, time: str | None = None, most: int | None = None
) -> Source:
    """The table in a file of any format, by its content."""
    form, content = unpacking.unpacked(content)
    if form == "parquet":
        return Source(parquets.read(content), form)
    if form == "xlsx":
        return in_workbook(content, sheet, header_row, time)
    text, encoding, notes = decoding.decode(content)
    return Source(tables.parse(text, most, header_row), form, encoding, notes=notes)


def in_workbook(content: bytes, sheet: str | None, header_row: int | None, time: str | None) -> Source:
    """The first sheet with a table that has times, else the first with a table."""
    names, first = workbooks.sheets(content), None
    for name, table in workbooks.read(content, sheet, header_row):
        others = [other for other in names if other != name]
        said = f"Read the sheet “{name}”; there {'is' if len(others) == 1 else 'are'} also {listed(others)}"
        notes = (Note("sheet", said, undo="sheet"),) if others and sheet is None else ()
        found = Source(table, "xlsx", sheet=name, notes=notes)
        first = first or found
        if time or any(choice.strength for choice in timeline.choices(table)):
            return found
    return first


def times_of(
    table: Table, time: str | None, day_first: bool | None
) -> tuple[TimeFound, pd.Index, np.ndarray, tuple[int, ...], list[Note]]:
    """How the times stand, the index of the kept rows, which rows (rows,) are kept, the columns used up, and notes."""
    if time == ROW_NUMBER:
        count = len(table.lines)
        return TimeFound(None), pd.Index(np.arange(count), dtype="int64", name="time"), np.ones(count, bool), (), []
    choice = timeline.chosen(table, time)
    read_times, keep, notes = timeline.kept(table, choice, day_first)
    if len(choice.used) > 1:
        notes = [Note("joined_time", f"Times are taken from “{choice.label}”"), *notes]
    if not keep.any():
        raise NoTimeColumn(f"The column “{choice.label}” holds no times that can be read. {timeline.ASK}")
    example = choice.cells[int(keep.argmax())].as_py()
    pattern = forms.pattern(choice.form, example, read_times.day_first)
    found = TimeFound(choice.label, pattern, read_times.ambiguous)
    return found, pd.DatetimeIndex(read_times.values[keep], name="time"), keep, choice.used, notes


def without_row_counts(numbers: dict[str, np.ndarray], index: pd.Index) -> tuple[dict[str, np.ndarray], list[Note]]:
    """The columns without a count of the rows and without a second copy of the times; and notes."""
    left, notes = dict(numbers), []
    for name, values in numbers.items():
        count = COUNTS.fullmatch(name) and values[0] in (0, 1) and (np.diff(values) == 1).all()
        stamps = isinstance(index, pd.DatetimeIndex) and any(
            np.array_equal(values, index.asi8 / scale) for scale in (1e9, 1e6, 1e3)
        )
        if (count or stamps) and len(left) > 1:
            del left[name]
            notes.append(
                Note(
                    "row_count", f"Left out “{name}”, which only {'numbers the rows' if count else 'repeats the times'}"
                )
            )
    return left, notes


def title(name: str) -> str:
    """The file's name without folders, ending and unprintable characters, at most 200 characters."""
    stem = PurePath(name.replace("\\", "/").replace("\0", "")).stem
    return "".join(sign for sign in stem if sign.isprintable()).strip()[:200] or "data"
