"""Tables laid out otherwise than as a column of times with columns of numbers: told, chosen from or refused."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from lstm_core.data.reading import months
from lstm_core.data.reading.notes import Note, counted, listed
from lstm_core.data.reading.tables import Table
from lstm_core.errors import UnreadableFile

KEYS = re.compile(
    r"<?(?:symbol|ticker|station|series|country|region|sensor|store|entity|location|site|variable|indicator|geo|item)"
    r"(?:[ _]?(?:id|name|code))?>?",
    re.IGNORECASE,
)
PART = re.compile(r"(?:h|he|hr|hour|hora|stunde|q|quarter|m|month|d|day|w|week|t)?[ _.]?0*(\d{1,2})", re.IGNORECASE)
CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
BELOW = 3  # rows that may be totals and sources
RUNS = {(1, 12): "month", (0, 23): "hour", (1, 24): "hour", (1, 31): "day", (1, 4): "quarter"}


def refuse_others(table: Table) -> None:
    """Raises UnreadableFile for prose, for parts of a time side by side, and for series below each other."""
    if part := spread(table.names):
        raise UnreadableFile(
            f"The table has a column for each {part}. Turn it into one row for each {part}: a time and a value."
        )
    if len(table.columns) == 1:
        spaced = pc.match_substring_regex(table.columns[0], r"\S\s+\S")
        if pc.sum(spaced).as_py() >= 0.5 * len(table.lines) and not any(re.search(r"\d", name) for name in table.names):
            raise UnreadableFile(
                "The file is text without columns. "
                "Separate the columns with commas, semicolons or tabs, below a header row."
            )


def words_of(column: pa.ChunkedArray) -> list[str]:
    """What stands in a column, in order, blanks aside."""
    return sorted(word for word in column.unique().to_pylist() if word)


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


def one_series(table: Table, key: tuple[str, str] | None) -> tuple[Table, tuple[Note, ...]]:
    """The rows of one of several stacked series, and a note. Raises UnreadableFile where it is not said which."""
    if key is None:
        for name, column in zip(table.names, table.columns, strict=True):
            words = KEYS.fullmatch(name) and words_of(
                column[: len(column) - BELOW] if len(column) > 4 * BELOW else column
            )
            if words and 1 < len(words) <= 0.5 * len(column):
                raise UnreadableFile(
                    f"Several series stand below each other: “{name}” tells them apart ({listed(words)}). "
                    "Choose one of them, or bring one series."
                )
        return table, ()
    name, word = key
    if name not in table.names:
        raise UnreadableFile(f"The file has no column “{name[:80]}” to choose a series by. Choose another column.")
    keep = pc.equal(table.columns[table.names.index(name)], word).to_numpy()
    if not keep.any():
        raise UnreadableFile(f"The column “{name}” holds no “{word[:80]}”. Choose another series.")
    said = f"Read the {counted(int(keep.sum()), 'row')} with “{word}” in “{name}”"
    return table.only(keep), (Note("series", said, undo="key"),)
