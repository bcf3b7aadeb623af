"""Whatever a training writes, when it is killed or refused there: old or new, never half, and the run goes on.

The children of `crashing` die before each opening for writing and each renaming, of each file that a run has.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lstm_core.errors import LabError, NotFound
from lstm_core.jobs import ends, tasks
from lstm_core.results import State
from lstm_core.runs import files, processes, store
from tests.jobs import asking, crashing, standin

MEMORY = Path("/dev/shm")  # a disk that syncs in no time, where there is one


@pytest.fixture(scope="module")
def crashed():
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as root:
        done = subprocess.run([sys.executable, "-m", "tests.jobs.crashing", root], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
        yield json.loads(done.stdout)


def every_file_is_whole(folder):
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.suffix == ".json":
            json.loads(path.read_text())
        elif path.suffix == ".jsonl":
            assert [json.loads(line) for line in path.read_text().splitlines()] == files.read_lines(path)
        elif path.suffix == ".parquet":
            pd.testing.assert_frame_equal(pd.read_parquet(path), standin.TABLE)
        elif path.suffix == ".npz":
            assert np.load(path)["weights"].shape == (100,)
        else:
            assert path.read_bytes() in (b"best" * 100, b"model" * 100)


def goes_on_to_the_end(record):
    """The run trains what its checkpoint lacks, and nothing else; afterwards it is as if nothing had happened."""
    begins = record.resumes_from or 0
    store.again(record)
    assert record.state is State.QUEUED
    assert standin.train(str(record.folder)) == State.FINISHED
    assert record.state is State.FINISHED
    assert record.error is None
    assert [line["epoch"] for line in record.history] == [line["epoch"] for line in record.preview] == [1, 2]
    assert record.epochs == record.resumes_from == crashing.EPOCHS
    assert files.read_lines(record.folder / "begun.jsonl")[-1]["from"] == begins
    assert record.scores and record.verdict and record.importance
    pd.testing.assert_frame_equal(record.forecast(), standin.TABLE)
    every_file_is_whole(record.folder)


@pytest.mark.parametrize("name", crashing.FILES)
def test_a_kill_at_any_write_of_the_file_leaves_a_true_run_that_goes_on(crashed, name):
    cases = crashed["killed"][name]
    assert len(cases) >= 2
    for home, code in cases:
        assert code == crashing.KILLED
        try:
            record = store.open_run(Path(home), crashing.RUN)
        except NotFound:
            # Killed while it was asked for: it was never there, and can be asked for again.
            assert name in ("experiment.json", "submitted.json")
            assert store.recent(Path(home)) == []
            crashing.train(Path(home))
            record = store.open_run(Path(home), crashing.RUN)
        else:
            every_file_is_whole(record.folder)
        assert record.damage is None
        if record.state is not State.FINISHED:
            assert record.state is State.INTERRUPTED
            goes_on_to_the_end(record)


@pytest.mark.parametrize("how", ["full once", "full for good"])
@pytest.mark.parametrize("name", crashing.FILES)
def test_a_full_disk_at_any_write_of_the_file_leaves_a_true_run_that_goes_on(crashed, name, how):
    for home, _ in crashed[how][name]:
        try:
            record = store.open_run(Path(home), crashing.RUN)
        except NotFound:
            assert name in ("experiment.json", "submitted.json")
            assert [path.name for path in (Path(home) / "runs").glob("*")] == []
            continue
        every_file_is_whole(record.folder)
        if record.state is State.FAILED:
            assert record.error == store.FULL_DISK
            assert record.status["error"] == store.FULL_DISK
        elif record.state is not State.FINISHED:
            assert record.state is State.INTERRUPTED
        if record.state is not State.FINISHED:
            goes_on_to_the_end(record)


@pytest.fixture
def record(tmp_path):
    return store.create(tmp_path, asking.experiment("a" * 64, crashing.EPOCHS))


def cut(path, bytes_left):
    path.write_bytes(path.read_bytes()[:bytes_left])


@pytest.mark.parametrize("left", [0, 1, 200, -10])
def test_a_damaged_checkpoint_means_training_from_the_start(record, left):
    standin.train(str(record.folder))
    assert record.resumes_from == crashing.EPOCHS
    cut(record.folder / "checkpoint.npz", left)
    assert record.resumes_from is None
    store.again(record)
    standin.train(str(record.folder))
    assert files.read_lines(record.folder / "begun.jsonl")[-1]["from"] == 0
    assert [line["epoch"] for line in record.history] == [1, 2]


def test_a_half_line_does_not_swallow_the_next(record):
    standin.train(str(record.folder))
    cut(record.folder / "history.jsonl", -5)
    assert [line["epoch"] for line in record.history] == [1]
    files.append_line(record.folder / "history.jsonl", {"epoch": 2})
    assert [line["epoch"] for line in record.history] == [1, 2]


def test_pause_at_epoch_0_trains_nothing_and_goes_on_from_there(record):
    record.ask_pause()
    assert standin.train(str(record.folder)) == State.PAUSED
    assert record.state is State.PAUSED
    assert (record.history, record.resumes_from, record.error) == ([], None, None)
    store.send_again(record)
    assert not record.pause_asked
    assert standin.train(str(record.folder)) == State.FINISHED


def test_stop_at_epoch_0_is_stopped_and_is_not_sent_again(record):
    record.ask_stop()
    assert standin.train(str(record.folder)) == State.STOPPED
    with pytest.raises(LabError, match="came to its end"):
        store.send_again(record)
    assert record.submitted["attempt"] == 1


def test_stop_and_pause_while_the_results_are_saved_come_too_late(record):
    def saving(record, pen):
        record.ask_stop()
        record.ask_pause()
        return standin.finish(pen, State.FINISHED, 2)

    assert tasks.train(str(record.folder), saving) == State.FINISHED
    assert record.state is State.FINISHED
    record.ask_pause()
    assert record.state is State.FINISHED


def test_the_real_task_pauses_before_it_reads_the_data(record):
    record.ask_pause()
    assert tasks.train(str(record.folder)) == State.PAUSED


def test_two_tabs_that_ask_for_the_same_get_it_once(record):
    one, other = record, store.open_run(record.folder.parents[1], record.id)
    one.ask_pause()
    other.ask_pause()
    standin.train(str(record.folder))
    store.send_again(one)
    store.send_again(other)
    assert record.submitted["attempt"] == 2
    with pytest.raises(LabError, match="still training"):
        store.delete(record.folder.parents[1], record.id)
    standin.train(str(record.folder))
    store.delete(record.folder.parents[1], one.id)
    with pytest.raises(NotFound):
        store.delete(record.folder.parents[1], other.id)


def test_of_two_workers_that_are_sent_one_attempt_one_trains(record):
    def second(record, pen):
        assert standin.train(str(record.folder)) == tasks.SUPERSEDED
        return standin.learn(record, pen)

    assert tasks.train(str(record.folder), second) == State.FINISHED
    assert len(files.read_lines(record.folder / "begun.jsonl")) == 1


def test_a_worker_that_was_given_up_for_dead_writes_no_more(record):
    def given_up(record, pen):
        files.write_json(record.folder / "submitted.json", {**record.submitted, "attempt": 2})
        assert standin.train(str(record.folder)) == State.FINISHED
        pen.stage("Still here")
        raise AssertionError("it wrote over the other's state")

    assert tasks.train(str(record.folder), given_up) == tasks.SUPERSEDED
    assert record.state is State.FINISHED


@pytest.mark.parametrize("state", [{"state": "dreaming", "attempt": 7}, {"state": 3}, ["running"]])
def test_a_state_of_a_newer_version_is_damage_and_left_as_it_is(record, state):
    files.write_json(record.folder / "state.json", state)
    assert record.state is State.FAILED
    assert "newer version" in record.damage
    assert files.read_json(record.folder / "state.json") == state


@pytest.mark.parametrize("told", [{"attempt": "x", "from": [], "in_vain": {}, "owner": 3}, {"attempt": None}])
def test_a_strange_submission_counts_as_the_first(record, told):
    files.write_json(record.folder / "submitted.json", {**processes.this(), **told})
    assert record.state is State.QUEUED
    assert ends.in_vain_so_far(record, began=True) == 1
    assert standin.train(str(record.folder)) == State.FINISHED


def test_a_link_in_the_folder_is_not_followed(record, tmp_path):
    outside = tmp_path / "outside.npz"
    outside.write_bytes(b"mine")
    (record.folder / "checkpoint.npz").symlink_to(outside)
    (record.folder / "history.jsonl.link").symlink_to(tmp_path)
    assert record.resumes_from is None
    assert standin.train(str(record.folder)) == State.FINISHED
    store.delete(tmp_path, record.id)
    store.purge(tmp_path / "runs")
    assert outside.read_bytes() == b"mine"


@pytest.fixture
def small_disk(tmp_path):
    """A home on a disk of 200 kB, and what mounts it anew with other options; where the system allows such."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(options):
        return subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", disk], capture_output=True).returncode

    if os.name != "posix" or mount("size=200k"):
        pytest.skip("disks can't be mounted here")
    yield disk, mount
    subprocess.run(["umount", disk], check=True)


