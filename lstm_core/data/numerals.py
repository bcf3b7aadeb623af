"""Cells of text to numbers: the decimal sign is settled by whole columns, and refused where they can't tell."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_core.errors import UnreadableFile

MISSING = frozenset(
    ("", "na", "n/a", "#n/a", "#na", "nan", "null", "none", "nil", "?", "-", "--", ".", "..", "<na>", "nd")
)
INFINITE = frozenset(sign + word for sign in ("", "+", "-") for word in ("inf", "infinity"))
POWER = r"(?:[eE][+-]?\d+)?$"
PLAIN = r"^[+-]?(?:\d+\.?\d*|\.\d+)" + POWER
POINT = r"^[+-]?(?:(?:\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3})(?:\.\d*)?|\.\d+)" + POWER
COMMA = r"^[+-]?(?:(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d*)?|,\d+)" + POWER
SPACED = r"^[+-]?\d{1,3}(?:['’ \x{00a0}\x{202f}\x{2009}]\d{3})+(?:[.,]\d+)?$"
CURRENCIES = "$€£¥₹"
LARGE = {"K": 1e3, "M": 1e6, "B": 1e9}
# value -> how far the rest must stay away from it, and how often it must stand there, to be a missing-value mark
MARKS = {
    -9999.0: (-4999, 1),
    -99999.0: (-49999, 1),
    -999.0: (-499, 1),
    -9999.9: (-4999, 1),
    -999.9: (-499, 1),
    -200.0: (-50, 2),
}


@dataclass(frozen=True)
class Column:
    """Cells that may be numbers: signs of currency and such taken off, missing ones null."""

    cells: pa.ChunkedArray
    scale: np.ndarray | float
    point: bool
    comma: bool
    notes: tuple[str, ...]

    @property
    def told(self) -> str | None:
        """The decimal sign where this column alone settles it."""
        return None if self.point == self.comma else "." if self.point else ","


def read(
    columns: Mapping[str, pa.ChunkedArray], lines: np.ndarray, delimiter: str, decimal: str | None
) -> tuple[dict, list]:
    """The columns of numbers as {name: float64 (rows,)}, and notes that name those left out.

    Raises UnreadableFile where a column is numbers save for a few cells, or its decimal sign can't be told.
    """
    looked = {name: looked_at(name, cells, lines) for name, cells in columns.items()}
    found = {column.told for column in looked.values() if column and column.told}
    numbers, notes = {}, []
    for name, column in looked.items():
        if column is None:
            continue
        sign = column.told or decimal or sign_by_file(name, column, found, delimiter)
        numbers[name], more = cleaned(name, values(column, sign))
        notes += [*column.notes, *more]
    empty = [name for name in numbers if np.isnan(numbers[name]).all()]
    texts = [name for name in columns if name not in numbers]
    for kind, names in (("no values", empty), ("text", texts)):
        if names:
            notes.append(f"Left out, since they hold {kind}: {listed(names)}.")
    return {name: column for name, column in numbers.items() if name not in empty}, notes


def listed(names: list[str]) -> str:
    """Up to eight names in quotes, and how many more."""
    shown = ", ".join(f"“{name[:60]}”" for name in names[:8])
    return shown + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def all_match(cells: pa.ChunkedArray, pattern: str) -> bool:
    """Whether every cell that is not missing has the pattern."""
    return pc.all(pc.match_substring_regex(cells, pattern), min_count=0).as_py()


def looked_at(name: str, cells: pa.ChunkedArray, lines: np.ndarray) -> Column | None:
    """The column made ready for numbers, or None for text; a few strange cells among numbers are refused."""
    lowered = pc.utf8_lower(cells)
    infinite = pc.is_in(lowered, pa.array(sorted(INFINITE)))
    gone = pc.or_(pc.is_in(lowered, pa.array(sorted(MISSING))), infinite)
    cells = pc.if_else(gone, pa.scalar(None, pa.string()), cells)
    count = pc.sum(infinite).as_py()
    notes = (f"“{name}”: {count:,} infinite values are taken as missing.",) if count else ()
    if all_match(cells, PLAIN):
        return Column(cells, 1.0, True, all_match(cells, COMMA), notes)
    bare, scale, more = undressed(name, cells)
    point, comma = pc.match_substring_regex(bare, POINT), pc.match_substring_regex(bare, COMMA)
    ready = Column(bare, scale, pc.all(point).as_py(), pc.all(comma).as_py(), notes + more)
    if ready.point or ready.comma:
        return ready
    fits = max(point, comma, key=lambda mask: pc.sum(mask).as_py())
    filled = len(cells) - cells.null_count
    if pc.sum(fits).as_py() >= 0.8 * filled:
        first = pc.index(fits, False).as_py()
        raise UnreadableFile(
            f"Column “{name}”, row {lines[first]:,}: “{cells[first].as_py()[:40]}” is not a number that can be read, "
            "while most of the column is. Correct that cell or empty it."
        )
    return None


def undressed(name: str, cells: pa.ChunkedArray) -> tuple[pa.ChunkedArray, np.ndarray | float, tuple[str, ...]]:
    """Cells without currency, percent signs, brackets and K, M, B; the scale of each; notes."""
    notes, scale = [], 1.0
    cells = pc.replace_substring(cells, "−", "-")
    cells = pc.replace_substring_regex(cells, r"^\(([^()-]+)\)$", r"-\1")
    cells = pc.replace_substring_regex(cells, r"^([^-]*\d)-$", r"-\1")
    used = [sign for sign in CURRENCIES if pc.any(pc.match_substring(cells, sign)).as_py()]
    if len(used) == 1:
        sign = f"[{used[0]}]"
        cells = pc.replace_substring_regex(
            pc.replace_substring_regex(cells, rf"^([+-]?)\s*{sign}\s*([+-]?)", r"\1\2"), rf"\s*{sign}$", ""
        )
        notes.append(f"“{name}” is in {used[0]}.")
    if pc.any(pc.ends_with(cells, "%")).as_py() and pc.all(pc.ends_with(cells, "%")).as_py():
        cells = pc.replace_substring_regex(cells, r"\s*%$", "")
        notes.append(f"“{name}” is in percent.")
    if all_match(cells, r"^[+-]?[\d.,]*\d[\d.,]*[KMB]?$") and not all_match(cells, r"[^KMB]$"):
        ends = pc.utf8_slice_codeunits(cells, -1).to_pylist()
        scale = np.array([LARGE.get(end, 1.0) for end in ends])
        cells = pc.replace_substring_regex(cells, "[KMB]$", "")
        notes.append(f"“{name}”: K, M and B are read as thousand, million and billion.")
    grouped = pc.match_substring_regex(cells, SPACED)
    cells = pc.if_else(grouped, pc.replace_substring_regex(cells, r"['’ \x{00a0}\x{202f}\x{2009}]", ""), cells)
    return cells, scale, tuple(notes)


def sign_by_file(name: str, column: Column, found: set[str], delimiter: str) -> str:
    """The decimal sign of a column that fits both: by its long numbers, the other columns, or the delimiter."""
    marked = {sign for sign in ".," if pc.any(pc.match_substring(column.cells, sign)).as_py()}
    if not marked:
        return "."
    if len(marked) == 1 and pc.any(pc.match_substring_regex(column.cells, r"^[+-]?\d{4,}")).as_py():
        return marked.pop()  # 1234 beside 1.234: the sign does not group thousands
    if len(found) == 1:
        return next(iter(found))
    if marked == {"."} and delimiter == ",":
        return "."
    example = next(cell for cell in column.cells.to_pylist() if cell and marked & set(cell))
    thousands, decimals = example.replace(".", "").replace(",", ""), example.replace(",", ".")
    raise UnreadableFile(
        f"The numbers in “{name}” can be read in two ways: “{example}” as {thousands} or as {decimals}. "
        "Say which sign is the decimal one, or export the file without thousands signs."
    )


def values(column: Column, decimal: str) -> np.ndarray:
    """The cells as float64 (rows,), missing ones NaN."""
    cells = column.cells
    if not all_match(cells, PLAIN) or decimal == ",":
        cells = pc.replace_substring(cells, "." if decimal == "," else ",", "")
        cells = pc.replace_substring(cells, ",", ".")
    cells = pc.replace_substring_regex(cells, r"^\+", "")
    return pc.cast(cells, pa.float64()).to_numpy().astype("float64") * column.scale


def cleaned(name: str, numbers: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Numbers with infinities and marks such as -9999 as NaN, and notes on them."""
    notes = []
    if large := int(np.isinf(numbers).sum()):
        notes.append(f"“{name}”: {large:,} numbers too large to hold are taken as missing.")
    numbers = np.where(np.isfinite(numbers), numbers, np.nan)
    for mark, (rest, least) in MARKS.items():
        marked = numbers == mark
        others = numbers[~marked & ~np.isnan(numbers)]
        if marked.sum() >= least and len(others) and others.min() > rest:
            numbers = np.where(marked, np.nan, numbers)
            notes.append(f"“{name}”: {marked.sum():,} values of {mark:g} are taken as missing.")
    return numbers, notes
