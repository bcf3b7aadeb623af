"""Where runs are kept: `<home>/runs/<id>/`, one folder each, listed by name without opening any."""

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_core import readonly
from lstm_core.errors import BadSetting, LabError, NotFound
from lstm_core.results import State
from lstm_core.runs import attempts, files, processes
from lstm_core.runs.record import Record

if TYPE_CHECKING:
    from lstm_core.specs import Asked, Experiment

LABS, MOST_LABS = "labs", 40  # their folder beside that of the runs, and how many are kept
RUN_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{6}")
# What a run that goes on takes along from the one before it.
GOES_ALONG = ("checkpoint.npz", "best.weights.h5", "history.jsonl", "preview.jsonl")
MOST_EPOCHS = 1000
DELETED, DAY = 3, 24 * 3600 * 10**9  # deleted runs that can be brought back, and for how long (nanoseconds)
ROOM = 500 * 2**20  # bytes free on the disk below which nothing deleted is kept
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
    """A queued lab that asks for this; the oldest labs that are over go. LabError while MOST_LABS are not over."""
    over, going = [], []
    for record in recent(home, kind=LABS):
        (over if record.state.is_over else going).append(record)
    if len(going) >= MOST_LABS:
        raise LabError(f"{MOST_LABS} labs are being played or wait. Try again in a minute, when some are over.")
    for old in over[MOST_LABS - 1 :]:
        shutil.rmtree(old.folder, ignore_errors=True)
    return made(home / LABS / new_id(), "lab.json", asked.model_dump_json(indent=1))


def longer(home: Path, record: Record, epochs: int) -> Record:
    """A new queued run that goes on from the run's checkpoint for so many epochs more; the old one stays as it is.

    Learning rate and patience go on as they would have: a cosine keeps its length and starts again. Raises LabError
    while the run trains and where it left no whole checkpoint, BadSetting past MOST_EPOCHS.
    """
    from lstm_core import specs

    if not record.state.is_over:
        raise LabError("This run is still training. Stop or pause it first, then train longer.")
    trained = record.resumes_from
    if trained is None:
        raise LabError("This run left no checkpoint to go on from. Train it again with more epochs.")
    if not 1 <= epochs <= MOST_EPOCHS - trained:
        left = MOST_EPOCHS - trained
        raise BadSetting(f"epochs ({epochs}) must be 1 to {left} more: a run has at most {MOST_EPOCHS}.")
    before = record.experiment.training
    changed = {"epochs": trained + epochs}
    if before.schedule == "cosine":
        changed["cycle"] = before.cycle or before.epochs
    if before.patience:
        changed["patience"] = min(before.patience + epochs, MOST_EPOCHS)
    training = specs.checked(specs.Training, **{**before.model_dump(), **changed})
    asked = record.experiment.model_copy(update={"training": training})
    along = [record.folder / name for name in GOES_ALONG]
    told = {"continues": record.id, "from": trained}
    return made(home / "runs" / new_id(), "experiment.json", asked.model_dump_json(indent=1), told, along)


def submit(record: Record, owner: str) -> None:
    """The run waits for a worker of this process, and takes its owner's turn; runs without one train elsewhere."""
    told = record.submitted
    now = {**told, **processes.this(), "owner": owner}
    if now != told:
        with writing():
            files.write_json(record.folder / "submitted.json", now)


def send_again(record: Record) -> None:
    """A run that was paused, interrupted or failed waits again, to go on from its last checkpoint.

    It is not to stop or pause any more. Asking again for a run that is on its way changes nothing. Raises LabError for
    one that came to its end.
    """
    if not record.state.is_over:
        return
    readonly.refuse()
    if not (record.state.goes_on or record.state is State.FAILED):
        raise LabError("This run came to its end. Train it longer, or start a new one.")
    with writing():
        for name in ("pause", "stop"):
            (record.folder / name).unlink(missing_ok=True)
    again(record)


