"""Kept datasets come back bit by bit, under the hash of what they hold."""

import os
import time
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import library, samples
from lstm_core.data.series import Dataset
from lstm_core.errors import BadSetting, NotFound


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
    (kept,) = library.recent(tmp_path, 5)
    assert kept[:4] == (sha, "b", 3, "file prices")
    assert abs((datetime.now(UTC) - kept.kept_at).total_seconds()) < 60


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


def names(home, **asked) -> list[str]:
    return [kept.name for kept in library.recent(home, **asked)]


def many(home, number: int) -> list[str]:
    """That many datasets, the last one the newest."""
    shas = [library.keep(home, dataset((float(n), 2.0), name=f"set {n}")) for n in range(number)]
    for age, sha in enumerate(shas):
        os.utime(home / "datasets" / f"{sha}.parquet", (age, age))
    return shas


def test_the_list_is_searched_by_name(tmp_path):
    many(tmp_path, 12)
    assert names(tmp_path, matching="SET 1") == ["set 11", "set 10", "set 1"]
    assert names(tmp_path, limit=2, matching="set 1") == ["set 11", "set 10"]
    assert names(tmp_path, matching=".*") == []


def test_a_renamed_dataset_keeps_its_content_and_place(tmp_path):
    shas = many(tmp_path, 3)
    before = library.load(tmp_path, shas[1])
    library.rename(tmp_path, shas[1], "  Größe\x00 \u202e<b>{}  ".format("x" * 300))
    assert names(tmp_path) == ["set 2", "Größe <b>" + "x" * 191, "set 0"]
    after = library.load(tmp_path, shas[1])
    pd.testing.assert_frame_equal(after.frame, before.frame, check_exact=True)
    assert (after.source, after.notes) == (before.source, before.notes)
    with pytest.raises(BadSetting, match="empty"):
        library.rename(tmp_path, shas[1], " \n\x00")


def test_hostile_names_are_tamed_when_kept(tmp_path):
    library.keep(tmp_path, dataset(name="../..\x00/" + "n" * 300))
    library.keep(tmp_path, dataset((1.0, 2.0), name="\x1b"))
    assert names(tmp_path) == ["Untitled", "../../" + "n" * 194]


def test_a_deleted_dataset_comes_back_to_its_place(tmp_path):
    shas = many(tmp_path, 3)
    library.delete(tmp_path, shas[1])
    assert names(tmp_path) == ["set 2", "set 0"]
    with pytest.raises(NotFound, match="no longer kept"):
        library.load(tmp_path, shas[1])
    library.restore(tmp_path, shas[1])
    library.restore(tmp_path, shas[1])  # by another tab
    assert names(tmp_path) == ["set 2", "set 1", "set 0"]


def test_what_another_tab_deleted_is_said_to_be_gone(tmp_path):
    (sha,) = many(tmp_path, 1)
    library.delete(tmp_path, sha)
    for act in (library.delete, lambda *of: library.rename(*of, "new"), lambda *of: library.remember(*of, setup(sha))):
        with pytest.raises(NotFound, match="no longer kept"):
            act(tmp_path, sha)
    with pytest.raises(NotFound, match="for good"):
        library.restore(tmp_path, "a" * 64)
    for act in (library.delete, library.restore, library.remembered):
        with pytest.raises(NotFound, match="not the name"):
            act(tmp_path, "../" + "a" * 61)


def test_deleted_datasets_go_for_good_after_a_day_or_behind_twenty_others(tmp_path):
    shas = many(tmp_path, 23)
    for sha in shas:
        library.remember(tmp_path, sha, setup(sha))
        library.delete(tmp_path, sha)
    yesterday = time.time_ns() - library.DAY - 1
    (last,) = (tmp_path / "datasets").glob(f"{shas[22]}.*.deleted")
    last.rename(last.with_name(f"{shas[22]}.{yesterday}.deleted"))
    cut_off = tmp_path / "datasets" / f".{shas[0]}.parquet.0123.aside"
    cut_off.write_bytes(b"half")
    os.utime(cut_off, ns=(yesterday, yesterday))
    library.keep(tmp_path, dataset())
    assert len(list((tmp_path / "datasets").glob("*.deleted"))) == 20
    assert not cut_off.exists()
    for sha, left in ((shas[1], False), (shas[2], True), (shas[21], True), (shas[22], False)):
        assert (library.remembered(tmp_path, sha) is not None) == left
        if left:
            library.restore(tmp_path, sha)
        else:
            with pytest.raises(NotFound, match="for good"):
                library.restore(tmp_path, sha)


def test_a_link_is_deleted_not_what_it_points_to(tmp_path):
    precious = tmp_path / "precious"
    precious.write_bytes(b"gold")
    link = tmp_path / "datasets" / f"{'b' * 64}.parquet"
    link.parent.mkdir()
    link.symlink_to(precious)
    library.delete(tmp_path, "b" * 64)
    (aside,) = link.parent.glob("*.deleted")
    aside.rename(aside.with_name(f"{'b' * 64}.1.deleted"))
    library.purge(tmp_path)
    assert precious.read_bytes() == b"gold"
    assert list(link.parent.iterdir()) == []


def setup(sha: str) -> specs.Data:
    return specs.Data(
        dataset=sha,
        name="prices",
        target="y",
        roles={"y": "close", "ä<b>": "ignore"},
        preparation=specs.Preparation(start="2020-01-02", every="week"),
    )


def test_what_was_chosen_for_a_dataset_is_remembered(tmp_path):
    sha = library.keep(tmp_path, dataset())
    assert library.remembered(tmp_path, sha) is None
    library.remember(tmp_path, sha, setup(sha))
    library.keep(tmp_path, dataset(name="again"))
    assert library.remembered(tmp_path, sha) == setup(sha)
    assert names(tmp_path) == ["again"]


@pytest.mark.parametrize("written", ["", "{", "[]", '{"version": 2}', "\x00", setup("c" * 64).model_dump_json()])
def test_a_damaged_or_foreign_memory_is_none(tmp_path, written):
    sha = library.keep(tmp_path, dataset())
    (tmp_path / "datasets" / f"{sha}.json").write_text(written)
    assert library.remembered(tmp_path, sha) is None
