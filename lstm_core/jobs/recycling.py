"""When a worker process has done enough: what Keras never gives back would fill its memory run by run."""

import os
from functools import partial
from typing import TYPE_CHECKING

from lstm_core.jobs.seen import WorkerSeen

if TYPE_CHECKING:
    from distributed import Worker

RUNS = 20
SHARE = 0.7  # of the memory that a worker may use; at 95% it is killed


def is_due(worker: WorkerSeen, runs: int) -> bool:
    """Whether the worker should make room for a fresh one, after so many runs."""
    asked = os.environ.get("LSTM_LAB_RECYCLE", "")
    most = int(asked) if asked.isdigit() and int(asked) else RUNS
    return runs >= most or (runs > 0 and 0 < worker.limit * SHARE < worker.memory)


async def restart(dask_worker: "Worker") -> bool:
    """End the worker's process, for its nanny to start a new one; False where it has a task, or no nanny.

    Runs in the worker itself, which alone knows whether a task has just come.
    """
    busy = any(task.state in ("ready", "executing", "waiting") for task in dask_worker.state.tasks.values())
    if dask_worker.nanny is None or busy:
        return False
    dask_worker.loop.add_callback(partial(dask_worker.close_gracefully, restart=True))
    return True
