"""Which columns of a table hold its times, and the rows in order of time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lstm_core.data.reading import forms, times
from lstm_core.data.reading.notes import Note, counted, rows
from lstm_core.data.reading.tables import Table
from lstm_core.errors import NoTimeColumn, UnreadableFile

HINT = re.compile(
    r"date|datetime|time|timestamp|datum|zeit|zeitpunkt|zeitstempel|year|yr|jahr|month|monat|day|tag|dteday|period|quarter|unix"
    r"|epoch|ts|ds|fecha|dato|data|week|when|jour|mois|année|annee|trimestre|ano|año|mes|dia|día|mese|anno|giorno"
    r"|periodo|período|maand|jaar|dag|datetimeindex|дата|время|год|месяц|rok|czas|datum|tarih|utc|mtu|observation|dt|day|okres|miesiąc|period|période"
    r"|日付|年月日|年月|日時|日期|时间|時間|年份|月份|날짜|일자|일시|시간|기간|ημερομηνία|ημερομηνια|dátum|hó|év|år|måned|månad|dag|vuosi|pvm"
)
CLOCK_HINT = re.compile(
    r"time|clock|zeit|uhrzeit|uhr|heure|hora|ora|orario|tijd|tid|czas|godzina|čas|saat|время|hhmm|hhmmss"
)
CLOCK = r"^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AaPp][Mm])?$"
HALVES = r"^[AaPp]\.?[Mm]\.?$"
DOTTED = r"^\d{1,2}\.\d{2}\.\d{2}$"
PARTS = (
    ("year", "yr", "jahr", "yy", "yyyy", "année", "annee", "ano", "año", "anno", "rok"),
    ("month", "mo", "mon", "monat", "mnth", "mm", "mois", "mes", "mese"),
    ("day", "dy", "tag", "dom", "dd", "jour", "dia", "día", "giorno", "day of month", "dayofmonth"),
    ("hour", "hr", "stunde", "hh", "heure", "hora", "ora"),
    ("minute", "min", "mn", "mi", "mm"),
)
RANGES = (r"^[12]\d{3}$", r"^(0?[1-9]|1[0-2])$", r"^(0?[1-9]|[12]\d|3[01])$", r"^([01]?\d|2[0-4])$", r"^[0-5]?\d$")
SPAN = re.compile(r"\d[\d.:/ T-]*\d\s+[-–]\s+\d[\d.:/ T-]*\d(?:\s*\(?[A-Z/]+\)?)?")  # from - to: the start counts
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
        if all(SPAN.fullmatch(cell) for cell in cells[:20].to_pylist()):
            cells = pc.replace_substring_regex(cells, r"\s+[-–]\s+\d.*$", "")
        form = times.form_of(cells, whole=True)
        if form is None:
            continue
        hinted = any(HINT.fullmatch(word) for word in words(name))
        plain = form in forms.WHOLE
        hinted = hinted and (not plain or len(words(name)) == 1 or "year" in words(name) or rises(cells))
        if form in forms.NEED_A_NAME and not (hinted and rises(cells)):
            continue
        strength = (
            (3 if hinted else 1 if at == 0 and rises(cells, form == forms.WHOLE[0]) else 0)
            if plain
            else 5
            if hinted
            else 2
        )
        if clock and clock[0] != at and (form in forms.DATES) and (clock[2] or repeats(cells)):
            position, clocks, _ = clock
            pieces = pc.binary_join_element_wise(cells, clocks, " ")
            if both := times.form_of(pieces, whole=False):
                yield Choice(f"{name} + {table.names[position]}", (at, position), pieces, both, max(strength, 1) + 1)
        yield Choice(name, (at,), cells, form, strength)


def joined(table: Table) -> Iterator[Choice]:
    """Year, month, day and hour in columns of their own, as one time."""
    lower = [name.lower().strip("#<> ") for name in table.names]
    used: list[int] = []
    for names, rule in zip(PARTS, RANGES, strict=True):
        free = (at for at, name in enumerate(lower) if name in names and at not in used)
        at = next((at for at in free if names is not PARTS[4] or at > used[-1]), None)
        if at is None or not pc.all(pc.match_substring_regex(table.columns[at], rule)).as_py():
            break
        used.append(at)
    if len(used) >= 2:
        parts = [table.columns[at] for at in used] + [pa.scalar("1")] * (len(used) < 3)
        cells = pc.binary_join_element_wise(*parts[:3], "-")
        if len(used) > 3:
            minute = pc.utf8_lpad(parts[4], 2, "0") if len(used) == 5 else pa.scalar("00")
            cells = pc.binary_join_element_wise(cells, pc.binary_join_element_wise(parts[3], minute, ":"), " ")
        yield Choice(" + ".join(table.names[at] for at in used), tuple(used), cells, forms.FORMS[0], 4)


def words(name: str) -> list[str]:
    """The lower-case words of a column's name."""
    return re.findall(r"[^\W\d_]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower())


def rises(cells: pa.ChunkedArray, evenly: bool = False) -> bool:
    """Whether whole numbers only rise, or only fall, as years and stamps of time do; years also by even steps."""
    numbers = pd.to_numeric(cells.to_pandas(), errors="coerce").dropna().diff().dropna()
    if evenly and numbers.nunique() > 1:
        return False
    return any((side >= 0).all() and (side > 0).mean() > 0.9 for side in (numbers, -numbers)) if len(numbers) else False


def repeats(cells: pa.ChunkedArray) -> bool:
    """Whether some cell stands more than once."""
    return pc.count_distinct(cells).as_py() < len(cells)


def clock_of(table: Table) -> tuple[int, pa.ChunkedArray, bool] | None:
    """The column of clock times: its position, its cells as HH:MM:SS, and whether it surely belongs to the date.

    That is so where its name says it, or where it is the only one and stands right behind the first column.
    """
    found = list(clocks(table))
    for at, cells, hinted in found:
        if hinted or (len(found) == 1 and at == 1):
            return at, cells, True
    return found[0] if found else None


def clocks(table: Table) -> Iterator[tuple[int, pa.ChunkedArray, bool]]:
    """Every column of clock times: its position, its cells as HH:MM:SS, and whether its name says so."""
    for at, (name, cells) in enumerate(zip(table.names, table.columns, strict=True)):
        hinted = any(CLOCK_HINT.fullmatch(word) for word in words(name))
        if every(cells, CLOCK):
            yield at, cells, hinted
        elif every(cells, DOTTED):
            yield at, pc.replace_substring(cells, ".", ":"), hinted
        elif hinted and every(cells, r"^\d{6}$"):
            yield at, pc.replace_substring_regex(cells, r"^(\d\d)(\d\d)(\d\d)$", r"\1:\2:\3"), hinted
        elif name.lower() in PARTS[3] and every(cells, RANGES[3]):
            yield at, pc.binary_join_element_wise(cells, "00", ":"), False


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
        if not found or found[0].form in forms.WHOLE:
            refuse_unread(table, found)
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


def refuse_unread(table: Table, found: list[Choice]) -> None:
    """Raises NoTimeColumn where the column named after time can't be read, though whole numbers elsewhere could."""
    named = [at for at, name in enumerate(table.names) if any(map(HINT.fullmatch, words(name)[-1:] + words(name)[:1]))]
    read = {at for choice in found for at in choice.used}
    for at in named:
        cells = [cell for cell in table.columns[at][:200].to_pylist() if cell]
        written = sum(
            re.search(r"\d\s*[-/.:]\s*\w+\s*[-/.:]\s*\d|\d\s?[^\W\d_]{3,}", cell) is not None for cell in cells
        )
        if at not in read and written > 0.5 * len(cells):
            raise NoTimeColumn(
                f"The times in “{table.names[at]}”, such as “{cells[0][:40]}”, are written in a way that can't be "
                "read. Write them as 2020-12-31 23:59, choose another time column, or number the rows."
            )


def refuse_halves(table: Table, choice: Choice) -> None:
    """Raises UnreadableFile where AM and PM stand in a column of their own, so that hours would be wrong."""
    for at, (name, column) in enumerate(zip(table.names, table.columns, strict=True)):
        if at not in choice.used and ":" in choice.cells[0].as_py() and every(column, HALVES):
            raise UnreadableFile(
                f"“{name}” holds AM and PM apart from the clock times. Join it to the times, or write 24 hours."
            )


def kept(
    table: Table, choice: Choice, day_first: bool | None, keep_zone: bool = False
) -> tuple[times.Times, np.ndarray, list[Note]]:
    """The times, which rows (rows,) to keep, and notes. Raises UnreadableFile for cells that are no times.

    Left out with a note: a few rows without a time, and up to five rows beside the data, without a digit there
    (units, totals) or with nothing else in them (sources).
    """
    refuse_halves(table, choice)
    lines = table.lines
    read = times.parse(choice.cells, choice.form, day_first, lines, keep_zone)
    keep, notes = ~read.blank, list(read.notes)
    bad, data = np.flatnonzero(read.bad), np.flatnonzero(~read.bad & ~read.blank)
    outside = [int(at) for at in bad if len(data) and (at < data[0] or at > data[-1])][:6]
    aside = [at for at in outside if is_aside(table, choice, at)]
    if aside and len(aside) <= 5:
        keep[aside] = False
        bad = np.setdiff1d(bad, aside)
        said = f"Left out {counted(len(aside), 'row')} beside the data, such as units or totals"
        notes.append(Note("beside", said, rows(lines[aside])))
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
        notes.append(Note("no_time", f"Left out {counted(blank, 'row')} without a time", rows(lines[read.blank])))
    return read, keep, notes


def is_aside(table: Table, choice: Choice, at: int) -> bool:
    """Whether a row without a time is no data: words in the time's place, or nothing beside it."""
    others = [column[at].as_py() for position, column in enumerate(table.columns) if position not in choice.used]
    return not re.search(r"\d", choice.cells[at].as_py()) or not any(others)
