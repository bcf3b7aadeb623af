"""Corners of one server, a person's own or a team's: each a home folder of its own, `<home>/workspaces/<id>/`.

An id is not guessed, and whoever knows one is let in: it stands in the person's browser, or is made of who logged in. A
workspace is private until it gets a name; a link to it lets others join from then on.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from lstm_core import readonly
from lstm_core.errors import BadSetting, NotFound
from lstm_core.runs import files, store

ID = re.compile(r"[0-9a-f]{32}")
FOLDER, ABOUT, JOINED = "workspaces", "workspace.json", "joined.json"
LONGEST, MOST_JOINED = 60, 20
UNKNOWN = (
    "This link leads to no shared workspace: it was stopped being shared, or the link is cut off. Ask for a new one."
)


def new_id() -> str:
    """A name for a workspace that nobody guesses."""
    return secrets.token_hex(16)


def of_user(issuer: str, subject: str) -> str:
    """The id of the workspace of somebody who logged in: the same wherever and whenever they do.

    >>> of_user("https://a.example", "1") == of_user("https://a.example", "1") != of_user("https://b.example", "1")
    True
    """
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()[:32]


def is_id(text: object) -> bool:
    """Whether it could be the id of a workspace.

    >>> is_id("0" * 32), is_id("../../etc"), is_id(None)
    (True, False, False)
    """
    return isinstance(text, str) and ID.fullmatch(text) is not None


def home_of(home: Path, workspace: str) -> Path:
    """The home folder of a workspace, which may not be there yet; NotFound for what is no id, or leads elsewhere."""
    folder = home / FOLDER / workspace if is_id(workspace) else None
    if folder is None or folder.is_symlink():
        raise NotFound(UNKNOWN)
    return folder


def homes(home: Path) -> Iterator[Path]:
    """The home itself, and those of all its workspaces."""
    yield home
    for folder in sorted((home / FOLDER).glob("*")):
        if is_id(folder.name) and store.is_own(folder):
            yield folder


def name(home: Path, workspace: str) -> str | None:
    """What a workspace is called; None while it is private, or is none."""
    told = files.read_object(home / FOLDER / workspace / ABOUT).get("name") if is_id(workspace) else None
    return told if isinstance(told, str) else None


def share(home: Path, workspace: str, called: str) -> None:
    """Gives a workspace a name, under which others may join. Raises BadSetting for an empty or a long one."""
    readonly.refuse()
    called = "".join(sign for sign in called if sign.isprintable()).strip()
    if not 1 <= len(called) <= LONGEST:
        raise BadSetting(f"The name of a workspace has 1 to {LONGEST} letters. Type another one.")
    with store.writing():
        files.write_json(home_of(home, workspace) / ABOUT, {"name": called})


def unshare(home: Path, workspace: str) -> None:
    """A private workspace again: whoever joined it is out."""
    readonly.refuse()
    with store.writing():
        (home_of(home, workspace) / ABOUT).unlink(missing_ok=True)


def joined(home: Path, own: str) -> list[str]:
    """The shared workspaces that the owner of this one has joined, the last one first."""
    told = files.read_object(home_of(home, own) / JOINED).get("joined")
    return [other for other in told if name(home, other) is not None] if isinstance(told, list) else []


def current(home: Path, own: str) -> str:
    """The workspace that its owner was in last: this one, or a shared one that can still be entered."""
    now = files.read_object(home_of(home, own) / JOINED).get("current")
    return now if now in joined(home, own) else own


def enter(home: Path, own: str, other: str) -> None:
    """Goes to another workspace, which is joined by that, or back to the own one. NotFound where it is not shared."""
    readonly.refuse()
    known = joined(home, own)
    if other != own:
        if name(home, other) is None:
            raise NotFound(UNKNOWN)
        known = [other, *(one for one in known if one != other)][:MOST_JOINED]
    with store.writing():
        files.write_json(home_of(home, own) / JOINED, {"joined": known, "current": other})


def leave(home: Path, own: str, other: str) -> None:
    """Out of a workspace that was joined, and back to the own one."""
    readonly.refuse()
    known = [one for one in joined(home, own) if one != other]
    with store.writing():
        files.write_json(home_of(home, own) / JOINED, {"joined": known, "current": own})
