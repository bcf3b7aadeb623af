"""A file of any format, by its content, to the table in it; and its first rows as they stand."""

from itertools import islice
from typing import NamedTuple

from lstm_core.data.reading import decoding, dialects, parquets, tables, timeline, unpacking, workbooks
from lstm_core.data.reading.notes import Note, listed
from lstm_core.data.reading.tables import Table

SHOWN = 12


class Source(NamedTuple):
    """A table out of a file, and how the file was opened."""

    table: Table
    format: str
    encoding: str | None = None
    sheet: str | None = None
    notes: tuple[Note, ...] = ()


def table_in(
    content: bytes,
    sheet: str | None = None,
    header_row: int | None = None,
    time: str | None = None,
    most: int | None = None,
    keep_footer: bool = False,
) -> Source:
    """The table in a file, or its first `most` rows of text. Raises UnreadableFile."""
    form, content = unpacking.unpacked(content)
    if form == "parquet":
        return Source(parquets.read(content), form)
    if form == "xlsx":
        return in_workbook(content, sheet, header_row, time)
    text, encoding, notes = decoding.decode(content)
    return Source(tables.parse(text, most, header_row, keep_footer), form, encoding, notes=notes)


def in_workbook(content: bytes, sheet: str | None, header_row: int | None, time: str | None) -> Source:
    """The first sheet with a table that has times, else the first with a table."""
    names, first = workbooks.sheets(content), None
    for name, table in workbooks.read(content, sheet, header_row):
        others = [other for other in names if other != name]
        said = f"Read the sheet “{name}”; there {'is' if len(others) == 1 else 'are'} also {listed(others)}"
        notes = (Note("sheet", said, undo="sheet", choices={"sheet": others[0]}),) if others and sheet is None else ()
        found = Source(table, "xlsx", sheet=name, notes=notes)
        first = first or found
        if time or any(choice.strength for choice in timeline.choices(table)):
            return found
    return first


def sheets(content: bytes) -> tuple[str, ...]:
    """The names of a workbook's sheets; empty for a file of another format. Raises UnreadableFile."""
    form, content = unpacking.unpacked(content)
    return workbooks.sheets(content) if form == "xlsx" else ()


def first_rows(content: bytes, sheet: str | None = None) -> tuple[tuple[str, ...], ...]:
    """The first 12 rows as they stand in the file, to choose a header row from: the n-th is row n, blank ones empty.

    Empty for Parquet, whose columns have names. Raises UnreadableFile.
    """
    form, content = unpacking.unpacked(content)
    if form == "parquet":
        return ()
    if form == "xlsx":
        return workbooks.first_rows(content, sheet, SHOWN)
    text, _, _ = decoding.decode(content)
    found: dict[int, tuple[str, ...]] = {}
    for line, cells in islice(dialects.rows(text, dialects.find(text)), SHOWN):
        if line > SHOWN:
            break
        found[line] = tuple(cell.strip()[:200] for cell in cells)
    return tuple(found.get(line, ()) for line in range(1, max(found, default=0) + 1))
