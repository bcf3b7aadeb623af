"""Datasets kept in the home folder, each under the hash of its content."""

import hashlib
import json
import os
import re
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from lstm_core import readonly
from lstm_core.data import files
from lstm_core.data.series import Dataset
from lstm_core.errors import BadSetting, NotFound

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import parquet

    from lstm_core import specs

SHA = re.compile(r"[0-9a-f]{64}")
KEY = b"lstm_lab"
ASIDE = 20  # deleted datasets that can be brought back
DAY = 86_400 * 10**9  # nanoseconds
GONE = "That dataset is no longer kept here. Bring the data again."
DAMAGED = "The file of that dataset is damaged. Bring the data again."


class Kept(NamedTuple):
    """A kept dataset as a list shows it; `kept_at` is when it was kept last, in UTC."""

    sha: str
    name: str
    rows: int
    source: str
    kept_at: datetime


def sha_of(dataset: Dataset) -> str:
    """SHA-256 over the index, the column names and the values; name, source and notes don't count."""
    frame = dataset.frame
    values = frame.to_numpy(dtype="<f8")
    digest = hashlib.sha256(json.dumps([str(frame.index.dtype), list(frame.columns), len(frame)]).encode())
    digest.update(frame.index.to_numpy().astype("<i8").tobytes())
    digest.update(np.ascontiguousarray(np.where(np.isnan(values), np.nan, values)).tobytes())
    return digest.hexdigest()


def keep(home: Path, dataset: Dataset) -> str:
    """The hash under which the dataset is now kept; keeping it again changes at most its name and place in the list.

    Where people may only look: that of a dataset which is kept already, else ReadOnly.
    """
    sha = sha_of(dataset)
    path = path_of(home, sha)
    if readonly.on() and path.exists():
        return sha
    readonly.refuse()
    return put(home, sha, dataset)


def put(home: Path, sha: str, dataset: Dataset) -> str:
    """The hash, once the dataset is kept under it, whoever may change what: for what who runs the server provides."""
    purge(home)
    path = path_of(home, sha)
    about = {"name": plain(dataset.name) or "Untitled", "source": dataset.source, "notes": list(dataset.notes)}
    if (known := look(path)) and about_of(known) == about:
        with suppress(FileNotFoundError):  # another tab deletes it right now
            os.utime(path)
            return sha
    write(path, as_table(dataset.frame, about))
    return sha


def load(home: Path, sha: str) -> Dataset:
    """The dataset kept under that hash. Raises NotFound, also where its file is damaged."""
    return opened(path_of(home, sha), sha)


