"""What a page shows of the cluster: its workers, what each is busy with, and how many runs wait."""

import re
from dataclasses import dataclass
from typing import Literal

TASK = re.compile(r"([0-9]{8}-[0-9]{6}-[0-9a-f]{6})-[0-9]+-[0-9]+")  # a run's id, its attempt, and which sending


@dataclass(frozen=True)
class WorkerSeen:
    """One worker process; memory in bytes, `limit` 0 where there is none, `busy_with` the id of a run.

    `trains_on` is empty until the worker has imported TensorFlow.
    """

    name: str
    host: str
    threads: int
    trains_on: str
    memory: int
    limit: int
    busy_with: str | None
    address: str
    is_free: bool


@dataclass(frozen=True)
class Cluster:
    """Where runs are trained: by our own workers (`embedded`), or by a cluster that somebody runs (`existing`)."""

    kind: Literal["embedded", "existing"]
    address: str
    workers: tuple[WorkerSeen, ...] = ()
    waiting: int = 0


def workers(identity: dict, processing: dict[str, tuple]) -> tuple[WorkerSeen, ...]:
    """The workers as the scheduler tells of them, and of the tasks that each has."""
    found = [worker(address, told, processing.get(address, ())) for address, told in identity["workers"].items()]
    return tuple(sorted(found, key=lambda one: (one.host, one.name)))


def worker(address: str, told: dict, tasks: tuple) -> WorkerSeen:
    """One of them. It is free when it has no task, of whomever, and is not about to close."""
    runs = [match[1] for key in tasks if (match := TASK.fullmatch(str(key)))]
    return WorkerSeen(
        name=str(told["name"]),
        host=told["host"],
        threads=told["nthreads"],
        trains_on=told["metrics"].get("trains_on", ""),
        memory=told["metrics"].get("memory", 0),
        limit=told["memory_limit"] or 0,
        busy_with=runs[0] if runs else None,
        address=address,
        is_free=not tasks and told["status"] == "running",
    )