def test_a_disk_that_is_truly_full_is_told_in_words_and_the_run_goes_on_once_there_is_room(small_disk):
    disk, _ = small_disk
    record = store.create(disk, asking.experiment("a" * 64, crashing.EPOCHS))

    def filling(record, pen):
        with (disk / "others").open("wb") as others:
            while True:
                others.write(b"\0" * 4096)
                others.flush()

    assert tasks.train(str(record.folder), filling) == State.FAILED
    assert (record.state, record.error) == (State.FAILED, store.FULL_DISK)
    with pytest.raises(LabError, match="disk is full"):
        for _ in range(20):  # each takes some of the room that was kept for these words
            store.create(disk, asking.experiment("a" * 64, 1))
    (disk / "others").unlink()
    goes_on_to_the_end(record)


def test_a_home_that_became_read_only_is_told_in_words_and_leaves_all_as_it_was(small_disk):
    disk, mount = small_disk
    record = store.create(disk, asking.experiment("a" * 64, crashing.EPOCHS))
    before = {path: path.read_bytes() for path in record.folder.iterdir()}
    assert mount("remount,ro") == 0
    for refused in (
        lambda: store.create(disk, record.experiment),
        lambda: store.submit(record, "ann"),
        lambda: store.again(record),
    ):
        with pytest.raises(LabError, match="can't write to its home folder"):
            refused()
    with pytest.raises(OSError):
        standin.train(str(record.folder))
    assert {path: path.read_bytes() for path in record.folder.iterdir()} == before
    assert record.state is State.QUEUED