def opened(source: "Path | pa.BufferReader", sha: str) -> Dataset:
    """The dataset of that hash in a kept file, wherever that stands now. Raises NotFound where it holds another one."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(source).read()
        about = json.loads(table.schema.metadata[KEY])
        index = pd.Index(table.column(0).to_numpy(), name="time")
        columns = [column.to_numpy() for column in table.columns[1:]]
        frame = pd.DataFrame(np.column_stack(columns), index=index, columns=table.column_names[1:], dtype="float64")
        found = Dataset(frame=frame, name=about["name"], source=about["source"], notes=tuple(about["notes"]))
        whole = sha_of(found)
    except FileNotFoundError as missing:
        raise NotFound(GONE) from missing
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError, RecursionError) as damaged:
        raise NotFound(DAMAGED) from damaged
    if whole != sha:
        raise NotFound("The file of that dataset was changed since it was kept. Bring the data again.")
    return found


def recent(home: Path, limit: int = 20, matching: str = "") -> list[Kept]:
    """The datasets kept last whose name holds `matching`, the newest first; damaged files are passed over."""
    found = []
    for written, path in sorted(dated(home, "*.parquet"), reverse=True):
        if len(found) == limit:
            break
        known = look(path) if SHA.fullmatch(path.stem) else None
        about = about_of(known) if known else None
        if about and matching.casefold() in about["name"].casefold():
            kept_at = datetime.fromtimestamp(written / 1e9, UTC)
            found.append(Kept(path.stem, about["name"], known.num_rows, about["source"], kept_at))
    return found


def rename(home: Path, sha: str, name: str) -> None:
    """Gives a kept dataset another name; its place in the list stays. Raises NotFound, or BadSetting for no name."""
    import pyarrow as pa
    from pyarrow import parquet

    readonly.refuse()
    if not plain(name):
        raise BadSetting("The new name is empty. Type at least one letter.")
    path = path_of(home, sha)
    try:
        times = path.stat()
        table = parquet.ParquetFile(path).read()
        about = json.loads(table.schema.metadata[KEY]) | {"name": plain(name)}
    except FileNotFoundError as missing:
        raise NotFound(GONE) from missing
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError) as damaged:
        raise NotFound(DAMAGED) from damaged
    write(path, table.replace_schema_metadata({KEY: json.dumps(about).encode()}))
    with suppress(FileNotFoundError):
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def delete(home: Path, sha: str) -> None:
    """Takes a dataset out of the list: its file is moved aside, so `restore` can bring it back. Raises NotFound."""
    readonly.refuse()
    path = path_of(home, sha)
    try:
        path.rename(path.with_suffix(f".{time.time_ns()}.deleted"))
    except FileNotFoundError as missing:
        raise NotFound(GONE) from missing


def restore(home: Path, sha: str) -> None:
    """Brings a deleted dataset back to its place in the list. Raises NotFound once it is gone for good."""
    readonly.refuse()
    path = path_of(home, sha)
    for aside in sorted(path.parent.glob(f"{sha}.*.deleted"), reverse=True):
        with suppress(FileNotFoundError):  # another tab was faster
            aside.replace(path)
            return
    if not path.exists():
        raise NotFound("That dataset was deleted for good. Bring the data again.")


def purge(home: Path) -> None:
    """Lets go of what was deleted more than a day ago or before the last ASIDE, and of saves that were cut off."""
    yesterday = time.time_ns() - DAY
    cut_off = [path for written, path in dated(home, ".*.aside") if written < yesterday]
    deleted = sorted((home / "datasets").glob("*.*.deleted"), key=deleted_at, reverse=True)
    old = [path for path in deleted if deleted_at(path) < yesterday]
    for path in {*cut_off, *old, *deleted[ASIDE:]}:
        path.unlink(missing_ok=True)
        sha = path.name.partition(".")[0]
        if not path.with_name(f"{sha}.parquet").exists():
            path.with_name(f"{sha}.json").unlink(missing_ok=True)


def remember(home: Path, sha: str, setup: "specs.Data") -> None:
    """Writes down target, roles and preparation as last chosen for this dataset. Raises NotFound."""
    readonly.refuse()
    path = path_of(home, sha)
    if not path.exists():
        raise NotFound(GONE)
    files.replace(path.with_suffix(".json"), lambda aside: aside.write_text(setup.model_dump_json()))


def remembered(home: Path, sha: str) -> "specs.Data | None":
    """What was last chosen for this dataset; None where nothing was, or it is damaged or from another version."""
    from pydantic import ValidationError

    from lstm_core import specs

    path = path_of(home, sha).with_suffix(".json")
    try:
        setup = specs.Data.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    return setup if setup.dataset == sha else None


def path_of(home: Path, sha: str) -> Path:
    """Where the dataset of that hash stands. Raises NotFound for what is no hash."""
    if not SHA.fullmatch(sha):
        raise NotFound("That is not the name of a kept dataset. Choose one from the list, or bring the data again.")
    return home / "datasets" / f"{sha}.parquet"


def look(path: Path) -> "parquet.FileMetaData | None":
    """What the end of a dataset's file says of it, or None where it can't be read."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.read_metadata(path)
    except (pa.ArrowException, OSError):
        return None


def about_of(known: "parquet.FileMetaData") -> dict | None:
    """Name, source and notes in a dataset's file, or None where they are not there."""
    try:
        about = json.loads(known.metadata[KEY])
        return {"name": str(about["name"]), "source": str(about["source"]), "notes": list(about["notes"])}
    except (KeyError, TypeError, ValueError):
        return None


def plain(name: str) -> str:
    """The name without what can't be printed, at most 200 characters."""
    return "".join(sign for sign in name if sign.isprintable()).strip()[:200]


def dated(home: Path, pattern: str) -> list[tuple[int, Path]]:
    """The files of that pattern, each after the nanosecond of its last writing; what vanishes meanwhile is left out."""
    found = []
    for path in (home / "datasets").glob(pattern):
        with suppress(FileNotFoundError):
            found.append((path.lstat().st_mtime_ns, path))
    return found


def deleted_at(aside: Path) -> int:
    """The nanosecond when the file was moved aside, which its name says."""
    stamp = aside.name.split(".")[1]
    return int(stamp) if stamp.isdecimal() and len(stamp) < 25 else 0


def write(path: Path, table: "pa.Table") -> None:
    """The dataset's file, replaced whole."""
    from pyarrow import parquet

    files.replace(path, lambda aside: parquet.write_table(table, aside))


def as_table(frame: pd.DataFrame, about: dict) -> "pa.Table":
    """The frame as an Arrow table, the index as its first column `time`, `about` in its metadata."""
    import pyarrow as pa

    arrays = [
        pa.array(frame.index.to_numpy()),
        *(pa.array(frame.iloc[:, at].to_numpy()) for at in range(frame.shape[1])),
    ]
    table = pa.Table.from_arrays(arrays, names=["time", *frame.columns])
    return table.replace_schema_metadata({KEY: json.dumps(about).encode()})
