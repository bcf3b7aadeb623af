"""The queue, and what can be done to a run in it or out of it, with one real worker."""

import os
import signal

import numpy as np
import pytest

from lstm_core.errors import LabError
from lstm_core.jobs import ends
from lstm_core.labs.asked import Rates
from lstm_core.results import State
from lstm_core.runs import store
from tests.jobs import asking
from tests.jobs.asking import until


def finished(*records):
    until(lambda: all(record.state is State.FINISHED for record in records), 60)


def test_the_queue_is_fair_can_be_reordered_and_left(begin, asked, tmp_path):
    workers, running = begin(), asked()
    workers.submit(running, "ann")
    until(lambda: running.history, 60)
    ann, bob = [asked(1) for _ in range(3)], asked(1)
    lab = store.create_lab(tmp_path, Rates(experiment=asking.experiment("a" * 64, 1)))
    for record in ann:
        workers.submit(record, "ann")
    workers.submit(bob, "bob")
    workers.submit(lab, "bob")
    assert workers.queue() == (bob, ann[0], lab, ann[1], ann[2])
    workers.submit(bob, "bob")
    assert len(workers.queue()) == workers.seen().waiting == 5
    workers.move(ann[2].id, 0)
    assert workers.queue() == (bob, ann[2], lab, ann[0], ann[1])
    assert [record.owner for record in workers.queue()] == ["bob", "ann", "bob", "ann", "ann"]

    np.savez(ann[1].folder / "checkpoint.npz", epoch=7)  # as of a run to be trained longer
    workers.cancel(ann[1].id)
    workers.cancel(lab.id)
    assert (ann[1].state, ann[1].stage) == (State.STOPPED, ends.CANCELLED)
    assert ann[1].history == []
    ann[0].ask_pause()
    until(lambda: ann[0].state is State.PAUSED, 5)
    assert workers.queue() == (bob, ann[2])
    [seen] = workers.seen().workers
    assert (seen.busy_with, seen.is_free) == (running.id, False)
    workers.cancel(running.id)  # it has begun: stopped
    finished(bob, ann[2])
    assert running.state is State.STOPPED
    assert running.status["ended"] <= bob.status["began"] <= ann[2].status["began"]
    assert not lab.frames


def test_a_paused_run_goes_on_and_cancelled_in_the_queue_it_is_paused_again(begin, asked):
    workers, record, other = begin(), asked(), asked()
    workers.submit(record)
    until(lambda: (record.resumes_from or 0) >= 2, 60)
    record.ask_pause()
    assert until(lambda: record.state is State.PAUSED, 5) < 2
    workers.submit(record)
    assert record.state is State.PAUSED  # only `resume` goes on
    workers.submit(other)
    until(lambda: other.history, 60)
    paused = record.resumes_from
    workers.resume(record)
    workers.resume(record)
    assert workers.queue() == (record,)
    workers.cancel(record.id)
    assert (record.state, record.resumes_from) == (State.PAUSED, paused)
    workers.resume(record)
    other.ask_stop()
    until(lambda: record.epochs > paused, 60)
    record.ask_stop()
    until(lambda: record.state.is_over, 5)
    assert [line["epoch"] for line in record.history] == list(range(1, record.epochs + 1))
    with pytest.raises(LabError, match="came to its end"):
        workers.resume(record)


def test_a_killed_worker_costs_the_epoch_it_was_in_and_a_useless_one_its_run(begin, asked):
    workers, record, waiting = begin(), asked(), asked(1)
    workers.submit(record)
    workers.submit(waiting)
    until(lambda: (record.resumes_from or 0) >= 2, 60)
    for attempt in (2, 3):
        before = record.resumes_from
        os.kill(record.status["pid"], signal.SIGKILL)
        until(lambda now=attempt: record.status.get("attempt") == now, 60)
        assert record.submitted["from"] >= before
        until(lambda: record.resumes_from > record.submitted["from"], 60)
    assert waiting.state is State.QUEUED  # who was interrupted goes on first
    record.ask_stop()
    finished(waiting)

    (record := asked()).folder.joinpath("history.jsonl").mkdir()  # no epoch can ever be told
    workers.submit(record)
    until(lambda: record.state.is_over, 10)
    assert record.state is State.FAILED
    assert "IsADirectoryError" in record.error
    (record := asked()).folder.joinpath("checkpoint.npz").mkdir()
    (record.folder / "history.jsonl").touch()
    workers.submit(record)
    until(lambda: record.state.is_over, 10)
    assert "IsADirectoryError" in record.error


def test_a_worker_killed_twice_before_an_epoch_fails_its_run_in_words(begin, asked, monkeypatch):
    monkeypatch.setenv("PAUSE", "60")
    workers, record, waiting = begin(), asked(), asked(1)
    workers.submit(record)
    workers.submit(waiting)
    for attempt in (1, 2):
        until(lambda now=attempt: record.status.get("attempt") == now and record.status.get("stage"), 60)
        os.kill(record.status["pid"], signal.SIGKILL)
    until(lambda: record.state.is_over, 60)
    assert (record.state, record.error) == (State.FAILED, ends.KILLED)
    assert record.submitted["attempt"] == 2
    until(lambda: waiting.state is State.RUNNING, 60)
    workers.resume(record)  # by hand it can be tried again
    assert (record.state, record.error) == (State.QUEUED, None)


def test_a_worker_that_hangs_is_silent_and_can_be_ended(begin, asked):
    workers, record, waiting = begin(), asked(), asked(1)
    workers.submit(record)
    workers.submit(waiting)
    until(lambda: (record.resumes_from or 0) >= 2, 60)
    assert record.silent_for < 2.5
    os.kill(record.status["pid"], signal.SIGSTOP)
    until(lambda: record.silent_for > 2.5, 10)
    assert record.state is State.RUNNING
    record.ask_stop()  # nobody hears it
    workers.kill(record)
    until(lambda: record.state.is_over, 10)
    assert (record.state, record.stage) == (State.PAUSED, ends.BY_HAND)
    assert record.silent_for is None
    finished(waiting)
    with pytest.raises(LabError, match="not on one of these workers"):
        workers.kill(record)
    workers.resume(record)
    until(lambda: record.state is State.RUNNING, 60)
    assert record.submitted["from"] >= 2
