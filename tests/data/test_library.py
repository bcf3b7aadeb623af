"""Kept datasets come back bit by bit, under the hash of what they hold."""

import os

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import library, samples
from lstm_core.data.series import Dataset
from lstm_core.errors import NotFound


def dataset(values=(1.0, np.nan, -0.0), name="prices", columns=("y",)) -> Dataset:
    times = pd.date_range("2020-01-01", periods=len(values), name="time")
    frame = pd.DataFrame(dict.fromkeys(columns, values), index=times, dtype="float64")
    return Dataset(frame=frame, name=name, source="file prices", notes=("Read as UTF-16.",))


@pytest.mark.parametrize("kept", [dataset(), dataset(columns=("time", "ä<b>", "")), samples.load("sine")])
def test_a_kept_dataset_comes_back_equal(tmp_path, kept):
    found = library.load(tmp_path, library.keep(tmp_path, kept))
    pd.testing.assert_frame_equal(found.frame, kept.frame, check_freq=False, check_exact=True)
    assert (found.name, found.source, found.notes) == (kept.name, kept.source, kept.notes)


def test_the_hash_is_of_the_content_alone(tmp_path):
    assert library.sha_of(dataset(name="a")) == library.sha_of(dataset(name="b"))
    others = [dataset((1.0, np.nan, 2.0)), dataset(columns=("x",)), dataset(columns=("y", "x")), dataset((1.0,))]
    assert len({library.sha_of(other) for other in [dataset(), *others]}) == 5


def test_keeping_twice_leaves_one_file_under_the_last_name(tmp_path):
    sha = library.keep(tmp_path, dataset(name="a"))
    assert library.keep(tmp_path, dataset(name="b")) == sha
    assert [path.name for path in (tmp_path / "datasets").iterdir()] == [f"{sha}.parquet"]
    assert library.recent(tmp_path, 5) == [(sha, "b", 3)]


def test_recent_lists_the_newest_first_and_passes_over_damage(tmp_path):
    shas = [library.keep(tmp_path, dataset((float(n), 2.0), name=str(n))) for n in range(4)]
    for age, sha in enumerate(shas):
        os.utime(tmp_path / "datasets" / f"{sha}.parquet", (age, age))
    (tmp_path / "datasets" / f"{shas[3]}.parquet").write_bytes(b"PAR1 broken")
    (tmp_path / "datasets" / "notes.parquet").write_bytes(b"")
    assert [kept.name for kept in library.recent(tmp_path, 2)] == ["2", "1"]
    assert library.recent(tmp_path / "nowhere", 2) == []


@pytest.mark.parametrize("sha", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_what_is_no_hash_is_not_looked_for(tmp_path, sha):
    with pytest.raises(NotFound, match="not the name"):
        library.load(tmp_path, sha)


def test_missing_damaged_and_changed_files_are_told_apart(tmp_path):
    with pytest.raises(NotFound, match="no longer kept"):
        library.load(tmp_path, "a" * 64)
    sha = library.keep(tmp_path, dataset())
    path = tmp_path / "datasets" / f"{sha}.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(NotFound, match="damaged"):
        library.load(tmp_path, sha)
    other = library.keep(tmp_path, dataset((5.0, 6.0)))
    path.write_bytes((tmp_path / "datasets" / f"{other}.parquet").read_bytes())
    with pytest.raises(NotFound, match="changed"):
        library.load(tmp_path, sha)
    assert library.keep(tmp_path, dataset()) == sha
    assert path.exists()


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    sha = library.keep(tmp_path, dataset(name="old"))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        library.keep(tmp_path, dataset(name="new"))
    assert library.load(tmp_path, sha).name == "old"
    assert len(list((tmp_path / "datasets").iterdir())) == 1
