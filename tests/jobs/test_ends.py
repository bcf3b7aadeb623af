"""Whatever is killed, nobody is left behind and no run claims to go on."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

from lstm_core.errors import WorkersUnavailable
from lstm_core.jobs.workers import Workers
from lstm_core.results import State
from lstm_core.runs import store
from tests.jobs.asking import until

DASHBOARD = """
import sys, time
from pathlib import Path
from lstm_core.jobs.workers import Workers
from lstm_core.runs import store
from tests.jobs.asking import until
from lstm_core import specs
home = Path(sys.argv[1])
workers = Workers.start(home)
record = store.create(home, specs.Experiment.model_validate_json(sys.argv[2]), sys.argv[3])
workers.submit(record)
workers.wait()
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def one_worker(monkeypatch):
    """One worker imports TensorFlow in half the time of two."""
    monkeypatch.setenv("LSTM_LAB_WORKERS", "1")


def family(pid):
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def gone(processes):
    return not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes)


def test_a_killed_dashboard_leaves_no_process_and_an_interrupted_run(home, ask):
    asked, name = ask(epochs=1000).experiment, store.new_id()
    dashboard = subprocess.Popen([sys.executable, "-c", DASHBOARD, str(home), asked.model_dump_json(), name])
    folder = home / "runs" / name
    until(lambda: (folder / "history.jsonl").exists(), 60)
    processes = family(dashboard.pid)
    assert len(processes) >= 3  # itself, the supervisor, the worker
    os.kill(dashboard.pid, signal.SIGKILL)
    dashboard.wait()
    print(f"dashboard killed to nobody left: {until(lambda: gone(processes), 10):.2f} s")
    record = store.open_run(home, name)
    assert record.experiment == asked
    until(lambda: record.state.is_over, 10)
    assert record.state is State.INTERRUPTED


def test_a_killed_supervisor_leaves_no_process_and_an_interrupted_run(home, ask):
    workers = Workers.start(home)
    record = ask(epochs=1000)
    workers.submit(record)
    until(lambda: record.history, 60)
    processes = family(workers._supervisor.pid)
    os.kill(processes[0].pid, signal.SIGKILL)
    print(f"supervisor killed to nobody left: {until(lambda: gone(processes), 10):.2f} s")
    until(lambda: record.state.is_over, 10)
    assert record.state is State.INTERRUPTED
    assert "Start the run again" in record.error
    assert not workers.is_alive
    assert not workers.ready
    late = ask(epochs=1)
    with pytest.raises(WorkersUnavailable):
        workers.submit(late)
    assert late.state is State.FAILED
    workers.close()


def test_closing_ends_all_processes_and_interrupts_what_waits(home, ask):
    workers = Workers.start(home)
    record = ask(epochs=1000)
    workers.submit(record)
    workers.wait()
    processes = family(workers._supervisor.pid)
    workers.close()
    workers.close()
    until(lambda: gone(processes), 10)
    assert record.state is State.INTERRUPTED
    assert "closed" in record.error


def test_workers_that_cannot_start_say_so(tmp_path, ask):
    record = ask(epochs=1)
    (tmp_path / "file").write_text("")
    workers = Workers.start(tmp_path / "file")
    with pytest.raises(WorkersUnavailable, match="did not start"):
        workers.wait()
    until(lambda: not workers.is_alive, 10)
    with pytest.raises(WorkersUnavailable):
        workers.submit(record)
    assert record.state is State.FAILED
