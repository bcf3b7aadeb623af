"""A file to a Dataset: what it holds is found, mends are noted, doubts are refused."""

import re
from collections.abc import Callable
from pathlib import PurePath

import numpy as np
import pandas as pd

from lstm_core.data.reading import (
    forms,
    layouts,
    numerals,
    opening,
    ordering,
    stacked,
    timeline,
    understanding,
)
from lstm_core.data.reading.notes import Note, counted
from lstm_core.data.reading.tables import Table
from lstm_core.data.reading.times import ROW_NUMBER
from lstm_core.data.reading.understanding import TimeFound, Understood
from lstm_core.data.series import Dataset
from lstm_core.errors import LabError, NoNumbers, NoTimeColumn, TooLittleData, UnreadableFile

DOTTED = re.compile(r"\. ?%m")
COUNTS = re.compile(r"column 1|idx|unnamed: 0|no\.?|nr\.?|id|index|row|instant|#", re.IGNORECASE)
KEEPABLE = ("footer", "row_count", "time_zone")  # kinds of notes whose mend `keep` leaves out
KEYS_ROWS = 200_000


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
    key: tuple[str, object] | None = None,
    duplicates: str | None = None,
    keep_marks: bool = False,
    keep: frozenset[str] = frozenset(),
    report: Callable[[str], None] | None = None,
) -> Understood:
    """What a file holds and how it was read. Raises UnreadableFile, NoTimeColumn, NoNumbers or TooLittleData.

    What is None is found. `time` is one of `candidates`, or ROW_NUMBER to number the rows from 0. `day_first`
    and `decimal` ("." or ",") settle what a file may leave open, `sheet` and `header_row` where the table stands,
    `key` (a column and its word, or ALL) which of several stacked series is meant, `duplicates` ("first" or "last")
    which row counts where several share a time. `keep_marks` keeps values such as -9999 as numbers, `keep` names
    notes ("footer", "row_count", "time_zone") whose mend is left out. `report` hears each stage as a short text.
    """
    said = report or (lambda stage: None)
    said("Opening the file")
    source = opening.table_in(content, sheet, header_row, time, keep_footer="footer" in keep)
    table = source.table
    rows_read = len(table.lines)
    said(f"Telling the times of {counted(rows_read, 'row')}")
    table, unfolded = layouts.unfolded(table) if key is None and time != ROW_NUMBER else (table, ())
    table, keyed = stacked.one(table, key)
    found, index, keep_rows, used, more = times_of(table, time, day_first, "time_zone" in keep)
    names = table.names
    table = table.only(keep_rows)
    aside = {names.index(key[0])} if key and key[1] is stacked.ALL else set()
    columns = {name: table.columns[at] for at, name in enumerate(names) if at not in {*used, *aside}}
    known = {names[at]: values for at, values in table.numbers.items() if at not in {*used, *aside}}
    said(f"Reading the numbers of {counted(len(columns), 'column')}")
    # Who writes 31.12.2020 may write 1.234 for a thousand, also between commas: the delimiter then settles nothing.
    delimiter = None if DOTTED.search(found.pattern or "") else table.delimiter
    numbers = numerals.read(columns, table.lines, delimiter, decimal, known, keep_marks)
    left, dropped = numbers.columns, []
    if "row_count" not in keep:
        left, dropped = without_row_counts(left, index)
    if "time" in left:
        left = {"time (column)" if column == "time" else column: values for column, values in left.items()}
    if not left:
        raise NoNumbers("No column of the file holds numbers beside the times. Bring a file with a column of numbers.")
    if len(index) < 2:
        raise TooLittleData("The file holds only 1 row of data. Bring a longer series.")
    said("Putting the rows in order")
    frame, beside = pd.DataFrame(left, index=index, copy=False), []
    if aside:
        frame, beside = stacked.side_by_side(frame, table, key[0], duplicates)
        ordered = []
    else:
        frame, ordered = ordering.in_order(frame, table, duplicates)
    return understanding.of(
        Dataset(frame=frame, name=title(name), source=f"file {title(name)}"),
        table.units | numbers.units,
        (*source.notes, *table.notes, *unfolded, *keyed, *more, *numbers.notes, *dropped, *beside, *ordered),
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
    table = opening.table_in(content, sheet, header_row, most=2000).table
    return tuple(choice.label for choice in timeline.choices(table))


def keys(content: bytes, sheet: str | None = None, header_row: int | None = None) -> stacked.Keys | None:
    """What tells several stacked series apart, as `key` takes it; None where the file holds one series."""
    table = opening.table_in(content, sheet, header_row, most=KEYS_ROWS).table
    if found := stacked.by_name(table):
        return found
    try:
        _, index, keep_rows, _, _ = times_of(table, None, None)
    except LabError:
        return None
    if index.duplicated().mean() <= ordering.SHARED:
        return None
    return stacked.by_times(table.only(keep_rows), index)


def times_of(
    table: Table, time: str | None, day_first: bool | None, keep_zone: bool = False
) -> tuple[TimeFound, pd.Index, np.ndarray, tuple[int, ...], list[Note]]:
    """How the times stand, the index of the kept rows, which rows (rows,) are kept, the columns used up, and notes."""
    if time == ROW_NUMBER:
        count = len(table.lines)
        return TimeFound(None), pd.Index(np.arange(count), dtype="int64", name="time"), np.ones(count, bool), (), []
    choice = timeline.chosen(table, time)
    read_times, keep, notes = timeline.kept(table, choice, day_first, keep_zone)
    if len(choice.used) > 1:
        others = [other.label for other in timeline.choices(table) if other.label != choice.label]
        alone = {"time": others[0] if others else ROW_NUMBER}
        notes = [Note("joined_time", f"Times are taken from “{choice.label}”", undo="time", choices=alone), *notes]
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
            said = f"Left out “{name}”, which only {'numbers the rows' if count else 'repeats the times'}"
            notes.append(Note("row_count", said, undo="keep-row_count", choices={"keep": frozenset({"row_count"})}))
    return left, notes


def title(name: str) -> str:
    """The file's name without folders, ending and unprintable characters, at most 200 characters."""
    stem = PurePath(name.replace("\\", "/").replace("\0", "")).stem
    return "".join(sign for sign in stem if sign.isprintable()).strip()[:200] or "data"
