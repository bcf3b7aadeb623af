"""A file that a person brought, with the choices it is read by; each choice can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lstm_core.data.reading import Keys, Note, Understood


@dataclass(frozen=True)
class Upload:
    """A file's name and content, the choices (arguments of `reading.understand`) and the mends that they undo.

    `understood` and `sha` say what became of it; None until it was read. `seen` remembers what was looked up in it.
    """

    id: str
    name: str
    content: bytes = field(repr=False)
    choices: dict = field(default_factory=dict)
    undone: tuple["Note", ...] = ()
    understood: "Understood | None" = None
    sha: str | None = None
    seen: dict = field(default_factory=dict, repr=False)

    def read_by(self, choices: dict) -> "Upload":
        """The same file by other choices; mends that these no longer undo are not listed as undone."""
        return replace(
            self, choices=choices, undone=tuple(note for note in self.undone if holds(choices, note.choices))
        )

    def undo(self, note: "Note") -> "Upload":
        """The same file without this mend."""
        kept = frozenset(self.choices.get("keep", ())) | frozenset(note.choices.get("keep", ()))
        choices = self.choices | note.choices | ({"keep": kept} if kept else {})
        return replace(self.read_by(choices), undone=(*self.undone, note))

    def mend(self, note: "Note") -> "Upload":
        """The same file with a mend made after all."""
        kept = frozenset(self.choices.get("keep", ())) - frozenset(note.choices.get("keep", ()))
        choices = {name: value for name, value in self.choices.items() if name not in note.choices}
        return self.read_by(choices | ({"keep": kept} if kept else {}))

    def open(self) -> "Contents":
        """What can be chosen in the file, by the sheet and the header row chosen so far."""
        place = self.choices.get("sheet"), self.choices.get("header_row")
        if place not in self.seen:
            self.seen[place] = contents(self.content, *place)
        return self.seen[place]


@dataclass(frozen=True)
class Contents:
    """What a file leaves to choose: its sheets, what can be its times, stacked series, and its first rows."""

    sheets: tuple[str, ...]
    times: tuple[str, ...]
    keys: "Keys | None"
    rows: tuple[tuple[str, ...], ...]


def contents(content: bytes, sheet: str | None, header_row: int | None) -> Contents:
    """What can be chosen in a file. Raises UnreadableFile for what is no table."""
    from lstm_core.data import reading

    return Contents(
        reading.sheets(content),
        reading.candidates(content, sheet, header_row),
        reading.keys(content, sheet, header_row),
        reading.first_rows(content, sheet),
    )


def holds(choices: dict, some: dict) -> bool:
    """Whether the choices make those of `some` too.

    >>> holds({"keep": {"footer", "units"}, "decimal": ","}, {"keep": {"units"}}), holds({}, {"decimal": ","})
    (True, False)
    """
    return all(
        set(value) <= set(choices.get(name, ())) if name == "keep" else choices.get(name) == value
        for name, value in some.items()
    )


def read(upload: Upload, report: Callable[[str], None]) -> Upload:
    """The file, understood by its choices. Raises UnreadableFile, NoTimeColumn, NoNumbers or TooLittleData."""
    from lstm_core.data import reading

    return replace(upload, understood=reading.understand(upload.content, upload.name, **upload.choices, report=report))
