"""Files with a row for each series: its name, then its values along the row, of unequal length, as M4 has them.

Such a table has no times, and the ordinary reader refuses it. It is told by its header, whose cells count (V1, V2 ...),
or by having none; a table that merely has words in its first column may be anything else.
"""

import re

import numpy as np
import pandas as pd

from lstm_core.data.reading import crosswise, decoding, dialects, headers, numerals, unpacking
from lstm_core.data.series import Dataset
from lstm_core.errors import UnreadableFile
from lstm_core.many.asked import MOST

COUNTED = re.compile(r"[^\W\d]*[ _.]?(\d+)")
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
FEWEST = 5  # values of the longest row: less may be any small table


def read(content: bytes, name: str) -> Dataset | None:
    """The series as columns over row numbers, each from row 0 on; None where the file is laid out otherwise.

    Raises UnreadableFile for a file of this kind with a name that comes twice, a word among the numbers, or too many
    series; and as decoding does.
    """
    form, content = unpacking.unpacked(content)
    if form in ("parquet", "xlsx"):
        return None
    text, _, _ = decoding.decode(content)
    dialect = dialects.find(text)
    if dialect.delimiter == dialects.SPACES:
        dialect = dialects.Dialect(",")
    lines = [(line, [cell.strip() for cell in cells]) for line, cells in dialects.rows(text, dialect)]
    if lines and counts(lines[0][1]):
        lines = lines[1:]
    elif not lines or not is_row(lines[0][1]) or crosswise.times_across(lines[0][1]):
        return None
    if len(lines) < 2 or sum(is_row(cells) for _, cells in lines) < 0.9 * len(lines):
        return None
    values = {}
    for line, cells in lines:
        if cells[0] in values:
            raise UnreadableFile(f"Row {line:,} is called “{cells[0][:60]}”, as one before it. Give each row its name.")
        values[cells[0][:200]] = numbers(line, cells)
    if max(map(len, values.values())) < FEWEST:
        return None
    if len(values) > MOST:
        raise UnreadableFile(f"The file holds {len(values):,} series; the most is {MOST:,}. Bring fewer of them.")
    said = f"Each of the {len(values):,} rows is a series of its own; rows are numbered, for the file has no times."
    return Dataset(side_by_side(values), name, f"file {name}", (said,))


def joined(first: Dataset, second: Dataset) -> Dataset:
    """The series of two files of this kind, the values of the second behind those of the first, by name.

    Raises UnreadableFile where they do not hold the same series.
    """
    if set(first.frame) != set(second.frame):
        raise UnreadableFile("The two files do not hold the same series. Bring those whose rows have the same names.")
    values = {
        name: np.concatenate([first.frame[name].dropna(), second.frame[name].dropna()]) for name in first.frame.columns
    }
    said = f"The values of “{second.name}” stand behind those of “{first.name}”."
    return Dataset(side_by_side(values), first.name, first.source, (*first.notes, said))


def counts(cells: list[str]) -> bool:
    """Whether a header's cells behind the first count from 0, 1 or 2 on, as V2, V3, V4 do; years do not.

    >>> counts(["id", "V2", "V3", "V4"]), counts(["H1", "605", "586", "586"]), counts(["land", "2001", "2002"])
    (True, False, False)
    """
    found = [COUNTED.fullmatch(cell) for cell in cells[1:] if cell]
    if len(found) < 2 or not all(found):
        return False
    numbers = [int(match[1]) for match in found]
    return numbers[0] <= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def is_row(cells: list[str]) -> bool:
    """Whether a row is a word, not a date, and numbers behind it."""
    said = [cell for cell in cells[1:] if cell.lower() not in numerals.MISSING]
    return headers.kind(cells[0]) == "text" and bool(said) and all(NUMBER.fullmatch(cell) for cell in said)


def numbers(line: int, cells: list[str]) -> np.ndarray:
    """A row's values up to its last; what is missing between them is NaN. Raises UnreadableFile."""
    said = [("" if cell.lower() in numerals.MISSING else cell) for cell in cells[1:]]
    if odd := next((cell for cell in said if cell and not NUMBER.fullmatch(cell)), None):
        raise UnreadableFile(
            f"Row {line:,} holds “{odd[:40]}” among its numbers. Correct that cell, or leave it blank."
        )
    there = [at for at, cell in enumerate(said) if cell]
    return np.array([float(cell or "nan") for cell in said[: there[-1] + 1 if there else 0]])


def side_by_side(values: dict[str, np.ndarray]) -> pd.DataFrame:
    """Series of unequal length as columns, NaN behind the end of each."""
    longest = max(map(len, values.values()))
    filled = {name: np.pad(one, (0, longest - len(one)), constant_values=np.nan) for name, one in values.items()}
    return pd.DataFrame(filled, index=pd.Index(np.arange(longest), dtype="int64", name="time"))
