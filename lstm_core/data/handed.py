"""An experiment in one file with its data, as a teacher hands it to a class: a zip of two files that we write.

They are `experiment.json`, and `<sha>.parquet`, the file of the kept dataset. Where the experiment stands alone its
data are kept already, stand beside it, or are those of a built-in series.
"""

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lstm_core import specs
from lstm_core.data import library, samples
from lstm_core.errors import BadSetting, NotFound, UnreadableFile

if TYPE_CHECKING:
    from lstm_core.data.series import Dataset

EXPERIMENT = "experiment.json"
MOST_BYTES = 1_000_000  # of an experiment.json; one with thousands of columns has a hundred thousand
MOST_ZIPPED = 50 * 2**20  # of a file that brings its data along


class Handed(NamedTuple):
    """What a file holds; without a dataset it is one that is kept, or built in."""

    experiment: specs.Experiment
    dataset: "Dataset | None"


def packed(home: Path, experiment: specs.Experiment) -> bytes:
    """The file for a class: the experiment and its dataset. Raises NotFound where that is not kept."""
    path = library.path_of(home, experiment.data.dataset)
    library.load(home, experiment.data.dataset)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(EXPERIMENT, experiment.model_dump_json(indent=1))
        zipped.write(path, path.name)
    return written.getvalue()


def opened(content: bytes, beside: Path | None = None) -> Handed:
    """What stands in such a file, or in an experiment.json alone, whose data may stand `beside` it in that folder.

    Raises BadSetting for what is no experiment, UnreadableFile or NotFound for data that can't be read.
    """
    if not zipfile.is_zipfile(io.BytesIO(content)):
        found = experiment(content)
        data = beside / f"{found.data.dataset}.parquet" if beside else None
        return Handed(found, read(data.read_bytes(), found) if data and data.is_file() else None)
    if len(content) > MOST_ZIPPED:
        raise UnreadableFile(f"The file is larger than {MOST_ZIPPED // 2**20} MB. Bring the data by themselves first.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as zipped:
            found = experiment(member(zipped, EXPERIMENT, MOST_BYTES))
            return Handed(found, read(member(zipped, f"{found.data.dataset}.parquet", MOST_ZIPPED), found))
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as fault:
        raise UnreadableFile(
            "This zip is not a class's file: it holds experiment.json and the data it was made for. Save it again with"
            " “Save for a class” on the Train page."
        ) from fault


def member(zipped: zipfile.ZipFile, name: str, most: int) -> bytes:
    """One file of the zip, read as far as it may go, whatever the zip says of its size."""
    with zipped.open(name) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise UnreadableFile(f"The {name[-15:]} in this zip is too large. Bring the data by themselves first.")
    return content


def experiment(content: bytes) -> specs.Experiment:
    """The experiment in a file. Raises BadSetting for one that is none."""
    from pydantic import ValidationError

    if len(content) > MOST_BYTES:
        raise BadSetting("The file is too large for an experiment: choose the experiment.json of a run.")
    try:
        return specs.Experiment.model_validate_json(content)
    except ValidationError as invalid:
        raise BadSetting(f"This is no experiment that this version knows: {specs.in_words(invalid)}") from None


def read(content: bytes, found: specs.Experiment) -> "Dataset":
    """The dataset in a kept file's content; only what it says in numbers counts, and that is checked by its hash."""
    import dataclasses

    import pyarrow as pa
    from pyarrow import parquet

    from lstm_core.data.reading import parquets

    try:
        parquets.bounded(parquet.read_metadata(pa.BufferReader(content)))
    except (pa.ArrowException, OSError) as damaged:
        raise UnreadableFile("The data in this file are damaged. Ask for the file again.") from damaged
    dataset = library.opened(pa.BufferReader(content), found.data.dataset)
    index, columns = dataset.frame.index, dataset.frame.columns
    sound = index.is_monotonic_increasing and index.is_unique and columns.is_unique and index.dtype.kind in "iM"
    if not (sound and len(columns) and len(index)):
        raise UnreadableFile("The data in this file are not a sorted table of numbers. Ask for the file again.")
    return dataclasses.replace(dataset, name=found.data.name, source="Handed on with an experiment", notes=())


def built_in(name: str, sha: str) -> "Dataset | None":
    """The built-in series of that title, where its content is what is asked for."""
    sample = next((sample for sample in samples.SAMPLES if sample.title == name), None)
    dataset = samples.load(sample.name) if sample else None
    return dataset if dataset is not None and library.sha_of(dataset) == sha else None


def dataset_of(home: Path, handed: Handed) -> "Dataset | None":
    """The dataset that has to be kept before the experiment can be taken; None where it is kept. Raises NotFound."""
    asked = handed.experiment.data
    if library.path_of(home, asked.dataset).exists():
        return None
    found = handed.dataset if handed.dataset is not None else built_in(asked.name, asked.dataset)
    if found is None:
        raise NotFound(
            f"This experiment was made for “{asked.name}”, which is not kept here. Bring these data first, then take"
            " the experiment again; or have it saved for a class, with its data."
        )
    return found
