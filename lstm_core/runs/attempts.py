"""How often a run was sent to a worker: `submitted.json` counts the sendings, each worker claims one of them.

A run whose submission counts further than its state waits again. A claim is a file that can be made only once, so of
two workers that are sent the same attempt one trains, and one that was given up for dead learns that it is no longer
the writer.
"""

from pathlib import Path

from lstm_core.runs import files


class Superseded(Exception):
    """Another worker has this run now; this one may not write to its folder any more."""


def of(told: dict) -> int:
    """The attempt that `submitted.json` or `state.json` tells of, counted from 1; 1 where it tells of none."""
    number = told.get("attempt")
    return number if isinstance(number, int) else 1


def sent(folder: Path) -> int:
    """The attempt for which the run was sent last."""
    return of(files.read_object(folder / "submitted.json"))


def claim(folder: Path, attempt: int) -> None:
    """Make this attempt ours; Superseded where it is somebody's already."""
    try:
        (folder / f".attempt-{attempt}").open("x").close()
    except FileExistsError:
        raise Superseded(f"attempt {attempt} was begun by another worker") from None


def epoch_of(checkpoint: Path) -> int | None:
    """The epoch after which the checkpoint was written, its weights left unread; None where there is none to go on."""
    import zipfile

    import numpy as np

    try:
        with np.load(checkpoint, allow_pickle=False) as told:
            epoch = int(told["epoch"])
    except (OSError, ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    return epoch if epoch > 0 else None
