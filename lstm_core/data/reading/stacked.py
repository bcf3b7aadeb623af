"""Several series below each other: what tells them apart, one of them, or all side by side."""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from lstm_core.data.reading.notes import Note, counted, listed, rows
from lstm_core.data.reading.tables import MOST_COLUMNS, Table
from lstm_core.errors import UnreadableFile

ALL = object()  # in place of a word: every series, side by side
NAMES = re.compile(
    r"<?(?:symbol|ticker|station|series|country|region|sensor|store|entity|location|site|variable|indicator|geo|item"
    r"|metric|parameter|product|isin|name)(?:[ _]?(?:id|name|code))?>?",
    re.IGNORECASE,
)
MOST_WORDS = 10_000
BELOW = 3  # rows that may be totals and sources


class Keys(NamedTuple):
    """The column that tells stacked series apart, and what stands in it."""

    column: str
    words: tuple[str, ...]


def by_name(table: Table) -> Keys | None:
    """The column whose name says that it tells series apart, where it holds several that come back."""
    for name, column in zip(table.names, table.columns, strict=True):
        if NAMES.fullmatch(name):
            words = words_of(column[: len(column) - BELOW] if len(column) > 4 * BELOW else column)
            if 1 < len(words) <= 0.5 * len(column):
                return Keys(name, tuple(words))
    return None


def by_times(table: Table, index: pd.Index) -> Keys | None:
    """The column beside which no time stands twice."""
    found = []
    for name, column in zip(table.names, table.columns, strict=True):
        words = words_of(column)
        if 1 < len(words) <= min(MOST_WORDS, 0.5 * len(table.lines)):
            pairs = pd.DataFrame({"time": index, "key": column.to_pandas().to_numpy()})
            if not pairs.duplicated().any():
                found.append((not any(sign.isalpha() for sign in words[0]), len(words), name, tuple(words)))
    return Keys(*min(found)[2:]) if found else None


def words_of(column) -> list[str]:
    """What stands in a column, in order, blanks aside."""
    return sorted(word for word in column.unique().to_pylist() if word)


def refusal(keys: Keys) -> UnreadableFile:
    """Why a table of several series is not read until one is chosen."""
    shown = listed(list(keys.words)) if len(keys.words) < 30 else f"{len(keys.words):,} values"
    return UnreadableFile(
        f"Several series stand below each other: “{keys.column}” tells them apart ({shown}). "
        "Choose one of them, or all side by side."
    )


def one(table: Table, key: tuple[str, object] | None) -> tuple[Table, tuple[Note, ...]]:
    """The rows of one of several stacked series, and a note. Raises UnreadableFile where it is not said which."""
    if key is None:
        if keys := by_name(table):
            raise refusal(keys)
        return table, ()
    name, word = key
    if name not in table.names:
        raise UnreadableFile(f"The file has no column “{name[:80]}” to choose a series by. Choose another column.")
    column = table.columns[table.names.index(name)]
    if word is ALL:
        return table.only(pc.not_equal(column, "").to_numpy()), ()
    keep = pc.equal(column, word).to_numpy()
    if not keep.any():
        raise UnreadableFile(f"The column “{name}” holds no “{word[:80]}”. Choose another series.")
    said = f"Read the {counted(int(keep.sum()), 'row')} with “{word}” in “{name}”"
    return table.only(keep), (Note("series", said, undo="key"),)


def side_by_side(
    frame: pd.DataFrame, table: Table, name: str, duplicates: str | None
) -> tuple[pd.DataFrame, list[Note]]:
    """All series as columns, by time: named by their word, and by the column too where there are several.

    Raises UnreadableFile for more than 2,000 columns, and for rows with one time and one word unless `duplicates`
    ("first" or "last") says which counts.
    """
    words = table.columns[table.names.index(name)].to_pandas().to_numpy()
    frame = frame.drop(columns=[name], errors="ignore")
    count = len(np.unique(words)) * frame.shape[1]
    if not 0 < count <= MOST_COLUMNS:
        raise UnreadableFile(
            f"All series side by side would be {count:,} columns; the most is {MOST_COLUMNS:,}. Choose one of them."
        )
    place = pd.MultiIndex.from_arrays([frame.index, words])
    notes, twice = [], place.duplicated(keep=duplicates or "first")
    if twice.any():
        if duplicates is None:
            at = int(np.flatnonzero(twice)[0])
            raise UnreadableFile(
                f"{counted(int(twice.sum()), 'row')} share their time and “{name}” with another, first row "
                f"{table.lines[at]:,}. Say which row counts, the first or the last, or choose one series."
            )
        said = f"Kept the {duplicates} of rows that share their time and “{name}”"
        other = {"first": "last", "last": "first"}[duplicates]
        notes.append(
            Note("duplicate_time", said, rows(np.sort(table.lines[twice])), f"keep-{other}", {"duplicates": other})
        )
        frame, words = frame[~twice], words[~twice]
    wide = frame.set_index(pd.Index(words, name="key"), append=True).unstack("key")
    single = frame.shape[1] == 1
    wide.columns = [str(word) if single else f"{word} {column}" for column, word in wide.columns]
    said = f"{counted(len(np.unique(words)), 'series', 'series')} of “{name}” stand side by side"
    return wide, [Note("series", said, undo="key"), *notes]
