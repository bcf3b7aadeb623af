import pytest

from lstm_core.jobs import recycling
from lstm_core.jobs.seen import WorkerSeen
from lstm_core.jobs.workers import Workers
from lstm_core.results import State
from lstm_core.runs import files, store
from tests.jobs import asking, standin


@pytest.mark.parametrize(
    ("runs", "memory", "limit", "due"),
    [(0, 90, 100, False), (1, 60, 100, False), (1, 71, 100, True), (19, 0, 0, False), (20, 0, 0, True)],
)
def test_a_worker_makes_way_after_many_runs_or_with_much_memory(runs, memory, limit, due):
    assert recycling.is_due(WorkerSeen("0", "here", 1, "CPU", memory, limit, None, "tls://a", True), runs) is due


@pytest.mark.parametrize(
    ("asked", "runs", "due"), [("3", 3, True), ("3", 2, False), ("0", 3, False), ("many", 3, False)]
)
def test_how_many_runs_can_be_chosen(monkeypatch, asked, runs, due):
    monkeypatch.setenv("LSTM_LAB_RECYCLE", asked)
    assert recycling.is_due(WorkerSeen("0", "here", 1, "CPU", 0, 0, None, "tls://a", True), runs) is due


def test_workers_are_renewed_between_runs_while_another_one_trains(tmp_path, monkeypatch):
    monkeypatch.setenv("LSTM_LAB_RECYCLE", "2")
    monkeypatch.setenv("LSTM_LAB_WORKERS", "2")
    monkeypatch.setenv("PAUSE", "0.1")
    monkeypatch.setenv("DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT", "100ms")  # in which none can come back
    workers = Workers.start(tmp_path, standin.train)
    workers.wait()
    long = store.create(tmp_path, asking.experiment("a" * 64, 1000))
    workers.submit(long)
    short = [store.create(tmp_path, asking.experiment("a" * 64, 1)) for _ in range(5)]
    for record in short:
        workers.submit(record)
    asking.until(lambda: all(record.state.is_over for record in short), 60)
    begun = [files.read_lines(record.folder / "begun.jsonl") for record in short]
    processes = [told[0]["pid"] for told in begun]
    assert [len(told) for told in begun] == [1] * 5  # each trained once
    assert [processes.count(pid) for pid in dict.fromkeys(processes)] == [2, 2, 1]
    assert long.state is State.RUNNING
    assert len(files.read_lines(long.folder / "begun.jsonl")) == 1
    workers.close()


def meet_a_heartbeat(dask_worker):
    """Has the worker's heart beat once more when the scheduler has let it go and it has not ended yet."""
    close = dask_worker.close

    async def later(**how):
        dask_worker.close = close
        await dask_worker.heartbeat()
        await close(**how)

    dask_worker.close = later


def test_a_worker_whose_heart_beats_as_it_goes_comes_back(tmp_path, monkeypatch):
    monkeypatch.setenv("LSTM_LAB_WORKERS", "1")
    workers = Workers.start(tmp_path, standin.train)
    workers.wait()
    asking.until(lambda: workers.seen().workers, 10)
    (going,) = workers.seen().workers
    workers._client.run(meet_a_heartbeat)
    workers._client.run(recycling.restart)
    asking.until(lambda: workers.seen().workers and workers.seen().workers[0].address != going.address, 30)
    workers.close()


@pytest.mark.parametrize("others", [0, 1])
def test_a_run_that_is_sent_to_a_worker_as_it_goes_is_trained_by_the_next_one(tmp_path, monkeypatch, others):
    """Whether there is no other worker, or one that is busy: behind its run Dask would have it wait."""
    monkeypatch.setenv("LSTM_LAB_WORKERS", str(1 + others))
    monkeypatch.setenv("PAUSE", "0.1")
    workers = Workers.start(tmp_path, standin.train)
    workers.wait()
    asking.until(lambda: len(workers.seen().workers) == 1 + others, 10)
    for _ in range(others):
        workers.submit(store.create(tmp_path, asking.experiment("a" * 64, 1000)))
    asking.until(lambda: sum(worker.is_free for worker in workers.seen().workers) == 1, 10)
    (going,) = [worker for worker in workers.seen().workers if worker.is_free]
    record = store.create(tmp_path, asking.experiment("a" * 64, 1))
    client = workers._client
    client.run(recycling.restart, workers=[going.address])
    asking.until(lambda: going.address not in client.scheduler_info()["workers"], 10)
    with workers._lock:
        store.submit(record, "")
        workers._turns.add(record)
        workers._serve(client, going.address)
    asking.until(lambda: record.state is State.FINISHED, 30)
    assert len(files.read_lines(record.folder / "begun.jsonl")) == 1
    workers.close()
