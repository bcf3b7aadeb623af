"""Everything that worker processes say, in one file that never grows large."""

import logging
import os
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path

BYTES = 1_000_000


def capture(file: Path) -> None:
    """Send this process's and its children's output and errors to the file, turned over at a megabyte.

    It goes through a pipe, since several processes that turn over the same file lose lines.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = RotatingFileHandler(file, maxBytes=BYTES, backupCount=2, encoding="utf-8", errors="replace")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    # A full disk must not make logging complain into the pipe that it empties.
    logging.raiseExceptions = False
    reading, writing = os.pipe()
    os.dup2(writing, 1)
    os.dup2(writing, 2)
    os.close(writing)
    threading.Thread(target=copy, args=(reading, handler), name="log", daemon=True).start()


def copy(reading: int, handler: logging.Handler) -> None:
    """Hand on each line until nobody is left who writes."""
    with os.fdopen(reading, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            handler.handle(logging.makeLogRecord({"msg": line.rstrip("\n")}))
