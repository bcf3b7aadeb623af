"""What a file was understood as: the dataset and everything that can be said about how it was read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lstm_core.data import series
from lstm_core.data.reading.notes import Note
from lstm_core.data.series import Dataset, Frequency

UNIT_IN_NAME = re.compile(r".*?[\[(]\s*([^()\[\]]{1,15}?)\s*[\])]\s*")


@dataclass(frozen=True)
class TimeFound:
    """The column of times (several joined as “Date + Time”; None where the rows are numbered) and its pattern.

    `ambiguous` says that the file does not tell the order of day and month, so a person must.
    """

    column: str | None
    pattern: str | None = None
    ambiguous: bool = False


@dataclass(frozen=True)
class ColumnFound:
    """A column of numbers: its role (open, high, low, close, volume, target or input), unit and missing values."""

    name: str
    role: str
    unit: str | None
    missing: int


@dataclass(frozen=True)
class Understood:
    """A file as it was understood; `dataset.notes` are the sentences of `notes`."""

    dataset: Dataset
    format: str
    time: TimeFound
    frequency: Frequency
    columns: tuple[ColumnFound, ...]
    notes: tuple[Note, ...]
    rows_read: int
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    header_row: int | None = None
    sheet: str | None = None

    @property
    def rows_kept(self) -> int:
        """How many rows the dataset has."""
        return len(self.dataset.frame)

    def as_json(self, file: str) -> dict:
        """The documented output of `read --json`."""
        told = {
            "file": file,
            "format": self.format,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "decimal": self.decimal,
            "header_row": self.header_row,
            "time": vars(self.time),
            "frequency": {"label": self.frequency.label, "seconds": self.frequency.seconds},
            "rows_read": self.rows_read,
            "rows_kept": self.rows_kept,
            "columns": [vars(column) for column in self.columns],
            "notes": [note.as_json() for note in self.notes],
        }
        return told | ({"sheet": self.sheet} if self.sheet else {})


def of(dataset: Dataset, units: Mapping[str, str], notes: tuple[Note, ...], **found: object) -> Understood:
    """The dataset with its notes, and what was found beside it."""
    dataset = replace(dataset, notes=tuple(note.sentence for note in notes))
    roles = {column: role for role, column in dataset.roles.items()}
    if not roles:
        roles = {dataset.target: "target"}
    columns = tuple(
        ColumnFound(name, roles.get(name, "input"), units.get(name) or unit_in(name), int(values.isna().sum()))
        for name, values in dataset.frame.items()
    )
    frequency = series.frequency(dataset.frame.index)
    return Understood(dataset=dataset, columns=columns, notes=notes, frequency=frequency, **found)


def unit_in(name: str) -> str | None:
    """The unit that a column's name carries.

    >>> unit_in("Temp [°C]")
    '°C'
    """
    match = UNIT_IN_NAME.fullmatch(name)
    return match[1] if match else None
