"""What a teacher hands on: read whole, or refused in words."""

import io
import zipfile

import pyarrow as pa
import pytest
from pyarrow import parquet

from lstm_core import specs
from lstm_core.data import handed, library, samples
from lstm_core.errors import BadSetting, LabError, NotFound, UnreadableFile


@pytest.fixture
def asked(tmp_path):
    sha = library.keep(tmp_path, samples.load("sunspots"))
    return specs.Experiment(data=specs.Data(dataset=sha, name="Sunspots", target="sunspots"))


def zipped(**files: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in files.items():
            into.writestr(name.replace("_json", ".json").replace("_parquet", ".parquet"), content)
    return written.getvalue()


def test_a_packed_experiment_opens_elsewhere_with_its_data(tmp_path, asked):
    found = handed.opened(handed.packed(tmp_path, asked))
    assert found.experiment == asked
    assert found.dataset.frame.equals(samples.load("sunspots").frame)
    assert library.keep(tmp_path / "other", handed.dataset_of(tmp_path / "other", found)) == asked.data.dataset


def test_an_experiment_alone_takes_the_data_beside_it_or_the_built_in_series(tmp_path, asked):
    content, other = asked.model_dump_json().encode(), tmp_path / "other"
    beside = handed.opened(content, tmp_path / "datasets")
    assert len(beside.dataset.frame) == 309
    assert len(handed.dataset_of(other, handed.opened(content)).frame) == 309
    assert handed.dataset_of(tmp_path, handed.opened(content)) is None


def test_data_that_nobody_has_are_asked_for(tmp_path, asked):
    unknown = asked.model_copy(update={"data": asked.data.model_copy(update={"dataset": "0" * 64})})
    with pytest.raises(NotFound, match="made for “Sunspots”, which is not kept here"):
        handed.dataset_of(tmp_path, handed.Handed(unknown, None))


def test_other_data_under_the_same_name_are_refused(tmp_path, asked):
    other = library.keep(tmp_path, samples.load("co2"))
    content = library.path_of(tmp_path, other).read_bytes()
    told = {"experiment_json": asked.model_dump_json().encode(), f"{asked.data.dataset}_parquet": content}
    with pytest.raises(NotFound, match="was changed"):
        handed.opened(zipped(**told))


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 100_000, b"PK\x03\x04 cut off", b"x" * 1_000_001])
def test_what_is_no_experiment_is_refused_in_words(content):
    with pytest.raises(BadSetting):
        handed.opened(content)


def test_hostile_zips_are_refused_in_words(asked, monkeypatch):
    told, name = asked.model_dump_json().encode(), f"{asked.data.dataset}_parquet"
    table = pa.table({"time": [2, 1], "a": ["x", "y"]}).replace_schema_metadata(
        {library.KEY: b'{"name": "", "source": "", "notes": []}'}
    )
    words = io.BytesIO()
    parquet.write_table(table, words)
    for content in (
        zipped(other=b"x"),
        zipped(experiment_json=told),
        zipped(experiment_json=b" " * 2_000_000),
        zipped(**{"experiment_json": told, "../escape": b"x"}),
        zipped(**{"experiment_json": told, name: b"PAR1 no parquet"}),
        zipped(**{"experiment_json": told, name: words.getvalue()}),
    ):
        with pytest.raises(LabError):
            handed.opened(content)
    monkeypatch.setattr(handed, "MOST_ZIPPED", 5_000)
    with pytest.raises(UnreadableFile, match="too large"):
        handed.opened(zipped(**{"experiment_json": told, name: bytes(10_000_000)[:5_001]}))
