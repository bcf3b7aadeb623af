"""Which columns of a table hold its times, and the rows in order of time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lstm_core.data import times
from lstm_core.data.tables import Table
from lstm_core.errors import NoTimeColumn, UnreadableFile

ROW_NUMBER = "Row number"
HINT = re.compile(
    r"date|datetime|time|timestamp|datum|zeit|zeitpunkt|year|jahr|month|monat|day|tag|dteday|period|quarter|unix|epoch|ts|ds|fecha|dato|data"
)
CLOCK_HINT = re.compile(r"time|clock|zeit|uhrzeit|heure|hora|hhmm|hhmmss")
CLOCK = r"^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AaPp][Mm])?$"
DOTTED = r"^\d{1,2}\.\d{2}\.\d{2}$"
PARTS = (
    ("year", "yr", "jahr"),
    ("month", "mo", "mon", "monat", "mnth"),
    ("day", "dy", "tag", "dom"),
    ("hour", "hr", "stunde"),
)
RANGES = (r"^[12]\d{3}$", r"^(0?[1-9]|1[0-2])$", r"^(0?[1-9]|[12]\d|3[01])$", r"^([01]?\d|2[0-3])$")
ASK = "Choose another time column, or number the rows."


@dataclass(frozen=True)
class Choice:
    """Columns (by position) that hold the times, under a label that a person can choose, and their joined cells."""

    label: str
    used: tuple[int, ...]
    cells: pa.ChunkedArray
    form: str
    strength: int


def choices(table: Table) -> list[Choice]:
    """Every way to read times from the table, the likeliest first."""
    return sorted([*single(table), *joined(table)], key=lambda choice: -choice.strength)


def single(table: Table) -> Iterator[Choice]:
    """Columns that hold dates, each also joined with a column of clock times where there is one.

    Strengths from 5, a date column named so, to 0, whole numbers that could be dates but nothing says so.
    """
    clock = clock_of(table)
    for at, (name, cells) in enumerate(zip(table.names, table.columns, strict=True)):
        form = times.form_of(cells, whole=True)
        if form is None:
            continue
        hinted = any(HINT.fullmatch(word) for word in words(name))
        plain = form in times.WHOLE
        strength = (3 if hinted else 1 if at == 0 and rises(cells) else 0) if plain else 5 if hinted else 2
        if clock and clock[0] != at and (form in times.DATES) and (clock[2] or repeats(cells)):
            position, clocks, _ = clock
            pieces = pc.binary_join_element_wise(cells, clocks, " ")
            if both := times.form_of(pieces, whole=False):
                yield Choice(f"{name} + {table.names[position]}", (at, position), pieces, both, max(strength, 1) + 1)
        yield Choice(name, (at,), cells, form, strength)


def joined(table: Table) -> Iterator[Choice]:
    """Year, month, day and hour in columns of their own, as one time."""
    lower = [name.lower() for name in table.names]
    used = []
    for names, rule in zip(PARTS, RANGES, strict=True):
        at = next((lower.index(name) for name in names if name in lower), None)
        if at is None or not pc.all(pc.match_substring_regex(table.columns[at], rule)).as_py():
            break
        used.append(at)
    if len(used) >= 2:
        parts = [table.columns[at] for at in used] + [pa.scalar("1")] * (len(used) < 3)
        cells = pc.binary_join_element_wise(*parts[:3], "-")
        if len(used) == 4:
            cells = pc.binary_join_element_wise(cells, pc.binary_join_element_wise(parts[3], "00", ":"), " ")
        yield Choice(" + ".join(table.names[at] for at in used), tuple(used), cells, times.FORMS[0], 4)


def words(name: str) -> list[str]:
    """The lower-case words of a column's name."""
    return re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower())


def rises(cells: pa.ChunkedArray) -> bool:
    """Whether whole numbers only rise, or only fall, as years and stamps of time do."""
    numbers = pd.to_numeric(cells.to_pandas(), errors="coerce").diff().dropna()
    return len(numbers) > 0 and bool((numbers > 0).all() or (numbers < 0).all())


def repeats(cells: pa.ChunkedArray) -> bool:
    """Whether some cell stands more than once."""
    return pc.count_distinct(cells).as_py() < len(cells)


