"""Files written whole: a reader sees the old one or the new one, never a half."""

import os
import uuid
from collections.abc import Callable
from pathlib import Path


def replace(path: Path, write: Callable[[Path], object], durable: bool = True) -> None:
    """The file as `write(aside)` makes it, put in place whole; its folder is made where there is none.

    Written aside in the same folder, synced (unless not `durable`), renamed. Raises OSError; then the old file stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}.aside")
    try:
        write(aside)
        if durable:
            sync(aside, os.O_RDWR)  # Windows syncs only what is open for writing
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    if durable and os.name == "posix":  # Windows opens no folders
        sync(path.parent, os.O_RDONLY)


def sync(path: Path, how: int) -> None:
    """The file's or the folder's content on the disk itself, not just on its way there."""
    opened = os.open(path, how)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
