"""A search from its first trial to its end, and whatever may end it before."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from lstm_core.errors import LabError
from lstm_core.jobs import tasks
from lstm_core.jobs.workers import Workers
from lstm_core.results import State
from lstm_core.runs import files, store, workspaces
from lstm_core.runs.record import Record
from lstm_core.search import driver, judging, shelf, space
from tests.jobs.asking import until
from tests.search import standin
from tests.search.standin import Here, searched


@pytest.mark.parametrize("guided", [True, False])
def test_a_search_begins_with_what_was_asked_and_ends_with_its_budget(tmp_path, guided):
    kept = shelf.create(tmp_path, standin.asked(trials=12, guided=guided))
    searched(kept)
    tried = kept.tried
    assert (kept.state, kept.error, kept.under_way) == (State.FINISHED, "", ())
    assert [one.number for one in tried] == list(range(12))
    assert tried[0].point == space.start(kept.asked)
    assert len({one.point["units"] for one in tried}) > 3
    assert all(one.mae == 1 + 8 / one.point["units"] for one in tried if one.outcome == "finished")
    assert set(kept.importance) == {"units", "dropout"}
    assert judging.finding(tried).best.mae == min(one.mae for one in tried)
    assert not list(kept.folder.rglob("checkpoint.npz"))


def test_it_goes_on_with_more_trials_and_never_draws_the_same_again(tmp_path):
    kept = shelf.create(tmp_path, standin.asked(trials=3, guided=False))
    first = searched(kept).tried
    shelf.extend(kept, 3)
    assert kept.asked.trials == 6
    later = searched(kept).tried
    assert later[:3] == first
    assert len({one.point["dropout"] for one in later}) == 6


def test_the_clock_ends_it_too_and_what_is_under_way_is_finished(tmp_path):
    kept = shelf.create(tmp_path, standin.asked(trials=None, minutes=1e-6))
    assert (searched(kept).state, kept.tried) == (State.FINISHED, ())


def test_a_trial_that_is_worse_than_most_at_the_same_epoch_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setenv("PAUSE", "0.05")
    asked = standin.asked(vary=("units",), trials=16, guided=False)
    kept = searched(shelf.create(tmp_path, asked), Here(beside=True))
    given_up = [one for one in kept.tried if one.outcome == "pruned"]
    finished = [one for one in kept.tried if one.outcome == "finished"]
    assert given_up
    assert all(one.epochs < standin.EPOCHS for one in given_up)
    middle = sorted(one.point["units"] for one in finished)[len(finished) // 2]
    assert all(one.point["units"] <= middle for one in given_up)


def test_nothing_is_sent_while_a_run_waits_or_no_worker_is_free(tmp_path):
    class Busy(Here):
        waits = 3

        def queue(self):
            self.waits -= 1
            return ("somebody's run",) if self.waits > 0 else ()

        def submit(self, run, owner):
            assert self.waits <= 0
            super().submit(run, owner)

    busy = Busy()
    assert searched(shelf.create(tmp_path, standin.asked(trials=1)), busy).state is State.FINISHED
    assert len(busy.sent) == 1


def test_trials_that_all_fail_end_it_with_their_own_words(tmp_path):
    def refuse(folder):
        def how(record, pen):
            raise LabError("The sequence length leaves too few windows.")

        return tasks.train(folder, how)

    kept = searched(shelf.create(tmp_path, standin.asked(trials=20)), Here(refuse))
    assert (kept.state, kept.error) == (State.FAILED, "The sequence length leaves too few windows.")
    assert [one.outcome for one in kept.tried] == ["failed"] * 3


def test_stopped_it_cuts_off_what_is_under_way_and_asks_it_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("PAUSE", "0.2")
    kept = shelf.create(tmp_path, standin.asked(trials=3))
    thread = driver.start(kept, Here(beside=True))
    assert driver.start(kept, Here()) is thread, "it is driven once"
    until(lambda: any(record.history for _, record in kept.under_way), 30)
    kept.ask_stop()
    thread.join(20)
    [lost] = kept.tried
    assert (kept.state, lost.outcome, lost.number) == (State.STOPPED, "cut", 0)
    monkeypatch.setenv("PAUSE", "0")
    tried = searched(kept).tried
    assert [one.outcome for one in tried] == ["cut", *["finished"] * 3]
    assert tried[1].point == lost.point == space.start(kept.asked)


def test_a_stop_reaches_a_trial_that_is_sent_again_after_a_kill(tmp_path, monkeypatch):
    monkeypatch.setenv("PAUSE", "0.2")

    def killed(folder):
        record = Record(Path(folder).name, Path(folder))
        until(lambda: record.stop_asked, 20)
        store.again(record)  # as is done with a run whose worker was killed
        standin.train(folder)

    kept = shelf.create(tmp_path, standin.asked(trials=3))
    thread = driver.start(kept, Here(killed, beside=True))
    until(lambda: kept.under_way, 20)
    kept.ask_stop()
    thread.join(20)
    assert (kept.state, [one.outcome for one in kept.tried]) == (State.STOPPED, ["cut"])
    assert kept.trial(kept.tried[0].run).state is State.STOPPED


def test_a_killed_worker_costs_no_trial_and_killing_everything_those_under_way(tmp_path, monkeypatch):
    monkeypatch.setenv("PAUSE", "0.1")
    monkeypatch.setenv("LSTM_LAB_WORKERS", "1")
    kept = shelf.create(tmp_path, standin.asked(trials=6))
    dashboard = subprocess.Popen([sys.executable, "-m", "tests.search.standin", str(tmp_path), kept.id])
    try:
        until(lambda: any(len(record.history) > 1 for _, record in kept.under_way), 60)
        [(number, record)] = kept.under_way
        os.kill(record.status["pid"], signal.SIGKILL)
        until(lambda: len(kept.tried) >= 2, 60)
        assert (kept.tried[0].number, kept.tried[0].outcome) == (number, "finished")
        until(lambda: [record for _, record in kept.under_way if record.state is State.RUNNING], 60)
        [(lost, _)], before = kept.under_way, kept.tried
        begun = psutil.Process(dashboard.pid).children(recursive=True)
    finally:
        dashboard.kill()
        dashboard.wait()
    psutil.wait_procs(begun, 20)
    assert kept.state is State.INTERRUPTED
    assert "Resume it" in kept.error

    with (kept.folder / "journal.log").open("a") as journal:
        journal.write('{"op_code": 6, "trial')  # as if the machine had gone down in the middle of a line
    monkeypatch.setenv("PAUSE", "0")
    tried = gone_on(tmp_path, kept).tried
    assert kept.state is State.FINISHED
    assert tried[: len(before)] == before
    [cut] = [one for one in tried if one.outcome == "cut"]
    assert cut.number == lost
    assert cut.point in [one.point for one in tried if one.number > lost]
    assert sum(one.outcome == "finished" for one in tried) == 6


def gone_on(home, kept):
    """The search once the next process has gone on with it to its end."""
    driver.go_on(home, Here())
    [thread] = [thread for thread in threading.enumerate() if thread.name == f"search {kept.folder}"]
    thread.join()
    return kept


def test_only_a_search_whose_process_ended_is_gone_on_with(tmp_path, monkeypatch, other):
    home = workspaces.home_of(tmp_path, workspaces.new_id())
    gone, asked, tested, theirs, over, damaged = (shelf.create(home, standin.asked()) for _ in range(6))
    searched(over)
    (asked.folder / "stop").touch()
    files.write_json(tested.folder / "winner.json", {"runs": ["20260101-000000-abcdef"]})
    (damaged.folder / "search.json").write_text("{")
    drives = {"state": "running", "owner": "me", "heartbeat": time.time()}
    for kept in (gone, asked, tested, damaged):
        files.write_json(kept.folder / "state.json", drives | {"pid": 2**22 + 1, "host": os.uname().nodename})
    files.write_json(theirs.folder / "state.json", drives | other)
    before = {kept.id: kept.status for kept in (asked, tested, theirs, over, damaged)}
    gone_on(tmp_path, gone)
    assert (gone.state, gone.status["owner"]) == (State.FINISHED, "me")
    assert {kept.id: kept.status for kept in (asked, tested, theirs, over, damaged)} == before
    monkeypatch.setenv("LSTM_LAB_READ_ONLY", "1")
    files.write_json(gone.folder / "state.json", before[asked.id])
    driver.go_on(tmp_path, Here())
    assert gone.state is State.INTERRUPTED


ENDS_AT_ONCE = """
import sys, threading, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from lstm_core.search import driver, shelf
from tests.search.standin import Here

