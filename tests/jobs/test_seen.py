from lstm_core.jobs import seen

TOLD = {
    "name": 0,
    "host": "127.0.0.1",
    "nthreads": 1,
    "memory_limit": 100,
    "status": "running",
    "metrics": {"memory": 7, "trains_on": "CPU"},
}


def test_a_worker_is_seen_with_its_memory_and_its_run():
    identity = {"workers": {"tls://b": {**TOLD, "name": 1}, "tls://a": TOLD}}
    idle, busy = seen.workers(identity, {"tls://b": ("20261120-101500-ab12cd-2-7",), "tls://a": ()})
    assert idle == seen.WorkerSeen("0", "127.0.0.1", 1, "CPU", 7, 100, None, "tls://a", True)
    assert (busy.name, busy.busy_with, busy.is_free) == ("1", "20261120-101500-ab12cd", False)


def test_a_worker_with_somebody_elses_task_is_not_free_but_trains_no_run():
    other = seen.worker("tls://a", TOLD, ("inc-1234",))
    assert (other.busy_with, other.is_free) == (None, False)


def test_a_worker_that_is_closing_or_has_told_little_is_not_free_and_not_refused():
    told = {**TOLD, "status": "closing_gracefully", "memory_limit": None, "metrics": {}}
    assert seen.worker("tls://a", told, ()) == seen.WorkerSeen("0", "127.0.0.1", 1, "", 0, 0, None, "tls://a", False)
