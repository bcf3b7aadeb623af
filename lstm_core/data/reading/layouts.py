"""Tables laid out otherwise than as a column of times with columns of numbers: unfolded where that is sure."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_core.data.reading import crosswise, headers, months, times
from lstm_core.data.reading.notes import Note, counted, listed
from lstm_core.data.reading.tables import Table
from lstm_core.errors import UnreadableFile

PART = re.compile(r"(?:h|he|hr|hour|hora|stunde|q|quarter|m|month|d|day|w|week|t)?[ _.]?0*(\d{1,2})", re.IGNORECASE)
CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
RUNS = {(1, 12): "month", (0, 23): "hour", (1, 24): "hour", (1, 31): "day", (1, 4): "quarter"}
SUMS = re.compile(
    r"total|sum|summe|mean|average|avg|annual|ann|year|jahr|year ?avg|yearly|j-d|d-n|djf|mam|jja|son|win|spr|sum|aut",
    re.IGNORECASE,
)
YEAR = r"^(?:1[5-9]|2[0-5])\d{2}$"
MOST_SERIES = 500


def unfolded(table: Table) -> tuple[Table, tuple[Note, ...]]:
    """The table with a row for each time: as it is, or unfolded, with a note.

    Raises UnreadableFile for prose, and for parts of a time side by side where it is not sure what they mean.
    """
    if part := spread(table.names):
        return one_series(table, part)
    if (found := crosswise.times_across(table.names)) is not None and not has_times(table, found):
        return turned(table, found)
    if len(table.columns) == 1:
        spaced = pc.match_substring_regex(table.columns[0], r"\S\s+\S")
        if pc.sum(spaced).as_py() >= 0.5 * len(table.lines) and not any(re.search(r"\d", name) for name in table.names):
            raise UnreadableFile(
                "The file is text without columns. "
                "Separate the columns with commas, semicolons or tabs, below a header row."
            )
    return table, ()


def spread(names: tuple[str, ...]) -> str | None:
    """Which part of a time the columns stand for, where they do: month, quarter, day, hour or time of day.

    >>> spread(("Year", "Q1", "Q2", "Q3", "Q4"))
    'quarter'
    """
    if len({months.number(name) for name in names} - {0}) >= 11:
        return "month"
    if sum(CLOCK.fullmatch(name) is not None for name in names) >= 4:
        return "time of day"
    numbers = sorted(int(match[1]) for name in names if (match := PART.fullmatch(name)))
    if not numbers or numbers != list(range(numbers[0], numbers[-1] + 1)):
        return None
    part = RUNS.get((numbers[0], numbers[-1]))
    return None if part == "quarter" and not any(name[:1] in "Qq" for name in names) else part


def has_times(table: Table, found: list[int]) -> bool:
    """Whether a column other than these holds times, so that the names of these are something else."""
    rest = [column for at, column in enumerate(table.columns) if at not in found]
    return any(times.form_of(column, whole=False) is not None for column in rest)


def place(name: str, part: str) -> str | None:
    """What a column adds to the time of its row, such as 03 for March; None for another column."""
    if part == "time of day":
        return name if CLOCK.fullmatch(name) else None
    if part == "month" and months.number(name):
        return f"{months.number(name):02d}"
    match = PART.fullmatch(name)
    return f"{int(match[1]):02d}" if match else None


def one_series(table: Table, part: str) -> tuple[Table, tuple[Note, ...]]:
    """Rows of years or days with a column for each part of them, as one series. Raises UnreadableFile."""
    places = {at: found for at, name in enumerate(table.names) if (found := place(name, part)) is not None}
    rest = [at for at in range(len(table.names)) if at not in places]
    whole = {"month": 12, "quarter": 4, "hour": 24}.get(part, len(places))
    sure = part != "day" and len(places) == len(set(places.values())) == whole
    if not sure or not rest or any(not SUMS.fullmatch(table.names[at]) for at in rest[1:]):
        raise refusal(part)
    stems = pc.replace_substring_regex(table.columns[rest[0]], r"\.0$", "")
    of_years = part in ("month", "quarter")
    keep = pc.match_substring_regex(stems, YEAR).to_numpy(zero_copy_only=False)
    if of_years and keep.sum() < max(2, 0.5 * len(keep)):
        raise refusal(part)
    if not of_years:
        keep = pc.not_equal(stems, "").to_numpy(zero_copy_only=False)
    kept = table.only(keep)
    stems = stems.filter(pa.array(keep)).to_pylist()
    if len(set(stems)) < len(stems):
        raise refusal(part)
    first = min(places.values())
    gap = {"month": "-", "quarter": "Q"}.get(part, " ")
    names = {at: written(found, part, first) for at, found in sorted(places.items(), key=lambda item: item[1])}
    cells = [kept.columns[at].to_pylist() for at in names]
    stamps = [f"{stem}{gap}{name}" for stem in stems for name in names.values()]
    flat = [column[row] for row in range(len(stems)) for column in cells]
    while flat and not flat[-1]:
        del flat[-1], stamps[-1]  # what is still to come
    said = f"The table has a column for each {part}; they are read as one series" + (
        ", hour 1 as the one from 00:00" if part == "hour" and first == "01" else ""
    )
    lines = np.repeat(kept.lines, len(names))[: len(flat)]
    note = Note("unfolded", said)
    return remade(kept, ("time", "value"), (stamps, flat), lines), (note,)


def written(found: str, part: str, first: str) -> str:
    """A part of a time as it stands behind the rest of it."""
    if part == "hour":
        return f"{int(found) - int(first):02d}:00"
    return str(int(found)) if part == "quarter" else found


def refusal(part: str) -> UnreadableFile:
    """Why parts of a time side by side are not unfolded."""
    return UnreadableFile(
        f"The table has a column for each {part}. Turn it into one row for each {part}: a time and a value."
    )


def turned(table: Table, found: list[int]) -> tuple[Table, tuple[Note, ...]]:
    """A row for each series and a column for each time, turned round. Raises UnreadableFile."""
    blank = [not any(table.columns[at][row].as_py() for at in found) for row in range(len(table.lines))]
    kept = table.only(~np.array(blank))
    words = [at for at in range(len(table.names)) if at not in found and not is_empty(kept.columns[at])]
    names = named(kept, words)
    if names is None or not 0 < len(names) <= MOST_SERIES:
        raise UnreadableFile(
            "The table has a column for each time, and no column whose words tell its rows apart. "
            "Turn it into one row for each time."
        )
    stamps = [crosswise.bare(table.names[at]) for at in found]
    columns = [[kept.columns[at][row].as_py() for at in found] for row in range(len(names))]
    said = f"The table has a column for each time; its {counted(len(names), 'row')} became columns: {listed(names)}"
    unique, more = headers.unique(["time", *names])
    lines = np.full(len(found), table.header_row or 1)
    return remade(kept, unique, (stamps, *columns), lines), (Note("turned", said), *more)


def is_empty(column: pa.ChunkedArray) -> bool:
    """Whether nothing stands in a column."""
    return not pc.any(pc.not_equal(column, "")).as_py()


def named(table: Table, words: list[int]) -> list[str] | None:
    """A name for each row: from the first column that tells them all apart, else from all; None if none does."""
    columns = [table.columns[at].to_pylist() for at in words]
    columns = [column for column in columns if not all(re.fullmatch(r"[\d.,-]*", cell) for cell in column)]
    for column in columns:
        if len(set(column)) == len(column) and all(column):
            return column
    joined = [" ".join(dict.fromkeys(filter(None, cells))) for cells in zip(*columns, strict=True)]
    return joined if len(set(joined)) == len(joined) and all(joined) else None


def remade(table: Table, names: tuple[str, ...], columns: tuple[list[str], ...], lines: np.ndarray) -> Table:
    """A table of these columns, with what was found of the old one."""
    arrays = tuple(pa.chunked_array([pa.array(column, type=pa.string())]) for column in columns)
    return Table(tuple(names), arrays, lines, table.delimiter, table.header_row, notes=table.notes)