def clock_of(table: Table) -> tuple[int, pa.ChunkedArray, bool] | None:
    """The column of clock times: its position, its cells as HH:MM:SS, and whether its name says so."""
    for at, (name, cells) in enumerate(zip(table.names, table.columns, strict=True)):
        hinted = any(CLOCK_HINT.fullmatch(word) for word in words(name))
        if every(cells, CLOCK):
            return at, cells, hinted
        if every(cells, DOTTED):
            return at, pc.replace_substring(cells, ".", ":"), hinted
        if hinted and every(cells, r"^\d{6}$"):
            return at, pc.replace_substring_regex(cells, r"^(\d\d)(\d\d)(\d\d)$", r"\1:\2:\3"), hinted
        if name.lower() in PARTS[3] and every(cells, RANGES[3]):
            return at, pc.binary_join_element_wise(cells, "00", ":"), False
    return None


def every(cells: pa.ChunkedArray, pattern: str) -> bool:
    """Whether every cell with something in it has the pattern, and some have."""
    if not any(re.search(pattern, cell) for cell in cells[:200].to_pylist()):
        return False
    filled = cells.filter(pc.not_equal(cells, ""))
    return pc.all(pc.match_substring_regex(filled, pattern)).as_py()


def chosen(table: Table, time: str | None) -> Choice:
    """The choice of that label, or the likeliest when None. Raises NoTimeColumn."""
    found = choices(table)
    if time is None:
        found = [choice for choice in found if choice.strength]
        if not found:
            raise NoTimeColumn(
                "No column of the file holds times that can be read. Choose a time column, or number the rows."
            )
        return found[0]
    for choice in found:
        if choice.label == time:
            return choice
    if time in table.names:
        raise NoTimeColumn(f"The column “{time}” holds no times that can be read. {ASK}")
    raise NoTimeColumn(f"The file has no column “{time[:80]}”. {ASK}")


def kept(choice: Choice, lines: np.ndarray, day_first: bool | None) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Times (rows,), which rows to keep, and notes. Raises UnreadableFile for cells that are no times.

    Left out with a note: a few rows without a time, and up to five rows without a digit there, at the very
    start (units) or the very end (totals).
    """
    read = times.parse(choice.cells, choice.form, day_first)
    keep, notes = ~read.blank, list(read.notes)
    bad = np.flatnonzero(read.bad)
    words_only = [at for at in bad if not re.search(r"\d", choice.cells[int(at)].as_py())]
    data = np.flatnonzero(~read.bad & ~read.blank)
    aside = [at for at in words_only if len(data) and (at < data[0] or at > data[-1])]
    if aside and len(aside) <= 5:
        keep[aside] = False
        bad = np.setdiff1d(bad, aside)
        notes.append(
            f"{len(aside)} rows beside the data, such as units or totals, are left out (row {lines[aside[0]]:,})."
        )
    if len(bad):
        cell = choice.cells[int(bad[0])].as_py()
        raise UnreadableFile(
            f"“{choice.label}”, row {lines[bad[0]]:,}: “{cell[:40]}” is not a time that can be read as the others are. "
            "Correct that row or delete it, or choose another time column."
        )
    blank = int(read.blank.sum())
    if blank > max(3, 0.05 * len(keep)):
        raise UnreadableFile(
            f"{blank:,} of {len(keep):,} rows have no time in “{choice.label}”. "
            "Fill them in, or choose another time column."
        )
    if blank:
        notes.append(f"{blank:,} rows without a time are left out (row {lines[read.blank.argmax()]:,}).")
    return read.values, keep, tuple(notes)


def in_order(frame: pd.DataFrame, alike: np.ndarray) -> tuple[pd.DataFrame, list[str]]:
    """The rows by time, one for each; and notes. `alike` (rows,) marks rows that repeat an earlier row of the file.

    Raises UnreadableFile where more than a tenth of the rows share their time with another row.
    """
    notes = []
    if frame.index.nunique() == 1 and len(frame) > 1:
        raise UnreadableFile("All rows carry the same time. Choose another time column, or number the rows.")
    rows, repeated = len(frame), int(alike.sum())
    frame = frame[~alike]
    if repeated:
        notes.append(f"{repeated:,} rows that repeat another row exactly are left out.")
    if not frame.index.is_monotonic_increasing:
        newest = frame.index.is_monotonic_decreasing
        notes.append(
            "The rows ran newest first and were turned round."
            if newest
            else "The rows were not in order of time and were sorted."
        )
        frame = frame.iloc[::-1] if newest else frame
        frame = frame.sort_index(kind="stable")
    if frame.index.is_unique:
        return frame, notes
    twice = frame.index.duplicated(keep="last")
    if twice.sum() > 0.1 * rows:
        raise UnreadableFile(
            f"{int(twice.sum()):,} of {rows:,} rows share their time with another row, as when several series "
            "stand below each other. Bring one series, or choose another time column."
        )
    if twice.any():
        notes.append(
            f"{int(twice.sum()):,} rows share their time with a later row of other values; the last one is kept."
        )
    return frame[~twice], notes
