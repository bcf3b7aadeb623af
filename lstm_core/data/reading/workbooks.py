"""Excel workbooks: bounded before they are opened, any sheet, a table anywhere on it."""

import datetime
import io
import re
import warnings
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice

import numpy as np

from lstm_core.data.reading import tables
from lstm_core.data.reading.numerals import MISSING
from lstm_core.data.reading.tables import Table
from lstm_core.errors import UnreadableFile

MOST_PARTS = 2_000
MOST_BYTES = 64 * 2**20  # one part, unpacked: some 200,000 rows of eight columns
MOST_TOGETHER = 160 * 2**20
MOST_CELLS = 12_000_000
DECLARATIONS = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
EMPTY_FORMULA = re.compile(rb"</(?:\w+:)?f>\s*(?:<v\s*/>|<v></v>|</c>)")
BROKEN = (
    zipfile.BadZipFile, zlib.error, ET.ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    EOFError, OSError, NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip


def sheets(content: bytes) -> tuple[str, ...]:
    """The names of the workbook's sheets. Raises UnreadableFile."""
    check(content)
    return tuple(sheet.title for sheet in opened(content).worksheets)


def read(content: bytes, sheet: str | None = None, header_row: int | None = None) -> Iterator[tuple[str, Table]]:
    """The sheets that hold a table, each with its table; only the one named. Raises UnreadableFile."""
    check(content)
    book = opened(content)
    names = [each.title for each in book.worksheets]
    if sheet is not None and sheet not in names:
        raise UnreadableFile(f"The workbook has no sheet “{sheet[:60]}”; it has {', '.join(names)[:300]}.")
    refusal, none = None, True
    for each in book.worksheets:
        if sheet in (None, each.title):
            try:
                found = table_of(each, header_row)
            except UnreadableFile as refused:
                refusal = refusal or refused
                continue
            none = False
            yield each.title, found
    if none:
        raise refusal or UnreadableFile("The workbook has no sheet with cells. Bring one with a table.")


def first_rows(content: bytes, sheet: str | None, most: int) -> tuple[tuple[str, ...], ...]:
    """The first rows of a sheet, the first one unless it is named, as text. Raises UnreadableFile."""
    check(content)
    book = opened(content)
    chosen = next((each for each in book.worksheets if sheet in (None, each.title)), None)
    if chosen is None:
        raise UnreadableFile(f"The workbook has no sheet “{sheet[:60]}”. Choose another one.")
    return tuple(tuple(text_of(cell)[:200] for cell in cells) for cells in islice(cells_of(chosen), most))


def check(content: bytes) -> None:
    """Raises UnreadableFile for zip archives that are no workbook, swamp the reader or are protected."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            refuse_others(names)
            sizes = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels", ".vml"))]
            if len(parts) > MOST_PARTS or max(sizes) > MOST_BYTES or sum(sizes) > MOST_TOGETHER:
                raise UnreadableFile(
                    f"The workbook of {len(content) / 2**20:.1f} MB unpacks to {sum(sizes) / 2**20:,.0f} MB in "
                    f"{len(parts):,} parts, more than can be read. Save the one sheet as CSV and bring that."
                )
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableFile("The workbook is protected with a password. Save it without one.")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    refuse_dangers(part.filename, archive.read(part))
    except BROKEN as fault:
        raise damaged() from fault


def refuse_others(names: set[str]) -> None:
    """Raises UnreadableFile for archives that are no .xlsx workbook."""
    if "xl/workbook.bin" in names:
        raise UnreadableFile("The file is a binary Excel workbook (.xlsb). Save it as .xlsx or CSV and bring that.")
    if "content.xml" in names:
        raise UnreadableFile("The file is an OpenDocument file. Save it as .xlsx or CSV and bring that.")
    if not any(name.startswith("xl/worksheets/") for name in names):
        raise UnreadableFile("The file is a zip archive, not an Excel workbook. Unpack it, and bring the table in it.")


def refuse_dangers(name: str, part: bytes) -> None:
    """Raises UnreadableFile for declared entities, which blow up, and formulas without a result."""
    if any(word in part for word in DECLARATIONS):
        raise UnreadableFile("The workbook declares XML entities, which no program writes. Save it as CSV.")
    if name.startswith("xl/worksheets/") and EMPTY_FORMULA.search(part):
        raise UnreadableFile(
            "The workbook holds formulas without their results. Open it in Excel, save it, and bring it again."
        )


def opened(content: bytes):
    """The workbook for reading, results in place of formulas. Raises UnreadableFile."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except BROKEN as fault:
        raise damaged() from fault


def damaged() -> UnreadableFile:
    """The refusal of a workbook that can't be opened."""
    return UnreadableFile("The Excel workbook is damaged or cut off. Fetch it again, or save it as CSV.")


def table_of(sheet, header_row: int | None) -> Table:
    """The table on a sheet, wherever it starts; columns of numbers are taken as they are. Raises UnreadableFile."""
    grid = {line: cells for line, cells in enumerate(cells_of(sheet), 1) if any(cell is not None for cell in cells)}
    if not grid:
        raise UnreadableFile(f"The sheet “{sheet.title}” is empty. Choose another sheet.")
    left = min(next(at for at, cell in enumerate(cells) if cell is not None) for cells in grid.values())
    right = max(len(cells) for cells in grid.values())
    grid = {line: [*cells[left:], *[None] * (right - len(cells))] for line, cells in grid.items()}
    rows = ((line, [text_of(cell) for cell in cells]) for line, cells in grid.items())
    first = [row for _, row in zip(range(tables.SAMPLE_ROWS), rows, strict=False)]
    found = tables.of_rows(first, rows, header_row=header_row)
    for at in range(len(found.names)):
        cells = [missing_or(grid[line][at]) for line in found.lines.tolist()]
        kinds = {type(cell) for cell in cells} - {type(None)}
        if kinds and kinds <= {int, float}:
            found.numbers[at] = np.array([np.nan if cell is None else cell for cell in cells], dtype=np.float64)
    return found


def missing_or(cell: object) -> object:
    """The cell, or None where it is a word for a missing value, such as #N/A."""
    return None if isinstance(cell, str) and cell.strip().lower() in MISSING else cell


def cells_of(sheet) -> Iterator[tuple]:
    """The rows of a sheet as it holds them, from its first; stops beyond what can be held."""
    seen = 0
    sheet.reset_dimensions()
    try:
        for cells in sheet.iter_rows(values_only=True):
            seen += len(cells)
            if seen > MOST_CELLS:
                raise UnreadableFile(f"The sheet “{sheet.title}” has too many cells. Save it as CSV and bring that.")
            while cells and cells[-1] is None:
                cells = cells[:-1]
            yield tuple(None if cell == "" else cell for cell in cells)
    except BROKEN as fault:
        raise damaged() from fault


def text_of(cell: object) -> str:
    """A cell as a person would write it; times in ISO form, to the millisecond, which Excel's numbers blur."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        near = cell + datetime.timedelta(microseconds=500)
        near = near.replace(microsecond=near.microsecond // 1000 * 1000)
        return f"{near:%Y-%m-%d}" if near.time() == datetime.time() else near.isoformat(" ", "auto")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
