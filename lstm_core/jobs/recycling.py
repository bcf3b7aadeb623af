"""When a worker process has done enough: what Keras never gives back would fill its memory run by run."""

import os
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from lstm_core.jobs.embedded import UNREACHABLE
from lstm_core.jobs.seen import WorkerSeen

if TYPE_CHECKING:
    from distributed import Client, Worker

RUNS = 20
SHARE = 0.7  # of the memory that a worker may use; at 95% it is killed


def is_due(worker: WorkerSeen, runs: int) -> bool:
    """Whether the worker should make room for a fresh one, after so many runs."""
    asked = os.environ.get("LSTM_LAB_RECYCLE", "")
    most = int(asked) if asked.isdigit() and int(asked) else RUNS
    return runs >= most or (runs > 0 and 0 < worker.limit * SHARE < worker.memory)


class Renewal:
    """What each worker did since it was fresh, and which ones were told to make way; all by address."""

    def __init__(self):
        self.ran: Counter[str] = Counter()  # how many runs
        self._going: set[str] = set()

    def forget_all_but(self, there: set[str]) -> None:
        """Those that were told to make way and are not there any more have gone."""
        self._going &= there

    def goes(self, client: "Client", worker: WorkerSeen) -> bool:
        """Whether the worker, which has no task, makes way for a fresh one; where it is due, it is told so now."""
        if worker.address in self._going:
            return True  # for a moment it still looks as if it were free
        if not is_due(worker, self.ran[worker.address]):
            return False
        self.ran.pop(worker.address)
        try:
            told = client.run(restart, workers=[worker.address], on_error="return")
        except UNREACHABLE:
            return False
        if goes := told.get(worker.address) is True:
            self._going.add(worker.address)
        return goes


async def restart(dask_worker: "Worker") -> bool:
    """End the worker's process, for its nanny to start a new one; False where it has a task, or no nanny.

    Runs in the worker itself, which alone knows whether a task has just come.
    """
    busy = any(task.state in ("ready", "executing", "waiting") for task in dask_worker.state.tasks.values())
    if dask_worker.nanny is None or busy:
        return False
    # A heartbeat that finds the scheduler without it would have the nanny end, too, and nobody come back.
    dask_worker.nanny = None
    dask_worker.loop.add_callback(partial(dask_worker.close_gracefully, restart=True))
    return True
