"""Where many series come from: the columns of a dataset, a file, a list of ticker symbols."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lstm_core.data import library
from lstm_core.data.roles import OHLCV
from lstm_core.data.series import Dataset
from lstm_core.errors import BadSetting, LabError, UnreadableFile
from lstm_core.many.asked import MOST, Member

if TYPE_CHECKING:
    import pandas as pd

MOST_SYMBOLS = 50
SPARE = ("volume", "open", "high", "low")  # columns that stand beside what is forecast


@dataclass(frozen=True)
class Found:
    """The series of a source, kept in the home folder; `left_out` says of those that failed why.

    `targets` are the columns that can be forecast where every series has several.
    """

    name: str
    members: tuple[Member, ...]
    targets: tuple[str, ...] = ()
    left_out: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def of(self, target: str) -> tuple[Member, ...]:
        """The members with another target."""
        return tuple(member.model_copy(update={"target": target}) for member in self.members)


def columns(dataset: Dataset, sha: str, names: Iterable[str]) -> tuple[Member, ...]:
    """One member for each of these columns of a kept dataset; those without a value are none."""
    frame = dataset.frame
    there = [name for name in names if frame[name].notna().any()]
    return tuple(Member(name=name[:200], dataset=sha, target=name, **ends(frame[name])) for name in there)


def file(home: Path, contents: list[tuple[str, bytes]], by: str | None = None) -> Found:
    """The series in a file: a row each, stacked below each other, or side by side.

    Several files must have a row for each series; their values follow each other. `by` names the column that tells
    stacked series apart, which is found where it is left out. Raises LabError as reading does.
    """
    from lstm_core.data import reading
    from lstm_core.many import rows

    read = [rows.read(content, reading_name(name)) for name, content in contents] if by is None else [None]
    if all(read):
        whole = read[0]
        for more in read[1:]:
            whole = rows.joined(whole, more)
        return kept(home, whole, {name: {} for name in whole.frame.columns})
    if len(contents) > 1:
        raise UnreadableFile("Several files are read together only where each has a row for each series. Bring one.")
    name, content = contents[0]
    keys = reading.keys(content) if by is None else None
    if by or keys:
        return stacked(home, content, name, by or keys.column)
    dataset = reading.read(content, name)
    return kept(home, dataset, {column: {} for column in dataset.frame.columns})


def stacked(home: Path, content: bytes, name: str, by: str) -> Found:
    """The series that stand below each other in a file, told apart by the column `by`."""
    from lstm_core.data import reading

    dataset = reading.read(content, name, key=(by, reading.ALL))
    keys = reading.keys(content)
    words = keys.words if keys and keys.column == by else ()
    own: dict[str, dict[str, str]] = {}
    for column in dataset.frame.columns:
        word = max((word for word in words if column == word or column.startswith(f"{word} ")), key=len, default=None)
        plain = column[len(word) + 1 :] if word and column != word else ""
        own.setdefault(word or column, {}).update({plain: column} if plain else {})
    return kept(home, dataset, own)


def kept(home: Path, dataset: Dataset, own: dict[str, dict[str, str]]) -> Found:
    """The series of a dataset that is now kept; `own` are the columns of each by their plain names."""
    sha = library.keep(home, dataset)
    plain = tuple(dict.fromkeys(column for names in own.values() for column in names))
    if len(own) > MOST:
        raise BadSetting(f"There are {len(own):,} series; the most is {MOST:,}. Bring fewer of them.")
    first = next((name for name in plain if name.lower() == "close"), None)
    first = first or next((name for name in plain if name.lower() not in SPARE), plain[0] if plain else "")
    members = []
    for name, names in own.items():
        target = first or name
        values = dataset.frame.get(names.get(target, target))
        if values is not None and values.notna().any():
            members.append(Member(name=name[:200], dataset=sha, target=target, columns=names, **ends(values)))
    if not members:
        raise UnreadableFile("None of the series in the file holds a number. Bring another file.")
    return Found(dataset.name, tuple(members), plain, notes=dataset.notes)


def tickers(
    home: Path, symbols: tuple[str, ...], interval: str, period: str, say: Callable[[str], None] = lambda words: None
) -> Found:
    """Prices of each symbol, a dataset each; one that the price source does not know is left out in words."""
    from lstm_core.data import ticker

    symbols = tuple(dict.fromkeys(symbol.upper() for symbol in symbols))
    if not 1 <= len(symbols) <= MOST_SYMBOLS:
        raise BadSetting(f"{len(symbols)} symbols were asked for; name 1 to {MOST_SYMBOLS}.")
    members, left_out = [], {}
    for symbol in symbols:
        say(f"Fetching {symbol}")
        try:
            dataset = ticker.fetch(symbol, interval, period, home / "prices")
        except LabError as refused:
            left_out[symbol] = str(refused)
        else:
            members.append(Member(name=symbol, dataset=library.keep(home, dataset), target="Close"))
    if not members:
        raise BadSetting(f"None of the symbols has prices. {next(iter(left_out.values()))}")
    return Found(", ".join(symbols)[:200], tuple(members), ("Close",), left_out)


def forecastable(dataset: Dataset) -> list[str]:
    """The columns that one would forecast: not the volume, nor what is no longer measured at all."""
    volume = dataset.roles.get("volume")
    return [name for name, values in dataset.frame.items() if name != volume and values.notna().any()]


def ends(values: "pd.Series") -> dict[str, str | None]:
    """The first and the last measured row of a column, None where that is the dataset's own."""
    there = np.flatnonzero(values.notna())
    first, last = int(there[0]), int(there[-1])
    return {
        "start": None if first == 0 else moment(values.index[first]),
        "end": None if last == len(values) - 1 else moment(values.index[last]),
    }


def moment(time: object) -> str:
    """A row's time or number, as `specs.Preparation` takes it."""
    return time.isoformat() if hasattr(time, "isoformat") else str(int(time))


def reading_name(name: str) -> str:
    """A file's name as the title of its series."""
    from lstm_core.data.reading import reader

    return reader.title(name)


def prices(member: Member) -> dict[str, str]:
    """The roles of a member's own columns, by the dataset's names, where they are prices: high, low and close."""
    named = {plain.strip().lower(): column for plain, column in member.columns.items()}
    found = {role: named[role] for role in OHLCV if role in named}
    return {column: role for role, column in found.items()} if {"high", "low", "close"} <= found.keys() else {}
