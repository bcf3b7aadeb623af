import time

import numpy as np
import pytest

from lstm_core.results import State
from lstm_core.runs import files, processes, store

DEAD = {**processes.this(), "started": 1.0}
ELSEWHERE = {**DEAD, "host": "another"}


@pytest.fixture
def record(home, experiment):
    return store.create(home, experiment)


def tell(record, submitter, **status):
    if submitter is not None:
        files.write_json(record.folder / "submitted.json", submitter)
    if status:
        files.write_json(record.folder / "state.json", status)


def test_a_queued_run_waits_while_its_submitter_lives(record):
    assert record.state is State.QUEUED


def test_a_run_that_begins_while_it_is_looked_at_has_not_failed(record, monkeypatch):
    read = files.read_object

    def read_just_before_it_is_written(path):
        told = read(path)
        if path.name == "state.json" and not told:
            tell(record, None, state="running", heartbeat=time.time())
        return told

    monkeypatch.setattr(files, "read_object", read_just_before_it_is_written)
    assert record.state is State.QUEUED
    assert record.state is State.RUNNING


def test_a_queued_run_whose_submitter_died_is_interrupted(record):
    assert record.error is None
    tell(record, DEAD)
    assert record.state is State.INTERRUPTED
    assert "Resume it" in record.error


@pytest.mark.parametrize(
    ("submitter", "age", "expected"),
    [
        (None, 1000, State.RUNNING),
        (DEAD, 1, State.RUNNING),
        (DEAD, 6, State.INTERRUPTED),
        ({}, 6, State.INTERRUPTED),
        (ELSEWHERE, 6, State.RUNNING),
        (ELSEWHERE, 61, State.INTERRUPTED),
    ],
)
def test_a_running_run_without_a_submitter_lives_as_long_as_its_heart_beats(record, submitter, age, expected):
    tell(record, submitter, state="running", heartbeat=time.time() - age)
    assert record.state is expected


def test_a_heartbeat_in_the_future_counts_as_fresh_unless_its_worker_is_gone(record):
    tell(record, DEAD, state="running", heartbeat=time.time() + 3600, **processes.this())
    assert record.state is State.RUNNING
    tell(record, DEAD, state="running", heartbeat=time.time() + 3600, **DEAD)
    assert record.state is State.INTERRUPTED


@pytest.mark.parametrize("state", ["finished", "stopped", "failed", "interrupted", "paused"])
def test_what_is_over_stays_over(record, state):
    tell(record, DEAD, state=state, heartbeat=1.0)
    assert record.state == state


def test_of_a_worker_that_is_gone_nothing_is_awaited(record):
    tell(record, DEAD, state="running", heartbeat=time.time(), **DEAD)
    assert record.state is State.INTERRUPTED


@pytest.mark.parametrize(
    ("state", "over", "goes_on"),
    [("queued", False, False), ("running", False, False), ("paused", True, True), ("interrupted", True, True)]
    + [(end, True, False) for end in ("finished", "stopped", "failed")],
)
def test_a_state_says_whether_the_run_is_over_and_whether_it_can_go_on(state, over, goes_on):
    assert (State(state).is_over, State(state).goes_on) == (over, goes_on)


def test_a_run_that_was_sent_again_waits_whatever_became_of_it_before(record):
    tell(record, {**processes.this(), "attempt": 2}, state="failed", error="Broken.", epochs=3, attempt=1)
    assert (record.state, record.status, record.error, record.epochs) == (State.QUEUED, {}, None, 0)
    tell(record, {**processes.this(), "attempt": 2}, state="running", attempt=2)
    assert record.state is State.RUNNING


@pytest.mark.parametrize(("age", "expected"), [(7, 7), (-3600, 0)])
def test_silence_is_counted_from_the_last_heartbeat_while_the_run_runs(record, age, expected):
    assert record.silent_for is None
    tell(record, None, state="running", heartbeat=time.time() - age)
    assert record.silent_for == pytest.approx(expected, abs=1)
    tell(record, None, state="finished", heartbeat=time.time() - age)
    assert record.silent_for is None


def test_each_epoch_is_told_once_as_it_was_told_last(record):
    for line in ({"epoch": 1}, {"epoch": 2, "loss": 0.9}, {"epoch": 2, "loss": 0.8}, {"epoch": 3}):
        files.append_line(record.folder / "history.jsonl", line)
        files.append_line(record.folder / "preview.jsonl", line)
    assert record.history == record.preview == [{"epoch": 1}, {"epoch": 2, "loss": 0.8}, {"epoch": 3}]


@pytest.mark.parametrize(("epoch", "expected"), [(7, 7), (0, None), ("x", None), ([1, 2], None)])
def test_a_run_goes_on_from_the_epoch_of_its_checkpoint(record, epoch, expected):
    assert record.resumes_from is None
    np.savez(record.folder / "checkpoint.npz", epoch=epoch)
    assert record.resumes_from == expected


def test_pause_is_an_empty_file_and_none_for_a_run_that_is_over(record):
    record.ask_pause()
    record.ask_pause()
    assert record.pause_asked
    assert (record.folder / "pause").read_bytes() == b""
    (record.folder / "pause").unlink()
    tell(record, None, state="finished")
    record.ask_pause()
    assert not record.pause_asked


def test_stop_is_an_empty_file(record):
    assert not record.stop_asked
    record.ask_stop()
    record.ask_stop()
    assert record.stop_asked
    assert (record.folder / "stop").read_bytes() == b""


def test_a_run_that_is_over_cannot_be_stopped(record):
    tell(record, None, state="finished")
    record.ask_stop()
    assert not record.stop_asked