pool = ThreadPoolExecutor()
busy = threading.Event()

class Late(Here):
    def submit(self, run, owner):
        while True:
            pool.submit(busy.set)
            time.sleep(0.01)

driver.start(shelf.opened(Path(sys.argv[1]), sys.argv[2]), Late())
busy.wait()
pool.submit(time.sleep, 1)  # for so long the interpreter is shutting down
"""


def test_a_search_whose_process_ends_in_the_midst_of_it_has_not_failed(tmp_path):
    kept = shelf.create(tmp_path, standin.asked())
    subprocess.run([sys.executable, "-c", ENDS_AT_ONCE, str(tmp_path), kept.id], timeout=60, check=True)
    assert kept.state is State.INTERRUPTED
    assert gone_on(tmp_path, kept).state is State.FINISHED


@pytest.fixture
def other():
    """Another process that lives, as JSON tells it."""
    sleeping = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield {
        "pid": sleeping.pid,
        "started": psutil.Process(sleeping.pid).create_time(),
        "host": os.uname().nodename,
    }
    sleeping.kill()
    sleeping.wait()


def test_another_process_that_drives_it_is_left_alone(tmp_path, other):
    kept = shelf.create(tmp_path, standin.asked())
    files.write_json(kept.folder / "state.json", {"state": "running", **other, "heartbeat": time.time()})
    with pytest.raises(LabError, match="Another LSTM Lab"):
        driver.start(kept, Here())
    psutil.Process(other["pid"]).kill()
    until(lambda: kept.state is State.INTERRUPTED, 20)


def test_of_two_that_went_on_with_it_at_once_the_first_lets_it_go(tmp_path, monkeypatch, other):
    monkeypatch.setenv("PAUSE", "0.1")
    kept = shelf.create(tmp_path, standin.asked())
    thread = driver.start(kept, Here(beside=True))
    until(lambda: kept.under_way, 20)
    [(_, record)] = kept.under_way
    theirs = {"state": "running", **other, "heartbeat": time.time()}

    def overtaken():
        files.write_json(kept.folder / "state.json", theirs)
        return not thread.is_alive()

    until(overtaken, 20)
    assert kept.status == theirs
    until(lambda: record.state is State.STOPPED, 20)


def test_real_workers_make_trials_beside_the_runs(tmp_path, monkeypatch):
    monkeypatch.setenv("LSTM_LAB_WORKERS", "1")
    workers = Workers.start(tmp_path, standin.train)
    try:
        workers.wait()
        kept = searched(shelf.create(tmp_path, standin.asked(trials=2)), workers)
    finally:
        workers.close()
    assert [one.outcome for one in kept.tried] == ["finished"] * 2
