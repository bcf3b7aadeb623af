"""What a person says of a run: `about.json` in its folder, written by the dashboard alone and replaced whole."""

from dataclasses import asdict, dataclass
from pathlib import Path

from lstm_core import readonly
from lstm_core.runs import files, store

MOST_TAGS = 12
LONGEST = {"name": 80, "tag": 30, "note": 2000}  # characters


@dataclass(frozen=True)
class About:
    """A name in place of the recipe's, words to find the run by, whether it stands first in lists, and a note."""

    name: str = ""
    tags: tuple[str, ...] = ()
    pinned: bool = False
    note: str = ""


def read(folder: Path) -> About:
    """What was said of the run in this folder; nothing where nothing was, or what can't be read."""
    told = files.read_object(folder / "about.json")
    tags = told.get("tags")
    return tidied(
        About(
            name=text(told.get("name")),
            tags=tuple(map(text, tags)) if isinstance(tags, list) else (),
            pinned=told.get("pinned") is True,
            note=text(told.get("note")),
        )
    )


def write(home: Path, run_id: str, about: About) -> None:
    """Keeps what is said of a run, cut to what fits. NotFound where there is no such run any more."""
    readonly.refuse()
    folder = store.open_run(home, run_id).folder
    with store.writing():
        files.write_json(folder / "about.json", asdict(tidied(about)))


def tidied(about: About) -> About:
    """Without needless spaces and repeated tags, no longer than is kept.

    >>> tidied(About(name="  my   run ", tags=("a", "", "a ", "b")))
    About(name='my run', tags=('a', 'b'), pinned=False, note='')
    """
    tags = (" ".join(tag.split())[: LONGEST["tag"]].strip() for tag in about.tags)
    return About(
        name=" ".join(about.name.split())[: LONGEST["name"]].strip(),
        tags=tuple(dict.fromkeys(filter(None, tags)))[:MOST_TAGS],
        pinned=about.pinned,
        note=about.note.strip()[: LONGEST["note"]],
    )


def text(told: object) -> str:
    """The value where it is text."""
    return told if isinstance(told, str) else ""
