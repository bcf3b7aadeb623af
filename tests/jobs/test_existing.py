"""A Dask cluster that somebody else runs, in processes behind TLS: workers die and come, each run ends once."""

import socket
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from tornado.iostream import IOStream

from lstm_core.errors import WorkersUnavailable
from lstm_core.jobs.workers import Workers
from lstm_core.results import State
from lstm_core.runs import files
from tests.jobs import standin
from tests.jobs.asking import until


@pytest.fixture
def keys(tmp_path, monkeypatch):
    """Certificates in files, and their names for Dask's own commands; LSTM Lab is told of them, too."""
    from distributed.security import Security

    told = Security.temporary().get_tls_config_for_role("client")
    options = []
    for name, option, variable in (("ca_file", "ca-file", "CA"), ("cert", "cert", "CERT"), ("key", "key", "KEY")):
        path = tmp_path / f"{name}.pem"
        path.write_text(told[name])
        options += [f"--tls-{option}", str(path)]
        monkeypatch.setenv(f"LSTM_LAB_TLS_{variable}", str(path))
    return options


@pytest.fixture
def begin_process(tmp_path, keys, monkeypatch):
    """Starts `dask scheduler` or `dask worker` with these options; all are killed afterwards."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setenv("PAUSE", "0.1")
    begun = []

    def begin(kind, *options):
        command = [
            sys.executable,
            "-m",
            "dask",
            kind,
            *options,
            *keys,
            "--host",
            "127.0.0.1",
            "--dashboard-address",
            ":0",
        ]
        with (tmp_path / f"{kind}-{len(begun)}.log").open("w") as log:
            begun.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=tmp_path))
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.wait()


@pytest.fixture
def begin_scheduler(begin_process, tmp_path):
    """Starts a scheduler on that port, 0 for any; its process and its address, once it answers."""

    def begin(port=0):
        told = tmp_path / "scheduler.json"
        told.unlink(missing_ok=True)
        options = ("--protocol", "tls://", "--port", str(port), "--scheduler-file", str(told), "--no-show")
        process = begin_process("scheduler", *options)
        until(lambda: files.read_object(told).get("address"), 60)
        return process, files.read_object(told)["address"]

    return begin


@pytest.fixture
def scheduler(begin_scheduler, monkeypatch):
    """The address of a running scheduler."""
    _, address = begin_scheduler()
    monkeypatch.setenv("LSTM_LAB_SCHEDULER", address)
    return address


def test_twelve_runs_end_once_each_while_one_worker_dies_and_one_comes(scheduler, begin_process, asked, tmp_path):
    def begin_worker(name):
        return begin_process("worker", scheduler, "--nthreads", "1", "--no-nanny", "--name", name)

    doomed, *_ = [begin_worker(name) for name in "abc"]
    workers = Workers.start(tmp_path, standin.train)
    workers.wait()
    until(lambda: len(workers.seen().workers) == 3, 60)
    seen = workers.seen()
    assert (seen.kind, seen.address) == ("existing", scheduler)
    assert [(one.name, one.threads, one.is_free) for one in seen.workers] == [(name, 1, True) for name in "abc"]

    runs = [asked(4) for _ in range(12)]
    for record in runs:
        workers.submit(record)
    until(lambda: len(workers.queue()) == workers.seen().waiting == 9, 30)
    began = {record.status.get("pid"): record for record in runs}
    until(lambda: began.update({record.status.get("pid"): record for record in runs}) or doomed.pid in began, 30)
    victim = began[doomed.pid]
    until(lambda: victim.state.is_over or victim.resumes_from, 30)
    doomed.kill()
    begin_worker("d")
    until(lambda: all(record.state.is_over for record in runs), 60)

    assert [record.state for record in runs] == [State.FINISHED] * 12
    assert {one.name for one in workers.seen().workers} == set("bcd")
    beginnings = [files.read_lines(record.folder / "begun.jsonl") for record in runs]
    killed = [told for told in beginnings if len(told) > 1]
    assert sum(map(len, beginnings)) - len(killed) == 12  # each once, but for the one whose worker was killed
    assert [told[1]["from"] > 0 and told[0]["pid"] == doomed.pid for told in killed] == [True] * len(killed)
    assert [[line["epoch"] for line in files.read_lines(record.folder / "history.jsonl")] for record in runs] == [
        [1, 2, 3, 4]
    ] * 12
    workers.close()


def test_a_run_goes_on_without_its_dashboard_and_the_next_one_leaves_it_alone(
    scheduler, begin_process, asked, tmp_path
):
    begin_process("worker", scheduler, "--nthreads", "1", "--no-nanny")
    first = Workers.start(tmp_path, standin.train)
    first.wait()
    running, waiting = asked(25), asked(1)
    first.submit(running)
    first.submit(waiting)
    until(lambda: running.history, 30)
    first.close()
    assert (running.state, waiting.state) == (State.RUNNING, State.INTERRUPTED)

    second = Workers.start(tmp_path, standin.train)
    until(lambda: running.state.is_over and waiting.state.is_over, 60)
    assert (running.state, waiting.state) == (State.FINISHED, State.FINISHED)
    assert [len(files.read_lines(record.folder / "begun.jsonl")) for record in (running, waiting)] == [1, 1]
    second.close()


@contextmanager
def cut_before_tls(address):
    """Somebody listens there, and every connection ends as soon as it is made, before it is encrypted."""

    def start_tls(*_, **__):
        raise ValueError("IOStream is not idle; cannot convert to SSL")  # what tornado says then, now and then

    host, _, port = address.removeprefix("tls://").rpartition(":")
    with socket.create_server((host, int(port))), pytest.MonkeyPatch.context() as patch:
        patch.setattr(IOStream, "start_tls", start_tls)
        yield


@pytest.mark.parametrize("cut", [False, True], ids=["nobody listens", "cut before TLS begins"])
def test_a_cluster_that_was_lost_and_comes_back_goes_on_with_its_runs(
    begin_scheduler, begin_process, asked, tmp_path, monkeypatch, cut
):
    first, address = begin_scheduler()
    monkeypatch.setenv("LSTM_LAB_SCHEDULER", address)
    lost = begin_process("worker", address, "--nthreads", "1", "--no-nanny")
    workers = Workers.start(tmp_path, standin.train)
    running, waiting = asked(), asked(1)
    workers.submit(running)
    workers.submit(waiting)
    until(lambda: running.resumes_from, 60)
    for process in (first, lost):
        process.kill()
        process.wait()
    with cut_before_tls(address) if cut else nullcontext():
        until(lambda: not workers.ready, 30)
        time.sleep(1)  # it looks again
        assert workers.is_alive
    assert (running.state, waiting.state) == (State.RUNNING, State.QUEUED)
    assert workers.queue() == (waiting,)
    left = running.resumes_from

    begin_scheduler(address.rpartition(":")[2])
    begin_process("worker", address, "--nthreads", "1", "--no-nanny")
    until(lambda: running.resumes_from > left or waiting.state.is_over, 60)
    running.ask_stop()
    until(lambda: running.state.is_over and waiting.state.is_over, 60)
    assert (running.state, waiting.state) == (State.STOPPED, State.FINISHED)
    assert [told["from"] for told in files.read_lines(running.folder / "begun.jsonl")] == [0, left]
    assert [line["epoch"] for line in running.history] == list(range(1, running.epochs + 1))
    workers.close()


@pytest.mark.parametrize("address", ["tcp://host:8786", "tls://host:8786"])
def test_a_cluster_without_tls_or_keys_is_refused(monkeypatch, tmp_path, address):
    monkeypatch.setenv("LSTM_LAB_SCHEDULER", address)
    with pytest.raises(WorkersUnavailable, match="LSTM_LAB_TLS_CA, LSTM_LAB_TLS_CERT, LSTM_LAB_TLS_KEY"):
        Workers.start(tmp_path)


def test_a_cluster_that_does_not_answer_keeps_runs_waiting(monkeypatch, tmp_path, keys, asked):
    monkeypatch.setenv("LSTM_LAB_SCHEDULER", "tls://127.0.0.1:9")
    workers = Workers.start(tmp_path, standin.train)
    record = asked(1)
    workers.submit(record)
    with pytest.raises(WorkersUnavailable, match="does not answer"):
        workers.wait(0.5)
    assert (record.state, workers.queue(), workers.seen().workers) == (State.QUEUED, (record,), ())
    workers.close()
