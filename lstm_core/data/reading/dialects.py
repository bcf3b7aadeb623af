"""How a text splits into cells: by a sign, by white space, or at fixed places; and its rows of cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lstm_core.data.reading import places
from lstm_core.data.reading.places import Rows
from lstm_core.errors import UnreadableFile

DELIMITERS = ",;\t|"
SAMPLE_ROWS = 200
SAMPLE_SIGNS = 65_536
LONGEST_CELL = 131_072
APART = re.compile(r"\S\s{2,}\S")
PLACED = r"(?<!\d),(?! )|,(?![\d ])"  # a comma that is neither within a number nor before a space
SPACES = " "


@dataclass(frozen=True)
class Dialect:
    """A delimiter, or a space for white space; `spans` (from, to) are the columns that stand at fixed places."""

    delimiter: str
    quote: str = '"'
    spans: tuple[tuple[int, int], ...] = ()
    skipped: int = 0


def find(text: str) -> Dialect:
    """The dialect that splits the first rows most evenly into clean cells; commas when there is but one column."""
    if hint := re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE):
        return Dialect(hint[1], skipped=1)
    quote = "'" if re.match(r"'[^'\n]*'[,;\t|]", text) else '"'
    sample = text[:SAMPLE_SIGNS] if len(text) <= SAMPLE_SIGNS else text[:SAMPLE_SIGNS].rpartition("\n")[0] or text
    best = (0.0, 0.0, 0, "")
    for sign in DELIMITERS:
        reader = csv.reader(
            io.StringIO(sample[:SAMPLE_SIGNS], newline=""), delimiter=sign, quotechar=quote, skipinitialspace=True
        )
        try:
            rows = [row for row in islice(reader, SAMPLE_ROWS) if any(cell.strip() for cell in row)]
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
    if best[0] < 0.6 and (spaced := places.find(sample)) is not None:
        return Dialect(SPACES, spans=spaced)
    return Dialect(best[-1] or ",", quote)


def is_clean(cell: str, delimiter: str) -> bool:
    """Whether a cell holds no other delimiter, save commas within a number or before a space, and no wide gap."""
    cell = cell.strip()
    others = set(DELIMITERS) - {delimiter}
    found = {sign for sign in others if sign in cell}
    return (not found or (found == {","} and not re.search(PLACED, cell))) and not APART.search(cell)


def rows(text: str, dialect: Dialect) -> Rows:
    """Every row that is not blank. Raises UnreadableFile, naming the row, for what does not fit the dialect."""
    if dialect.delimiter == SPACES:
        return places.rows(text, dialect.spans)
    return delimited_rows(text, dialect)


def delimited_rows(text: str, dialect: Dialect) -> Rows:
    """Rows of cells between delimiters."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(
        lines_of(text),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        strict=True,
        skipinitialspace=True,
    )
    line = 1
    try:
        for cells in reader:
            if line > dialect.skipped and "".join(cells).strip():
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as fault:
        if "end of data" in str(fault):
            raise UnreadableFile(
                f"A quotation mark that opens in row {line:,} is never closed. Correct that row."
            ) from fault
        if "limit" in str(fault):
            raise UnreadableFile(
                f"A cell in row {line:,} is too long to be data; a quotation mark may not be closed. Correct that row."
            ) from fault
        raise UnreadableFile(
            f"Row {line:,} is not well formed: a quotation mark stands inside a cell. Correct it."
        ) from fault


def lines_of(text: str) -> Iterator[str]:
    """The lines one by one, ends included: a text file in memory would hold four bytes for each sign."""
    if "\n" not in text:
        yield from io.StringIO(text, newline="")
        return
    start, end = 0, text.find("\n") + 1
    while end:
        yield text[start:end]
        start, end = end, text.find("\n", end) + 1
    if start < len(text):
        yield text[start:]
