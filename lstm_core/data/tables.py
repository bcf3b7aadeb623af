"""Delimited text to columns of trimmed strings; a row that would shift is refused, never mended."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc  # costs nothing here: pandas has loaded it

from lstm_core.errors import UnreadableFile

DELIMITERS = ",;\t|"
MOST_COLUMNS = 2000
CHUNK = 2_000
VALUE = re.compile(r"[\s\d.,:+\-−/'’%$€£()eETZ?]*\d[\s\d.,:+\-−/'’%$€£()eETZKMB]*")


@dataclass(frozen=True)
class Table:
    """Columns of trimmed text cells (rows,), their unique names, and the file's line of each row."""

    names: tuple[str, ...]
    columns: tuple[pa.ChunkedArray, ...]
    lines: np.ndarray
    delimiter: str
    notes: tuple[str, ...]


def parse(text: str, most: int | None = None) -> Table:
    """The table in a text, or its first `most` rows. Raises UnreadableFile, naming the row."""
    hint = re.match(r"sep=(.)\r?\n", text)
    quote = "'" if re.match(r"'[^'\n]*'[,;\t|]", text) else '"'
    delimiter = hint[1] if hint else delimiter_of(text, quote)
    rows = records(text, delimiter, quote)
    if hint:
        next(rows)
    first = list(islice(rows, 200))
    width = Counter(len(cells) for _, cells in first).most_common(1)[0][0]
    above = preamble(first, width)
    header, body, notes = headed(first[above:], skipped=above)
    if len(header) > MOST_COLUMNS:
        raise UnreadableFile(
            f"The file has {len(header):,} columns; the most is {MOST_COLUMNS:,}. Bring fewer columns."
        )
    columns, lines, more = stacked(islice(chain(body, rows), most), header)
    if not len(lines):
        raise UnreadableFile("The file has a header but no rows of data. Bring a file with data below the header.")
    names, renamed = unique(header)
    return Table(names, columns, lines, delimiter, (*notes, *more, *renamed))


def records(text: str, delimiter: str, quote: str) -> Iterator[tuple[int, list[str]]]:
    """(line of the file, cells) of every row that is not blank."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote, strict=True, skipinitialspace=True
    )
    line = 1
    try:
        for cells in reader:
            if "".join(cells).strip():
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as fault:
        if "end of data" in str(fault):
            raise UnreadableFile(
                f"A quotation mark that opens in row {line:,} is never closed. Correct that row."
            ) from fault
        if "limit" in str(fault):
            raise UnreadableFile(f"A cell in row {line:,} is too long to be data. Correct that row.") from fault
        raise UnreadableFile(
            f"Row {line:,} is not well formed: a quotation mark stands inside a cell. Correct it."
        ) from fault


def delimiter_of(text: str, quote: str) -> str:
    """The sign that splits the first rows most evenly into clean cells; a comma when there is but one column."""
    sample = text[:65_536] if len(text) <= 65_536 else text[:65_536].rpartition("\n")[0] or text[:65_536]
    best = (0.0, 0.0, 0, ",")
    for sign in DELIMITERS:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=sign, quotechar=quote, skipinitialspace=True)
        try:
            rows = [row for row in islice(reader, 200) if any(cell.strip() for cell in row)]
        except csv.Error:
            continue
        if not rows:
            continue
        width, count = Counter(len(row) for row in rows).most_common(1)[0]
        if width < 2 or count < 0.5 * len(rows):
            continue
        cells = [cell for row in rows[1:] or rows for cell in row]
        clean = sum(is_clean(cell, sign) for cell in cells) / len(cells)
        best = max(best, (round(clean, 2), count / len(rows), width, sign))
    return best[-1]


def is_clean(cell: str, delimiter: str) -> bool:
    """Whether a cell holds no other delimiter, save commas within a number."""
    others = set(DELIMITERS) - {delimiter}
    found = {sign for sign in others if sign in cell.strip()}
    return not found or (found == {","} and VALUE.fullmatch(cell.strip()) is not None)


def preamble(rows: list, width: int) -> int:
    """How many rows above the table have at most half its cells."""
    above = 0
    while above < len(rows) - 1 and len(rows[above][1]) <= width // 2:
        above += 1
    return above


def headed(rows: list, skipped: int) -> tuple[list[str], list, tuple[str, ...]]:
    """The header's names, the rows below it, and notes; numbered names where the first row is data already."""
    notes = (f"{skipped} rows above the header are left out.",) if skipped else ()
    header = [cell.strip() for cell in rows[0][1]]
    kinds = [[kind(cell.strip()) for cell in cells] for _, cells in rows[:2]]
    if (
        "value" not in kinds[0]
        or len(rows) < 2
        or any(a != b and "" not in (a, b) for a, b in zip(*kinds, strict=False))
    ):
        return header, rows[1:], notes
    if skipped:
        raise UnreadableFile(f"Row {rows[0][0]} should name the columns but holds numbers. Add a header row above it.")
    return [""] * len(header), rows, ("The file has no header row; the columns are numbered.",)


def kind(cell: str) -> str:
    """`value` for numbers and dates, `text`, or nothing for a blank."""
    if not cell:
        return ""
    return "value" if VALUE.fullmatch(cell) else "text"


def stacked(rows: Iterator, header: list[str]) -> tuple[tuple[pa.ChunkedArray, ...], np.ndarray, tuple[str, ...]]:
    """Columns under the header, the line of each row, and notes; refuses rows with too many or too few cells."""
    width, repeated, trailing = len(header), 0, []
    lines, waiting, chunks = [], [], [[] for _ in header]
    for line, cells in rows:
        if len(cells) <= width // 2:
            trailing.append(line)
            continue
        if trailing:
            raise short(trailing[0], width)
        if cells[0] == header[0] and [cell.strip() for cell in cells] == header:
            repeated += 1
            continue
        waiting.append(cells if len(cells) == width else fitted(line, cells, header))
        lines.append(line)
        if len(waiting) == CHUNK:
            flush(waiting, chunks)
    flush(waiting, chunks)
    if len(trailing) > 10:
        raise short(trailing[0], width)
    notes = [f"{repeated} repeated header rows are left out."] if repeated else []
    if trailing:
        notes.append(f"{len(trailing)} short rows at the end (from row {trailing[0]:,}) are left out as a footer.")
    columns = tuple(pa.chunked_array(parts, type=pa.string()) for parts in chunks)
    return columns, np.array(lines, dtype=np.int64), tuple(notes)


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


def unique(header: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The header's names, one line each, at most 200 characters, blank ones numbered, no two alike; and notes."""
    names, taken, repeats = [], set(), 0
    for position, raw in enumerate(header, 1):
        name = " ".join(raw.split())[:200] or f"column {position}"
        base, count = name[:190], 1
        while name in taken:
            count += 1
            name = f"{base} {count}"
        repeats += count > 1
        taken.add(name)
        names.append(name)
    return tuple(names), (f"{repeats} columns with a name used twice got a number.",) if repeats else ()