def again(record: Record, in_vain: int = 0) -> None:
    """The run waits for its next attempt, whatever became of the last, which was the `in_vain`th without an epoch."""
    told, begins = record.submitted, record.resumes_from or 0
    told |= {"attempt": attempts.of(told) + 1, "from": begins, "in_vain": in_vain, "time": time.time()}
    with writing():
        (record.folder / "error.json").unlink(missing_ok=True)
        files.write_json(record.folder / "submitted.json", {**told, **processes.this()})


def made(folder: Path, name: str, asked: str, told: dict | None = None, along: Iterable[Path] = ()) -> Record:
    """The folder with what is asked in the file of that name, what is told of its sending, and the files that go along.

    As it is where it is there already. Where people may only look labs alone are made; else ReadOnly.
    """
    run_id = folder.name
    if folder.is_dir():
        return Record(run_id, folder)
    if folder.parent.name != LABS:
        readonly.refuse()
    aside = folder.with_name(f".new-{run_id}-{secrets.token_hex(4)}")
    with writing():
        aside.mkdir(mode=0o700, parents=True)
        try:
            files.replace(aside / name, lambda path: path.write_text(asked, encoding="utf-8"))
            for path in along:
                with suppress(FileNotFoundError):
                    shutil.copyfile(path, aside / path.name, follow_symlinks=False)
            submitted = {**processes.this(), "time": time.time(), "attempt": 1}
            files.write_json(aside / "submitted.json", submitted | (told or {}))
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
    """No such run any more, until `restore`. Refuses while it trains."""
    readonly.refuse()
    record = open_run(home, run_id)
    if not record.state.is_over:
        raise LabError("This run is still training. Stop it first, then delete it.")
    put_aside(record.folder)


def restore(home: Path, run_id: str) -> Record:
    """The deleted run in its place again; NotFound once it is gone for good."""
    folder = home / "runs" / checked(run_id)
    put_back(folder)
    if not is_own(folder):
        raise NotFound(f"The run {run_id} was deleted for good. Train it again.")
    return Record(run_id, folder)


def put_aside(folder: Path) -> None:
    """No such run, search or group any more, until `put_back`. NotFound where it is gone already.

    Of those that were deleted before, all but the last few go for good: links in them, not what these lead to.
    """
    readonly.refuse()
    with writing():
        try:
            folder.rename(folder.with_name(f".gone-{folder.name}-{time.time_ns():020}"))
        except FileNotFoundError:
            raise NotFound(f"There is no {folder.name} any more. It was deleted already.") from None
    purge(folder.parent)


def put_back(folder: Path) -> None:
    """What was deleted from this folder in its place again, as far as it is still there."""
    readonly.refuse()
    for gone in sorted(folder.parent.glob(f".gone-{folder.name}-*"), reverse=True):
        if not folder.exists():
            with writing(), suppress(FileNotFoundError):  # another tab was faster
                gone.rename(folder)


def purge(kept: Path) -> None:
    """Lets go of what was deleted more than a day ago or before the last DELETED, and of what was never whole.

    Where the disk is nearly full, which may be why somebody deletes, of all that was deleted from that folder.
    """
    if not kept.is_dir():
        return
    most = DELETED if shutil.disk_usage(kept).free > ROOM else 0
    gone = sorted(kept.glob(".gone-*"), key=deleted_at, reverse=True)
    yesterday = time.time_ns() - DAY
    old = [path for path in gone if deleted_at(path) < yesterday]
    cut_off = [path for path in kept.glob(".new-*") if path.lstat().st_mtime_ns < yesterday]
    for path in {*old, *gone[most:], *cut_off}:
        shutil.rmtree(path, ignore_errors=True)


def deleted_at(gone: Path) -> int:
    """The nanosecond of the deletion, which the name says."""
    stamp = gone.name.rpartition("-")[2]
    return int(stamp) if len(stamp) == 20 and stamp.isdecimal() else 0


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
