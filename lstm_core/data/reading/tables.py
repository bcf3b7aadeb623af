"""Rows of cells to columns of trimmed strings; a row that would shift is refused, never mended."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc  # costs nothing here: pandas has loaded it

from lstm_core.data.reading import dialects, headers
from lstm_core.data.reading.dialects import SAMPLE_ROWS, Dialect
from lstm_core.data.reading.notes import Note, counted, rows
from lstm_core.data.reading.places import Rows
from lstm_core.errors import UnreadableFile

MOST_COLUMNS = 2000
CHUNK = 2_000
MOST_BELOW = 10
BULK = 2**20  # from this many characters on, the plain part of a text is split by Arrow
FORMULA = r'^="([^"]*)"$'


@dataclass(frozen=True)
class Table:
    """Columns of trimmed text cells (rows,), their unique names, and the file's line of each row.

    `numbers` holds those columns, by position, that are numbers in the file itself and need no reading.
    """

    names: tuple[str, ...]
    columns: tuple[pa.ChunkedArray, ...]
    lines: np.ndarray
    delimiter: str | None = None
    header_row: int | None = None
    units: dict[str, str] = field(default_factory=dict)
    numbers: dict[int, np.ndarray] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    def only(self, keep: np.ndarray) -> "Table":
        """The table with these rows alone."""
        if keep.all():
            return self
        mask = pa.array(keep)
        return Table(
            self.names,
            tuple(column.filter(mask) for column in self.columns),
            self.lines[keep],
            self.delimiter,
            self.header_row,
            self.units,
            {at: column[keep] for at, column in self.numbers.items()},
            self.notes,
        )


def parse(
    text: str,
    most: int | None = None,
    header_row: int | None = None,
    keep_footer: bool = False,
    bulk: int = BULK,
) -> Table:
    """The table in a text, or its first `most` rows. Raises UnreadableFile, naming the row."""
    dialect = dialects.find(text)
    records = dialects.rows(text, dialect)
    first = list(islice(records, SAMPLE_ROWS))
    if first and (widest := max(len(cells) for _, cells in first)) > 2 * MOST_COLUMNS:
        raise too_wide(widest)
    if most is None and len(text) >= bulk and dialect.delimiter != dialects.SPACES and len(first) == SAMPLE_ROWS:
        header = headers.find(first, header_row)
        end = len(text) if keep_footer else end_of_data(text, dialect, len(header.names))
        if (columns := split(text[:end], dialect, header.names, first[header.body][0])) is not None:
            lines = first[header.body][0] + np.arange(len(columns[0]), dtype=np.int64)
            rest = ((line + int(lines[-1]), cells) for line, cells in dialects.rows(text[end:], dialect))
            below, more, notes = stacked(rest, header.names)
            columns = (pa.chunked_array([*one.chunks, *two.chunks]) for one, two in zip(columns, below, strict=True))
            return made(header, tuple(columns), np.concatenate([lines, more]), dialect.delimiter, notes)
    return of_rows(first, records, dialect.delimiter, most, header_row, keep_footer)


def of_rows(
    first: list,
    rest: Rows,
    delimiter: str | None = None,
    most: int | None = None,
    header_row: int | None = None,
    keep_footer: bool = False,
) -> Table:
    """The table in rows, the first of them at hand. Raises UnreadableFile, naming the row."""
    if not first:
        raise UnreadableFile("The file is blank. Choose a file with a header row and rows of data.")
    header = headers.find(first, header_row)
    if len(header.names) > MOST_COLUMNS:
        raise too_wide(len(header.names))
    columns, lines, notes = stacked(islice(chain(first[header.body :], rest), most), header.names, keep_footer)
    if not len(lines):
        raise UnreadableFile("The file has a header but no rows of data. Bring a file with data below the header.")
    return made(header, columns, lines, delimiter, notes)


def too_wide(count: int) -> UnreadableFile:
    """The refusal of a table with too many columns."""
    return UnreadableFile(f"The file has {count:,} columns; the most is {MOST_COLUMNS:,}. Bring fewer columns.")


def made(header: headers.Header, columns: tuple, lines: np.ndarray, delimiter: str | None, notes: list[Note]) -> Table:
    """The table under its names; cells that spreadsheets wrote as ="text" are laid bare."""
    names, renamed = headers.unique(header.names)
    bare = [pc.starts_with(column[:50], "=") for column in columns]
    if formulas := [at for at, starts in enumerate(bare) if pc.any(starts).as_py()]:
        columns = tuple(
            pc.replace_substring_regex(column, FORMULA, r"\1") if at in formulas else column
            for at, column in enumerate(columns)
        )
    units = {names[at]: unit for at, unit in header.units.items() if at < len(names)}
    return Table(names, columns, lines, delimiter, header.row, units, notes=(*header.notes, *notes, *renamed))


def end_of_data(text: str, dialect: Dialect, width: int) -> int:
    """Where the first of the last lines stands that is blank or short: from there on rows are read the strict way."""
    at, end = len(text), len(text)
    for _ in range(MOST_BELOW):
        start = text.rfind("\n", 0, max(at - 1, 0)) + 1
        line = text[start:at]
        if dialect.quote in line:
            return len(text)
        if line.strip() and len(line.split(dialect.delimiter)) > width // 2:
            at = start
            continue
        at = end = start
    return end


def split(text: str, dialect: Dialect, header: list[str], start: int) -> list[pa.ChunkedArray] | None:
    """The columns from line `start` on, split by Arrow; None where the text needs the slower, stricter way."""
    from pyarrow import csv

    at = 0
    for _ in range(start - 1):
        at = text.find("\n", at) + 1
    body = text[at:].encode().rstrip(b"\r\n")
    if len(header) < 2 or not is_plain(body, dialect):
        return None
    odd = []
    try:
        table = csv.read_csv(
            pa.BufferReader(body),
            read_options=csv.ReadOptions(column_names=[str(n) for n in range(len(header))]),
            parse_options=csv.ParseOptions(
                delimiter=dialect.delimiter,
                quote_char=dialect.quote if dialect.quote.encode() in body else False,
                invalid_row_handler=lambda row: odd.append(row.actual_columns) or "skip",
            ),
            convert_options=csv.ConvertOptions(
                column_types={str(n): pa.string() for n in range(len(header))},
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if odd or table.num_rows != body.count(b"\n") + 1 or pc.any(pc.equal(table.column(0), header[0])).as_py():
        return None
    return [trimmed(column) for column in table.columns]


def trimmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column trimmed where its first or last cells need it; what reads odd cells trims them itself."""
    ends = [*column[:SAMPLE_ROWS].to_pylist(), *column[-SAMPLE_ROWS:].to_pylist()]
    return pc.utf8_trim_whitespace(column) if any(cell != cell.strip() for cell in ends) else column


