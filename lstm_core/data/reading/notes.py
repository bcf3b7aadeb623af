"""What the reader did to a file: one note each, for people as a sentence and for scripts as fields."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

MOST_ROWS = 1_000


@dataclass(frozen=True)
class Note:
    """A mend: its kind, what was done, the file's rows it touched (the first 1,000), and how it is undone.

    `undo` names that for scripts; `choices` are the arguments of `understand` that do it. A mend without them can't
    be left out.

    >>> Note("footer", "Left out 2 rows below the table", (9, 10)).sentence
    'Left out 2 rows below the table (rows 9, 10).'
    """

    kind: str
    did: str
    rows: tuple[int, ...] = ()
    undo: str | None = None
    choices: dict[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The note for people."""
        shown = ", ".join(f"{row:,}" for row in self.rows[:5]) + (" …" if len(self.rows) > 5 else "")
        where = f" ({'row' if len(self.rows) == 1 else 'rows'} {shown})" if self.rows else ""
        return f"{self.did}{where}."

    def as_json(self) -> dict:
        """The note for scripts."""
        return {"kind": self.kind, "rows": list(self.rows), "did": self.did, "undo": self.undo}


def rows(lines: Iterable) -> tuple[int, ...]:
    """The first lines as whole numbers, as a note holds them."""
    return tuple(int(line) for line in islice(lines, MOST_ROWS))


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: `1 row`, `2 rows`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(names: list[str]) -> str:
    """Up to eight names in quotes, and how many more."""
    shown = ", ".join(f"“{name[:60]}”" for name in names[:8])
    return shown + (f" and {len(names) - 8} more" if len(names) > 8 else "")
