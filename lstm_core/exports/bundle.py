"""A run as one zip that another LSTM Lab opens: plain tables, JSON and arrays, each with its size and checksum.

    manifest.json      format, version, and {"bytes", "sha256"} of every other file
    experiment.json    what was asked            scaler.json    how values were scaled
    outcome.json       state, epochs, seconds    history.jsonl  one line an epoch
    backtest.parquet, forecast.parquet           data.parquet   the data, under the hash that the experiment names
    weights.npz        the network's arrays by layer; the network itself is built anew from the experiment

Verdict and scores are not in it: they follow from the backtest.
"""

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lstm_core.data import library
from lstm_core.errors import DamagedRun, NotFound, UnreadableFile
from lstm_core.exports import weights
from lstm_core.inside import network
from lstm_core.runs import files
from lstm_core.runs.record import Record

FORMAT, VERSION = "lstm-lab-run", 1
MANIFEST = "manifest.json"
MB = 2**20
MOST: Mapping[str, int] = {
    MANIFEST: MB,
    "experiment.json": MB,
    "scaler.json": 8 * MB,
    "outcome.json": MB,
    "history.jsonl": 8 * MB,
    "backtest.parquet": 256 * MB,
    "forecast.parquet": 16 * MB,
    "data.parquet": 512 * MB,
    weights.NAME: 256 * MB,
}
"""The files of a bundle, and the bytes that each may have at most."""
AS_THEY_ARE = ("experiment.json", "scaler.json", "history.jsonl", "backtest.parquet", "forecast.parquet")


def packed(home: Path, record: Record) -> bytes:
    """The bundle. Raises DamagedRun for a run that has no network or no forecast, NotFound where its data are gone."""
    asked = record.experiment
    if not (record.has_forecast and (record.folder / "model.keras").is_file()):
        raise DamagedRun(f"The run {record.id} has no forecast or no network, so there is no bundle of it.")
    try:
        content = {name: (record.folder / name).read_bytes() for name in AS_THEY_ARE}
        content["data.parquet"] = library.path_of(home, asked.data.dataset).read_bytes()
    except FileNotFoundError as missing:
        raise NotFound(
            "The run's data or one of its files are no longer kept here, so there is no bundle."
        ) from missing
    outcome = {"run": record.id, "state": record.state, "epochs": record.epochs, "seconds": record.seconds}
    content["outcome.json"] = files.json_text(outcome, indent=1).encode()
    content[weights.NAME] = weights.packed(network.load(record.folder / "model.keras"))
    return zipped(content)


def zipped(content: Mapping[str, bytes]) -> bytes:
    """The files as a zip, a manifest of them first."""
    told = {name: {"bytes": len(held), "sha256": sha(held)} for name, held in content.items()}
    manifest = {"format": FORMAT, "version": VERSION, "files": told}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in {MANIFEST: json.dumps(manifest, indent=1).encode(), **content}.items():
            archive.writestr(zipfile.ZipInfo(name), held, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def sha(content: bytes) -> str:
    """The checksum of a file."""
    return hashlib.sha256(content).hexdigest()


def is_one(content: bytes) -> bool:
    """Whether this may be a bundle: a zip that names a manifest. Whether it is sound only `unpacked` can say."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return MANIFEST in archive.namelist()
    except (OSError, ValueError, EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile):
        return False


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a bundle by name, whole and as its manifest says. Nothing is written, and no name leads anywhere.

    Raises UnreadableFile, in words, for all else: other names, links, declared or real sizes beyond MOST, a wrong
    checksum, a newer version.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            for entry in entries:
                check(entry)
            if sorted(entry.filename for entry in entries) != sorted(MOST):
                raise refused("files are missing from it, or there twice")
            held = {entry.filename: archive.read(entry) for entry in entries}
    except (OSError, ValueError, EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile) as damaged:
        raise refused("it is no zip, or a damaged one") from damaged
    except zipfile.zlib.error as damaged:
        raise refused("what is packed in it is damaged") from damaged
    manifest = parsed(held.pop(MANIFEST))
    if manifest.get("format") != FORMAT:
        raise refused("its manifest says that it is no run of LSTM Lab")
    if manifest.get("version") != VERSION:
        raise refused(f"it has version {str(manifest.get('version'))[:20]}, and this LSTM Lab reads version {VERSION}")
    told = manifest.get("files")
    for name, content_of in held.items():
        about = told.get(name) if isinstance(told, dict) else None
        if about != {"bytes": len(content_of), "sha256": sha(content_of)}:
            raise refused(f"{name} is not what its manifest says: it was changed or damaged on its way")
    return held


def check(entry: zipfile.ZipInfo) -> None:
    """Refuses an entry by what the zip says of it, before any of it is read."""
    name = entry.filename
    if name not in MOST:
        raise refused(f"it holds “{name[:60]}”, which does not belong in one")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise refused(f"its {name} is a link or no plain file")
    if entry.file_size > MOST[name]:
        raise refused(f"its {name} says that it has {entry.file_size:,} bytes, and {MOST[name]:,} is the most")
    if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refused(f"its {name} is encrypted, or packed in a way that we don't read")


def parsed(content: bytes) -> dict:
    """A JSON object of the bundle."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as damaged:
        raise refused("one of its JSON files can't be read") from damaged
    if not isinstance(told, dict):
        raise refused("one of its JSON files is none of ours")
    return told


def refused(why: str) -> UnreadableFile:
    """The refusal as a sentence."""
    return UnreadableFile(f"This run bundle can't be opened: {why}. Take the bundle again where the run was made.")
