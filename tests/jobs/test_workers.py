"""What the dashboard may count on, with real processes."""

import os
import signal

import psutil
import pytest

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
    until(lambda: any(worker.trains_on.startswith(("CPU", "GPU")) for worker in workers.seen().workers), 10)


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


def test_a_run_survives_pause_and_a_killed_worker_and_can_be_trained_longer(workers, home, ask):
    record, other = ask(epochs=1000), ask(epochs=1000)
    workers.submit(record)
    workers.submit(other)
    until(lambda: len(record.history) >= 2 and len(other.history) >= 2, 60)
    record.ask_pause()
    print(f"asked to paused: {until(lambda: record.state is State.PAUSED, 10):.2f} s")
    paused = record.resumes_from
    assert record.epochs == paused >= 2

    workers.resume(record)
    until(lambda: record.resumes_from > paused, 60)
    os.kill(record.status["pid"], signal.SIGKILL)
    print(f"killed to going on: {until(lambda: record.status.get('attempt') == 3, 60):.2f} s")
    killed = record.submitted["from"]
    assert killed > paused
    assert other.state is State.RUNNING
    until(lambda: record.epochs > killed, 60)
    record.ask_stop()
    other.ask_stop()
    until(lambda: record.state.is_over and other.state.is_over, 30)
    assert (record.state, other.state) == (State.STOPPED, State.STOPPED)
    assert [line["epoch"] for line in record.history] == list(range(1, record.resumes_from + 1))
    assert record.has_forecast
    assert other.submitted["attempt"] == 1

    until(lambda: not (record.folder / ".reserve").exists(), 10)  # the last that its worker does
    before = {path: path.stat().st_mtime_ns for path in record.folder.iterdir()}
    longer = store.longer(home, record, 2)
    workers.submit(longer)
    until(lambda: longer.state.is_over, 30)
    assert longer.error is None
    assert longer.continues == record.id
    assert longer.epochs == record.resumes_from + 2
    assert longer.history[:-2] == record.history
    assert {path: path.stat().st_mtime_ns for path in record.folder.iterdir()} == before


def test_only_this_machine_can_reach_the_workers_and_only_with_the_keys(workers):
    supervisor = psutil.Process(workers._source.supervisor.pid)
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
