"""Where searches are kept: `<home>/searches/<id>/`, one folder each; deleted ones can be brought back for a while."""

import os
from pathlib import Path

from lstm_core import readonly
from lstm_core.errors import LabError, NotFound
from lstm_core.runs import files, store
from lstm_core.search.asked import MOST_TRIALS, Search
from lstm_core.search.kept import Kept

PLACE = "searches"


def create(home: Path, asked: Search) -> Kept:
    """A new search that asks for this, and has not begun."""
    made = store.made(home / PLACE / store.new_id(), "search.json", asked.model_dump_json(indent=1))
    return Kept(made.id, made.folder)


def opened(home: Path, search_id: str) -> Kept:
    """The search of that id, or NotFound."""
    folder = home / PLACE / store.checked(search_id)
    if not store.is_own(folder):
        raise NotFound(f"There is no search {search_id}. It may have been deleted; choose another one, or start one.")
    return Kept(search_id, folder)


def recent(home: Path, limit: int | None = None) -> list[Kept]:
    """The newest searches first."""
    try:
        names = [entry.name for entry in os.scandir(home / PLACE) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    found = sorted(filter(store.RUN_ID.fullmatch, names), reverse=True)
    return [Kept(name, home / PLACE / name) for name in found[:limit]]


def extend(kept: Kept, trials: int) -> None:
    """So many trials more than were made, and no end by the clock. LabError while it is searched."""
    readonly.refuse()
    if not kept.state.is_over:
        raise LabError("This search is still under way. Stop it first, then go on with more trials.")
    made = sum(one.outcome != "cut" for one in kept.tried)
    asked = kept.asked.model_copy(update={"trials": min(MOST_TRIALS, made + trials), "minutes": None})
    with store.writing():
        files.replace(
            kept.folder / "search.json", lambda aside: aside.write_text(asked.model_dump_json(indent=1), "utf-8")
        )


def delete(home: Path, search_id: str) -> None:
    """No such search any more, until `restore`. Refuses while it is under way; its runs stay."""
    kept = opened(home, search_id)
    if not kept.state.is_over and kept.status:
        raise LabError("This search is still under way. Stop it first, then delete it.")
    store.put_aside(kept.folder)


def restore(home: Path, search_id: str) -> Kept:
    """The deleted search in its place again; NotFound once it is gone for good."""
    store.put_back(home / PLACE / store.checked(search_id))
    return opened(home, search_id)
