"""Where runs are kept: `<home>/runs/<id>/`, one folder each, listed by name without opening any."""

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_core.errors import LabError, NotFound
from lstm_core.runs import files, processes
from lstm_core.runs.record import Record

if TYPE_CHECKING:
    from lstm_core.specs import Asked, Experiment

LABS, MOST_LABS = "labs", 40  # their folder beside that of the runs, and how many are kept
RUN_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{6}")
FULL_DISK = "The disk is full. Free some space, for example by deleting old runs, and start again."


def home() -> Path:
    """The folder that holds everything we write: LSTM_LAB_HOME, or one in the user's data directory."""
    folder = os.environ.get("LSTM_LAB_HOME")
    if not folder:
        import platformdirs

        folder = platformdirs.user_data_dir("lstm-lab", appauthor=False)
    path = Path(folder).expanduser().absolute()
    with writing():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def new_id() -> str:
    """A name for a run that sorts by time (UTC) and is not guessed: `20261120-101500-ab12cd`."""
    return f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{secrets.token_hex(3)}"


def create(home: Path, experiment: "Experiment", run_id: str | None = None) -> Record:
    """A queued run that asks for this experiment; the run of that id where there is one, so asking twice is safe."""
    run_id = checked(run_id or new_id())
    return made(home / "runs" / run_id, "experiment.json", experiment.model_dump_json(indent=1))


def create_lab(home: Path, asked: "Asked") -> Record:
    """A queued lab that asks for this; the oldest labs that are over go."""
    over = (record for record in recent(home, kind=LABS) if record.state.is_over)
    for old in islice(over, MOST_LABS - 1, None):
        shutil.rmtree(old.folder, ignore_errors=True)
    return made(home / LABS / new_id(), "lab.json", asked.model_dump_json(indent=1))


def made(folder: Path, name: str, asked: str) -> Record:
    """The folder with what is asked in the file of that name; as it is where it is there already."""
    run_id = folder.name
    if folder.is_dir():
        return Record(run_id, folder)
    aside = folder.with_name(f".new-{run_id}-{secrets.token_hex(4)}")
    with writing():
        aside.mkdir(mode=0o700, parents=True)
        try:
            files.replace(aside / name, lambda path: path.write_text(asked, encoding="utf-8"))
            files.write_json(aside / "submitted.json", {**processes.this(), "time": time.time()})
            aside.rename(folder)
        except OSError:
            shutil.rmtree(aside, ignore_errors=True)
            # Another tab may have made the same run meanwhile: then that is the one.
            if not folder.is_dir():
                raise
    return Record(run_id, folder)


def open_run(home: Path, run_id: str, kind: str = "runs") -> Record:
    """The run of that id, or NotFound; of the kind `LABS` a lab."""
    folder = home / kind / checked(run_id)
    if not is_own(folder):
        raise NotFound(f"There is no run {run_id}. It may have been deleted; choose another one from the list.")
    return Record(run_id, folder)


def recent(home: Path, limit: int | None = None, kind: str = "runs") -> list[Record]:
    """The newest runs first, damaged ones among them (`Record.damage` says why); of the kind `LABS` the labs."""
    try:
        names = [entry.name for entry in os.scandir(home / kind) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    runs = sorted(filter(RUN_ID.fullmatch, names), reverse=True)
    return [Record(name, home / kind / name) for name in runs[:limit]]


def delete(home: Path, run_id: str) -> None:
    """No such run any more. Refuses while it trains; links inside the folder are removed, not what they lead to."""
    record = open_run(home, run_id)
    if not record.state.is_over:
        raise LabError("This run is still training. Stop it first, then delete it.")
    with writing():
        try:
            record.folder.rename(record.folder.with_name(f".gone-{run_id}-{secrets.token_hex(4)}"))
        except FileNotFoundError:
            raise NotFound(f"There is no run {run_id}. It was deleted already.") from None
    # Renamed first, so a run is never half there; what an earlier, interrupted delete left goes too.
    for gone in (home / "runs").glob(".gone-*"):
        shutil.rmtree(gone, ignore_errors=True)


def checked(run_id: str) -> str:
    """The id when it is one of ours, so no id leads out of the folder of runs; or NotFound."""
    if not isinstance(run_id, str) or not RUN_ID.fullmatch(run_id):
        raise NotFound("This is not the name of a run; one looks like 20261120-101500-ab12cd. Choose it from the list.")
    return run_id


def is_own(folder: Path) -> bool:
    """Whether the folder is there and no link to somewhere else."""
    return folder.is_dir() and not folder.is_symlink()


def is_full_disk(failure: BaseException) -> bool:
    """Whether it failed for want of space; HDF5 tells it only in its message."""
    return getattr(failure, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(failure)


@contextmanager
def writing() -> Iterator[None]:
    """A place where the disk's refusals become sentences; they name no path, since a page shows them."""
    try:
        yield
    except OSError as refused:
        raise LabError(in_words(refused)) from refused


def in_words(refused: OSError) -> str:
    """What the disk refused, why, and what to do."""
    if is_full_disk(refused):
        return FULL_DISK
    reason = (refused.strerror or "the system gave no reason").lower()
    return (
        f"LSTM Lab can't write to its home folder ({reason}). "
        "Make it writable, or set LSTM_LAB_HOME to a folder that you may write to, and start again."
    )