def is_plain(body: bytes, dialect: Dialect) -> bool:
    """Whether no line is blank, and quotation marks stand only around cells: then a line is a row."""
    if b"\n\n" in body or (b"\r" in body and (b"\n\r\n" in body or body.count(b"\r") != body.count(b"\r\n"))):
        return False
    quote, sign = dialect.quote.encode(), dialect.delimiter.encode()
    count = body.count(quote)
    if not count:
        return True
    opens = sum(body.count(pair) for pair in (sign + quote, b"\n" + quote)) + body.startswith(quote)
    closes = sum(body.count(pair) for pair in (quote + sign, quote + b"\n", quote + b"\r\n")) + body.endswith(quote)
    return quote * 2 not in body and opens == closes and opens + closes == count


def stacked(
    records: Iterator, header: list[str], keep_footer: bool = False
) -> tuple[tuple[pa.ChunkedArray, ...], np.ndarray, list[Note]]:
    """Columns under the header, the line of each row, and notes; refuses rows with too many or too few cells."""
    width, repeated, trailing = len(header), [], []
    lines, waiting, chunks = [], [], [[] for _ in header]
    for line, cells in records:
        if keep_footer and len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        if len(cells) <= width // 2:
            trailing.append(line)
            continue
        if trailing:
            raise short(trailing[0], width)
        if cells[0].strip() == header[0] and [cell.strip() for cell in cells] == header:
            repeated.append(line)
            continue
        waiting.append(cells if len(cells) == width else fitted(line, cells, header))
        lines.append(line)
        if len(waiting) == CHUNK:
            flush(waiting, chunks)
    flush(waiting, chunks)
    if len(trailing) > 10:
        raise short(trailing[0], width)
    notes = []
    if repeated:
        notes.append(Note("repeated_header", f"Left out {counted(len(repeated), 'repeated header')}", rows(repeated)))
    if trailing:
        said = f"Left out {counted(len(trailing), 'short row')} at the end"
        notes.append(Note("footer", said, rows(trailing), "keep-footer", {"keep": frozenset({"footer"})}))
    columns = tuple(pa.chunked_array(parts, type=pa.string()) for parts in chunks)
    return columns, np.array(lines, dtype=np.int64), notes


def flush(waiting: list[list[str]], chunks: list[list[pa.Array]]) -> None:
    """Moves the waiting rows into Arrow columns, which take a tenth of the memory."""
    for cells, parts in zip(zip(*waiting, strict=True), chunks, strict=False):
        parts.append(pc.utf8_trim_whitespace(pa.array(cells, type=pa.string())))
    waiting.clear()


def fitted(line: int, cells: list[str], header: list[str]) -> list[str]:
    """A row at the header's width when all that differs is blank; raises UnreadableFile otherwise."""
    width = len(header)
    if len(cells) > width and not "".join(cells[width:]).strip():
        return cells[:width]
    if len(cells) < width and not any(header[len(cells) :]):
        return cells + [""] * (width - len(cells))
    if len(cells) < width:
        raise short(line, width, len(cells))
    raise UnreadableFile(
        f"Row {line:,} has {len(cells)} cells but the header has {width}, so values would stand under wrong names. "
        "Correct that row, or put quotation marks around cells that hold the delimiter."
    )


def short(line: int, width: int, cells: int | None = None) -> UnreadableFile:
    """The refusal of a row with too few cells."""
    found = f"{cells} cells" if cells else "too few cells"
    return UnreadableFile(f"Row {line:,} has {found}; the header has {width}. Correct that row or delete it.")
