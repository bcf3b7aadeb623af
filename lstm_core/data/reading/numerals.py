"""Cells of text to numbers: the decimal sign is settled by whole columns, and refused where they can't tell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_core.data.reading import dressing, sentinels
from lstm_core.data.reading.notes import Note, counted, listed, rows
from lstm_core.errors import UnreadableFile

MISSING = frozenset(
    (
        *("", "na", "n/a", "n.a.", "n.a", "#n/a", "#n/a n/a", "#na", "nan", "-nan", "nat", "null", "(null)", "none"),
        *("nil", "?", "-", "--", "---", "–", "—", ".", "..", "...", "…", ":", "<na>", "nd", "n.d.", "k.a.", "missing"),
        *("\\n", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "1.#qnan", "1.#ind", "-1.#ind"),
    )
)
INFINITE = frozenset(sign + word for sign in ("", "+", "-") for word in ("inf", "infinity", "∞", "1.#inf"))
POWER = r"(?:[eE][+-]?\d+)?$"
PLAIN = r"^[+-]?(?:\d+\.?\d*|\.\d+)" + POWER
POINT = r"^[+-]?(?:(?:\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3})(?:\.\d*)?|\.\d+)" + POWER
COMMA = r"^[+-]?(?:(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d*)?|,\d+)" + POWER
SURE = 0.5
NULL = pa.scalar(None, pa.string())
WORDS = 3


@dataclass(frozen=True)
class Column:
    """Cells that may be numbers: signs of currency and such taken off, missing ones null.

    `ready` are the numbers themselves, read with the decimal `sign`, where the cells stand as programs write them.
    """

    cells: pa.ChunkedArray
    point: bool
    comma: bool
    scale: np.ndarray | float = 1.0
    unit: str | None = None
    notes: tuple[Note, ...] = ()
    ready: np.ndarray | None = None
    sign: str = "."

    @property
    def told(self) -> str | None:
        """The decimal sign where this column alone settles it."""
        return None if self.point == self.comma else "." if self.point else ","


@dataclass(frozen=True)
class Numbers:
    """The columns of numbers as {name: float64 (rows,)}, their units, the file's decimal sign, and notes."""

    columns: dict[str, np.ndarray]
    units: dict[str, str]
    decimal: str
    notes: list[Note] = field(default_factory=list)


def read(
    columns: Mapping[str, pa.ChunkedArray],
    lines: np.ndarray,
    delimiter: str | None,
    decimal: str | None = None,
    known: Mapping[str, np.ndarray] | None = None,
    keep_marks: bool = False,
) -> Numbers:
    """The columns of numbers, with notes that name those left out; `known` are numbers in the file itself.

    Raises UnreadableFile where a column is numbers save for a few cells, or its decimal sign can't be told.
    """
    known = known or {}
    looked = {name: None if name in known else looked_at(name, cells, lines) for name, cells in columns.items()}
    found = [column.told for column in looked.values() if column and column.told]
    numbers, units, notes = {}, {}, []
    for name, column in looked.items():
        if name in known:
            read_values = known[name]
        elif column is None:
            continue
        else:
            settled = column.told or decimal
            if not settled:
                settled, by_others = sign_by_file(name, column, set(found), delimiter)
                notes += decimal_note(name, column, settled) if by_others else []
            read_values = values(column, settled)
            notes += column.notes
            units |= {name: column.unit} if column.unit else {}
        numbers[name], more = cleaned(name, read_values, lines, keep_marks)
        notes += more
    empty = [name for name in numbers if np.isnan(numbers[name]).all()]
    texts = [name for name in columns if name not in numbers]
    for kind, said, names in (("empty_column", "no values", empty), ("text_column", "text", texts)):
        if names:
            notes.append(Note(kind, f"Left out, since they hold {said}: {listed(names)}"))
    usual = decimal or (max(sorted(set(found), reverse=True), key=found.count) if found else ".")
    return Numbers({name: column for name, column in numbers.items() if name not in empty}, units, usual, notes)


def looked_at(name: str, cells: pa.ChunkedArray, lines: np.ndarray) -> Column | None:
    """The column made ready for numbers, or None for text; a few strange cells among numbers are refused."""
    if plain := written_plainly(cells):
        return plain
    cells = pc.utf8_trim_whitespace(cells)
    lowered = pc.utf8_lower(cells)
    infinite = pc.is_in(lowered, pa.array(sorted(INFINITE)))
    gone = pc.or_(pc.is_in(lowered, pa.array(sorted(MISSING))), infinite)
    cells = pc.if_else(gone, NULL, cells)
    count = pc.sum(infinite).as_py()
    notes = [Note("infinite", f"“{name}”: {counted(count, 'infinite value')} taken as missing")] if count else []
    cells, more = without_words(name, cells, lines)
    notes += more
    if dressing.all_match(cells, PLAIN):
        return Column(cells, True, dressing.all_match(cells, COMMA), notes=tuple(notes))
    bare, scale, unit, more = dressing.undressed(name, cells)
    point, comma = pc.match_substring_regex(bare, POINT), pc.match_substring_regex(bare, COMMA)
    ready = Column(bare, all_true(point), all_true(comma), scale, unit, (*notes, *more))
    if ready.point or ready.comma:
        return ready
    fits = max(point, comma, key=lambda mask: pc.sum(mask).as_py() or 0)
    filled = len(cells) - cells.null_count
    if (pc.sum(fits).as_py() or 0) >= SURE * filled:
        first = pc.index(fits, False).as_py()
        raise UnreadableFile(
            f"Column “{name}”, row {lines[first]:,}: “{cells[first].as_py()[:40]}” is not a number that can be read, "
            "while most of the column is. Correct that cell or empty it."
        )
    return None


