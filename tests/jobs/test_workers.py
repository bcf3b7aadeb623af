"""What the dashboard may count on, with real processes."""

import os
import signal

import psutil
import pytest

from lstm_core.jobs import workers as module
from lstm_core.results import State
from lstm_core.runs import store
from tests.jobs.asking import until

LEFT_BEHIND = {
    "experiment.json",
    "submitted.json",
    "state.json",
    "history.jsonl",
    "progress.json",
    "preview.jsonl",
    "model.keras",
    "scaler.json",
    "scores.json",
    "backtest.parquet",
    "forecast.parquet",
}


def test_a_submitted_run_finishes_and_leaves_every_file(workers, ask):
    record = ask(epochs=3)
    workers.submit(record)
    workers.submit(record.id)
    until(lambda: record.state.is_over, 60)
    assert record.error is None
    assert record.state is State.FINISHED
    assert {path.name for path in record.folder.iterdir()} >= LEFT_BEHIND
    assert not list(record.folder.glob("*.aside"))
    assert [line["epoch"] for line in record.history] == [1, 2, 3] == list(range(1, record.epochs + 1))
    assert record.seconds["queue"] >= 0
    assert record.verdict.outcome in ("better", "not_distinguishable", "worse")
    assert {"lstm", "naive"} <= set(record.backtest()["model"])
    assert len(record.forecast().query("model == 'lstm'")) == 3
    workers.submit(record)
    assert record.state is State.FINISHED


def test_a_page_sees_training_move_and_can_stop_it(workers, ask):
    record = ask(epochs=1000)
    workers.submit(record)
    seen = set()

    def moved():
        if record.progress:
            seen.add(record.progress.share)
        return len(seen) >= 3 and len(record.history) >= 2

    until(moved, 60)
    assert all(0 < share < 1 for share in seen)
    assert record.state is State.RUNNING
    record.ask_stop()
    until(lambda: record.state.is_over, 20)
    assert record.state is State.STOPPED
    assert record.has_forecast
    assert 2 <= record.epochs < 1000


def test_a_run_that_cannot_work_says_why(workers, ask):
    record = ask(epochs=1, target="altitude")
    workers.submit(record)
    until(lambda: record.state.is_over, 30)
    assert record.state is State.FAILED
    assert "altitude" in record.error


def test_a_killed_worker_fails_its_run_alone(workers, ask):
    running = [ask(epochs=1000) for _ in range(2)]
    for record in running:
        workers.submit(record)
    until(lambda: all(record.history for record in running), 60)
    waiting = [ask(epochs=1) for _ in range(2)]
    for record in waiting:
        workers.submit(record)

    victim, survivor = running
    os.kill(victim.status["pid"], signal.SIGKILL)
    seconds = until(lambda: victim.state.is_over, 10)
    print(f"killed to failed: {seconds:.2f} s")
    assert victim.state is State.FAILED
    assert victim.error == module.KILLED
    assert survivor.state is State.RUNNING

    survivor.ask_stop()
    until(lambda: all(record.state.is_over for record in waiting), 60)
    assert [record.state for record in waiting] == [State.FINISHED] * 2
    assert survivor.state is State.STOPPED


def test_only_this_machine_can_reach_the_workers_and_only_with_the_keys(workers):
    supervisor = psutil.Process(workers._supervisor.pid)
    listening = [
        connection.laddr
        for process in (supervisor, *supervisor.children(recursive=True))
        for connection in process.net_connections()
        if connection.status == psutil.CONN_LISTEN
    ]
    assert {address.ip for address in listening} == {"127.0.0.1"}
    assert all(speaks_only_tls(address.port) for address in listening)


def speaks_only_tls(port):
    import socket

    with socket.create_connection(("127.0.0.1", port), timeout=5) as plain:
        plain.sendall(b"GET /info/main/workers.html HTTP/1.0\r\n\r\n")
        try:
            return not plain.recv(100).startswith(b"HTTP")
        except ConnectionError:
            return True


def test_a_run_that_is_not_there_is_not_submitted(workers):
    with pytest.raises(store.NotFound):
        workers.submit("20261120-101500-ab12cd")
