import time

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


def test_a_queued_run_whose_submitter_died_is_interrupted(record):
    assert record.error is None
    tell(record, DEAD)
    assert record.state is State.INTERRUPTED
    assert "Start the run again" in record.error


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


@pytest.mark.parametrize("state", ["finished", "stopped", "failed", "interrupted"])
def test_what_is_over_stays_over(record, state):
    tell(record, DEAD, state=state, heartbeat=1.0)
    assert record.state == state


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
