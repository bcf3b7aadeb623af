"""Datasets kept in the home folder, each under the hash of its content."""

import hashlib
import json
import os
import re
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from lstm_core.data.series import Dataset
from lstm_core.errors import NotFound

if TYPE_CHECKING:
    import pyarrow as pa

SHA = re.compile(r"[0-9a-f]{64}")
KEY = b"lstm_lab"


class Kept(NamedTuple):
    """A kept dataset as a list shows it."""

    sha: str
    name: str
    rows: int


def sha_of(dataset: Dataset) -> str:
    """SHA-256 over the index, the column names and the values; name, source and notes don't count."""
    frame = dataset.frame
    values = frame.to_numpy(dtype="<f8")
    digest = hashlib.sha256(json.dumps([str(frame.index.dtype), list(frame.columns), len(frame)]).encode())
    digest.update(frame.index.to_numpy().astype("<i8").tobytes())
    digest.update(np.ascontiguousarray(np.where(np.isnan(values), np.nan, values)).tobytes())
    return digest.hexdigest()


def keep(home: Path, dataset: Dataset) -> str:
    """The hash under which the dataset is now kept; keeping it again changes at most its name and place in the list."""
    sha = sha_of(dataset)
    path = path_of(home, sha)
    about = {"name": dataset.name, "source": dataset.source, "notes": list(dataset.notes)}
    if path.exists() and about_of(path) == about:
        os.utime(path)
    else:
        write(path, dataset.frame, about)
    return sha


def load(home: Path, sha: str) -> Dataset:
    """The dataset kept under that hash. Raises NotFound, also where its file is damaged."""
    import pyarrow as pa
    from pyarrow import parquet

    path = path_of(home, sha)
    try:
        table = parquet.ParquetFile(path).read()
        about = json.loads(table.schema.metadata[KEY])
        index = pd.Index(table.column(0).to_numpy(), name="time")
        columns = [column.to_numpy() for column in table.columns[1:]]
        frame = pd.DataFrame(np.column_stack(columns), index=index, columns=table.column_names[1:])
        found = Dataset(frame=frame, name=about["name"], source=about["source"], notes=tuple(about["notes"]))
    except FileNotFoundError as missing:
        raise NotFound("That dataset is no longer kept here. Bring the data again.") from missing
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError) as damaged:
        raise NotFound("The file of that dataset is damaged. Bring the data again.") from damaged
    if sha_of(found) != sha:
        raise NotFound("The file of that dataset was changed since it was kept. Bring the data again.")
    return found


def recent(home: Path, limit: int = 20) -> list[Kept]:
    """The datasets kept last, the newest first; damaged files are passed over."""
    files = [path for path in (home / "datasets").glob("*.parquet") if SHA.fullmatch(path.stem)]
    found = []
    for path in sorted(files, key=lambda path: path.stat().st_mtime_ns, reverse=True):
        if len(found) == limit:
            break
        if about := about_of(path):
            found.append(Kept(path.stem, about["name"], rows_of(path)))
    return found


def path_of(home: Path, sha: str) -> Path:
    """Where the dataset of that hash stands. Raises NotFound for what is no hash."""
    if not SHA.fullmatch(sha):
        raise NotFound("That is not the name of a kept dataset. Choose one from the list, or bring the data again.")
    return home / "datasets" / f"{sha}.parquet"


def about_of(path: Path) -> dict | None:
    """Name, source and notes in a dataset's file, or None where it can't be read."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        about = json.loads(parquet.read_schema(path).metadata[KEY])
        return {"name": str(about["name"]), "source": str(about["source"]), "notes": list(about["notes"])}
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError):
        return None


def rows_of(path: Path) -> int:
    """How many rows the file says that it holds."""
    from pyarrow import parquet

    return parquet.read_metadata(path).num_rows


def write(path: Path, frame: pd.DataFrame, about: dict) -> None:
    """Writes the file aside and renames it, so that a half-written one is never seen."""
    from pyarrow import parquet

    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{uuid.uuid4().hex}.aside")
    try:
        with aside.open("wb") as file:
            parquet.write_table(as_table(frame, about), file)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def as_table(frame: pd.DataFrame, about: dict) -> "pa.Table":
    """The frame as an Arrow table, the index as its first column `time`, `about` in its metadata."""
    import pyarrow as pa

    arrays = [
        pa.array(frame.index.to_numpy()),
        *(pa.array(frame.iloc[:, at].to_numpy()) for at in range(frame.shape[1])),
    ]
    table = pa.Table.from_arrays(arrays, names=["time", *frame.columns])
    return table.replace_schema_metadata({KEY: json.dumps(about).encode()})