def without_words(name: str, cells: pa.ChunkedArray, lines: np.ndarray) -> tuple[pa.ChunkedArray, list[Note]]:
    """Cells with missing ones for up to three different words without a digit, where most cells have digits."""
    wordy = pc.invert(pc.match_substring_regex(cells, r"\d"))
    count = pc.sum(wordy).as_py() or 0
    if not count or count > 0.5 * (len(cells) - cells.null_count):
        return cells, []
    words = cells.filter(wordy).unique().to_pylist()
    if len(words) > WORDS:
        return cells, []
    at = np.flatnonzero(wordy.fill_null(False).to_numpy())
    said = f"“{name}”: {counted(count, 'cell')} with {listed(sorted(words))} taken as missing"
    return pc.if_else(wordy, NULL, cells), [Note("missing_word", said, rows(lines[at]))]


def all_true(mask: pa.ChunkedArray) -> bool:
    """Whether a mask holds everywhere, missing cells aside."""
    return pc.all(mask, min_count=0).as_py()


def written_plainly(cells: pa.ChunkedArray) -> Column | None:
    """The numbers at once where every cell is one as any program writes it, or blank; None where not."""
    filled = pc.if_else(pc.equal(cells, ""), NULL, cells)
    for sign, other, form in ((".", ",", COMMA), (",", ".", POINT)):
        if sign == "," and (not has(cells[:1000], ",") or has(cells, ".")):
            continue
        try:
            numbers = pc.cast(filled if sign == "." else pc.replace_substring(filled, ",", "."), pa.float64())
        except pa.ArrowInvalid:
            continue
        ready = numbers.to_numpy()
        if not np.isfinite(ready).all() and not np.isfinite(ready[~numbers.is_null().to_numpy()]).all():
            return None  # words such as nan and inf: the longer way counts them
        both = dressing.all_match(filled[:1000], form) and dressing.all_match(filled, form)
        return Column(filled, sign == "." or both, other == "." or both, ready=ready, sign=sign)
    return None


def has(cells: pa.ChunkedArray, sign: str) -> bool:
    """Whether any cell holds the sign."""
    return bool(pc.any(pc.match_substring(cells, sign)).as_py())


def decimal_note(name: str, column: Column, decimal: str) -> list[Note]:
    """A note on a decimal sign that only other columns settle."""
    example = next(cell for cell in column.cells.to_pylist() if cell and ("." in cell or "," in cell))
    number = example.replace({".": ",", ",": "."}[decimal], "").replace(",", ".")
    said = f"“{name}”: “{example}” is read as {number}, with the decimal sign of the other columns"
    other = {".": ",", ",": "."}[decimal]
    return [Note("decimal", said, undo=f"decimal {other}", choices={"decimal": other})]


def sign_by_file(name: str, column: Column, found: set[str], delimiter: str | None) -> tuple[str, bool]:
    """The decimal sign of a column that fits both: by its long numbers, the delimiter, or (True) other columns."""
    marked = {sign for sign in ".," if pc.any(pc.match_substring(column.cells, sign)).as_py()}
    if not marked:
        return ".", False
    if len(marked) == 1 and is_ungrouped(column.cells, *marked):
        return marked.pop(), False
    if len(found) == 1:
        return next(iter(found)), True
    if marked == {"."} and delimiter == "," and column.unit is None:
        return ".", False
    example = next(cell for cell in column.cells.to_pylist() if cell and marked & set(cell))
    thousands, decimals = example.replace(".", "").replace(",", ""), example.replace(",", ".")
    raise UnreadableFile(
        f"The numbers in “{name}” can be read in two ways: “{example}” as {thousands} or as {decimals}. "
        "Say which sign is the decimal one, or export the file without thousands signs."
    )


def is_ungrouped(cells: pa.ChunkedArray, sign: str) -> bool:
    """Whether 1234 stands beside 1.234, so that the sign does not group thousands; marks such as -9999 don't count.

    Four digits alone don't tell beside 12.345: some languages group from five on.
    """
    long = cells.filter(pc.match_substring_regex(cells, r"^[+-]?\d{4,}")).unique().to_pylist()
    long = [cell for cell in long if cell and float(cell.replace(",", ".")) not in sentinels.MARKS]
    if any(len(re.match(r"[+-]?(\d*)", cell)[1]) > 4 for cell in long):
        return True
    short = pc.match_substring_regex(cells, rf"^[+-]?\d\{sign}")
    return bool(long) and pc.any(short).as_py()


def values(column: Column, decimal: str) -> np.ndarray:
    """The cells as float64 (rows,), missing ones NaN."""
    if column.ready is not None and decimal == column.sign:
        return column.ready * column.scale
    cells = pc.if_else(pc.equal(column.cells, ""), NULL, column.cells)
    if decimal == "," or not dressing.all_match(cells, PLAIN):
        cells = pc.replace_substring(cells, "." if decimal == "," else ",", "")
        cells = pc.replace_substring(cells, ",", ".")
    cells = pc.replace_substring_regex(cells, r"^\+", "")
    return pc.cast(cells, pa.float64()).to_numpy().astype("float64") * column.scale


def cleaned(name: str, numbers: np.ndarray, lines: np.ndarray, keep_marks: bool) -> tuple[np.ndarray, list[Note]]:
    """Numbers with infinities and marks such as -9999 as NaN, and notes on them."""
    notes = []
    infinite = np.isinf(numbers)
    if large := int(infinite.sum()):
        did = f"“{name}”: {counted(large, 'number')} too large to hold taken as missing"
        notes.append(Note("infinite", did, rows(lines[infinite])))
        numbers = np.where(infinite, np.nan, numbers)
    numbers, more = sentinels.without(name, numbers, lines, keep_marks)
    return numbers, [*notes, *more]
