"""Whatever is killed, nobody is left behind, no run claims to go on, and the next start goes on with it."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from lstm_core.errors import WorkersUnavailable
from lstm_core.jobs import ends
from lstm_core.jobs.workers import Workers
from lstm_core.results import State
from lstm_core.runs import files, processes, store
from tests.jobs import standin
from tests.jobs.asking import until

DASHBOARD = """
import sys, time
from pathlib import Path
from lstm_core.jobs.workers import Workers
from lstm_core.runs import store
from tests.jobs import asking, standin
home = Path(sys.argv[1])
workers = Workers.start(home, standin.train)
for name in sys.argv[2:]:
    workers.submit(store.create(home, asking.experiment("a" * 64, 1000), name))
time.sleep(600)
"""


@pytest.fixture
def dashboard(short, tmp_path):
    """Another dashboard on the same home, with one worker, that asks for the runs of these names."""
    begun = []

    def start(*names):
        begun.append(subprocess.Popen([sys.executable, "-c", DASHBOARD, str(tmp_path), *names]))
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.wait()


def family(pid):
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def gone(processes):
    return not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes)


def supervisor(workers):
    return workers._source.supervisor.pid


def begun(record):
    return files.read_lines(record.folder / "begun.jsonl")


@pytest.mark.parametrize("everything", [False, True], ids=["dashboard", "all"])
def test_what_a_killed_dashboard_left_goes_on_at_the_next_start(dashboard, begin, tmp_path, everything):
    names = [f"20261120-1015{second:02}-ab12cd" for second in range(3)]
    process = dashboard(*names)
    runs = [store.Record(name, tmp_path / "runs" / name) for name in names]
    until(lambda: (runs[0].resumes_from or 0) >= 2 and "owner" in runs[2].submitted, 60)
    processes = family(process.pid)
    assert len(processes) >= 3  # itself, the supervisor, the worker
    for one in processes if everything else processes[:1]:
        one.kill()
    process.wait()
    print(f"dashboard killed to nobody left: {until(lambda: gone(processes), 10):.2f} s")
    assert [record.state for record in runs] == [State.INTERRUPTED] * 3
    trained = runs[0].resumes_from

    workers = begin()
    until(lambda: runs[0].resumes_from > trained, 60)
    assert [told["from"] for told in begun(runs[0])] == [0, trained]
    assert workers.queue() == tuple(runs[1:])  # those that waited wait again, in their order
    assert [line["epoch"] for line in runs[0].history] == list(range(1, runs[0].epochs + 1))


def test_a_killed_supervisor_interrupts_and_new_workers_go_on(begin, asked):
    workers, record = begin(), asked()
    workers.submit(record)
    until(lambda: (record.resumes_from or 0) >= 2, 60)
    processes = family(supervisor(workers))
    os.kill(processes[0].pid, signal.SIGKILL)
    print(f"supervisor killed to nobody left: {until(lambda: gone(processes), 10):.2f} s")
    until(lambda: record.state.is_over, 10)
    assert (record.state, record.error) == (State.INTERRUPTED, ends.LOST)
    until(lambda: not workers.is_alive and not workers.ready, 5)
    late = asked(1)
    with pytest.raises(WorkersUnavailable):
        workers.submit(late)
    assert late.state is State.FAILED
    trained = record.resumes_from
    begin()
    until(lambda: record.resumes_from > trained, 60)
    assert record.error is None
    assert record.submitted["attempt"] == 2


def test_closing_ends_all_processes_and_interrupts_what_waits(begin, asked):
    workers, running, waiting = begin(), asked(), asked()
    workers.submit(running)
    workers.submit(waiting)
    until(lambda: running.history, 60)
    processes = family(supervisor(workers))
    workers.close()
    workers.close()
    until(lambda: gone(processes), 10)
    for record in (running, waiting):
        assert (record.state, record.error) == (State.INTERRUPTED, ends.CLOSED)


def test_workers_that_cannot_start_say_so(tmp_path, asked):
    record = asked(1)
    (tmp_path / "file").write_text("")
    workers = Workers.start(tmp_path / "file", standin.train)
    with pytest.raises(WorkersUnavailable, match="did not start"):
        workers.wait()
    until(lambda: not workers.is_alive, 10)
    with pytest.raises(WorkersUnavailable):
        workers.submit(record)
    assert record.state is State.FAILED


def test_runs_of_a_dashboard_that_lives_are_left_alone(dashboard, begin, tmp_path):
    process = dashboard(name := store.new_id())
    record = store.Record(name, tmp_path / "runs" / name)
    until(lambda: record.epochs >= 1, 60)
    workers = begin()
    time.sleep(1)
    assert record.state is State.RUNNING
    assert (len(begun(record)), record.submitted["attempt"]) == (1, 1)
    assert record.submitted["pid"] == process.pid
    assert workers.queue() == ()


def test_a_run_that_was_deleted_meanwhile_is_not_made_again(tmp_path):
    gone = store.Record("20261120-101500-ab12cd", tmp_path / "runs" / "20261120-101500-ab12cd")
    assert not ends.goes_on_after_loss(gone)
    ends.write(gone, ends.LOST, State.INTERRUPTED)
    assert not gone.folder.exists()


def test_strange_folders_do_not_block_the_start(begin, asked, tmp_path):
    left = asked(1)
    dead = {**processes.this(), "started": 1.0, "owner": ""}
    files.write_json(left.folder / "submitted.json", dead)
    files.write_json(left.folder / "state.json", {"state": "running", "heartbeat": time.time() + 9999, **dead})
    by_hand, tired = asked(1), asked(1)  # one that no dashboard sent, one that went on in vain too often
    files.write_json(by_hand.folder / "submitted.json", {**processes.this(), "started": 1.0})
    files.write_json(tired.folder / "submitted.json", {**dead, "attempt": 4, "in_vain": ends.MOST_IN_VAIN})
    files.write_json(tired.folder / "state.json", {"state": "interrupted", "attempt": 4})
    runs = tmp_path / "runs"
    for number, name in enumerate(("experiment.json", "submitted.json", "state.json")):
        (strange := runs / f"20261120-10150{number}-ab12cd").mkdir()
        (strange / name).write_text('{"owner": "", "attempt": {}, "pid": [')
    (runs / "20261120-101504-ab12cd").symlink_to(tmp_path)
    (runs / "20261120-101505-ab12cd").write_text("")
    before = {path: path.read_bytes() for path in runs.rglob("*-ab12cd/*") if path.is_file()}

    begin()
    until(lambda: left.state is State.FINISHED, 60)
    assert (by_hand.state, tired.state) == (State.INTERRUPTED, State.INTERRUPTED)
    assert not begun(by_hand) + begun(tired)
    assert {path: path.read_bytes() for path in before} == before
