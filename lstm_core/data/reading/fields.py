"""Dates in text taken apart: by their places where all cells are built alike, else by their form."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_core.data.reading import months


@dataclass(frozen=True)
class Fields:
    """The whole numbers (rows,) of each group of a form, and how many digits each was written with.

    `found` (rows,) marks cells that have the form; `halves` is 1 before noon, 2 after, 0 unsaid; `dotted` that
    all dates stand with dots.
    """

    found: np.ndarray
    numbers: dict[str, np.ndarray]
    digits: dict[str, np.ndarray]
    halves: np.ndarray | None = None
    zones: pa.Array | None = None
    dotted: bool = False


def fields_of(cells: pa.ChunkedArray, form: str) -> Fields:
    """The cells taken apart."""
    return by_place(cells, form) or by_form(cells, form)


def by_place(cells: pa.ChunkedArray, form: str) -> Fields | None:
    """All cells at once, where each has digits and signs in the same places as the first; None where not."""
    first = cells[0].as_py()
    match = re.fullmatch(form, first)
    lengths = pc.min_max(pc.binary_length(cells)).as_py()
    if match is None or not first.isascii() or lengths["min"] != lengths["max"]:
        return None
    groups = {name: text for name, text in match.groupdict().items() if text}
    if any(not text.isdigit() for name, text in groups.items() if name != "s"):
        return None
    signs = np.ascontiguousarray(grid(cells, len(first)).T) - ord("0")  # (places, rows)
    spans = {name: match.span(name) for name in groups if name != "s"}
    inside = {at for span in spans.values() for at in range(*span)}
    if any((row > 9).any() if at in inside else (row != row[0]).any() for at, row in enumerate(signs)):
        return None
    numbers, digits = {}, {}
    for name, (start, end) in spans.items():
        number = np.zeros(signs.shape[1], np.int64)
        for at in range(start, end):
            number = number * 10 + signs[at]
        numbers[name], digits[name] = number, np.full(signs.shape[1], end - start)
    return Fields(np.ones(signs.shape[1], bool), numbers, digits, dotted=groups.get("s") == ".")


def grid(cells: pa.ChunkedArray, width: int) -> np.ndarray:
    """ASCII cells of one width as bytes (rows, width)."""
    whole = pa.chunked_array(cells.chunks, type=pa.string()).combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0)
    _, offsets, data = whole.buffers()
    start = int(np.frombuffer(offsets, np.int32, 1, 4 * whole.offset)[0])
    return np.frombuffer(data, np.uint8, len(whole) * width, start).reshape(len(whole), width)


def by_form(cells: pa.ChunkedArray, form: str) -> Fields:
    """Each cell by itself, through the form's groups."""
    parts = pc.extract_regex(pc.utf8_trim_whitespace(cells), f"^(?:{form})$").combine_chunks()
    if isinstance(parts, pa.ChunkedArray):
        parts = parts.chunk(0)
    found = pc.is_valid(parts).to_numpy(zero_copy_only=False)
    text = {name: parts.field(name).fill_null("") for name in (field.name for field in parts.type)}
    if (named := text.pop("n", None)) is not None:
        coded = named.dictionary_encode()
        known = np.array(months.numbers(coded.dictionary.to_pylist()), dtype=np.int64)
        month = known[coded.indices.to_numpy(zero_copy_only=False)]
    halves = text.pop("p", None)
    zones, sign = text.pop("z", None), text.pop("s", None)
    used = {name: column for name, column in text.items() if pc.any(pc.not_equal(column, "")).as_py()}
    numbers = {name: whole(column) for name, column in used.items()}
    if named is not None:
        numbers["n"] = month
    digits = {name: pc.utf8_length(column).to_numpy(zero_copy_only=False) for name, column in used.items()}
    return Fields(
        found,
        numbers,
        digits,
        None if halves is None else half_of(halves),
        zones,
        sign is not None and pc.all(pc.equal(sign.filter(pa.array(found)), ".")).as_py(),
    )


def whole(text: pa.Array) -> np.ndarray:
    """Digits as whole numbers, blanks as 0."""
    return pc.cast(pc.if_else(pc.equal(text, ""), "0", text), pa.int64()).to_numpy(zero_copy_only=False)


def half_of(marks: pa.Array) -> np.ndarray:
    """1 for a (before noon), 2 for p, 0 for nothing."""
    lower = pc.utf8_lower(marks)
    early, late = (pc.equal(lower, mark).to_numpy(zero_copy_only=False) for mark in "ap")
    return early * 1 + late * 2
