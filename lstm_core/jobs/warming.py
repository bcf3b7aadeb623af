"""What each worker process does as it starts, first ones and those that replace a killed one."""

import logging
import threading
import time

from distributed import Status, Worker, WorkerPlugin

log = logging.getLogger(__name__)


class Warm(WorkerPlugin):
    """Imports TensorFlow in a thread of its own, so the worker answers meanwhile."""

    name = "warm"

    def setup(self, worker: Worker) -> None:
        """Begin warming; the worker goes on at once."""
        threading.Thread(target=warm_up, args=(worker,), name="warm", daemon=True).start()


def warm_up(worker: Worker) -> None:
    """Import what learning needs, once the worker has reported for work."""
    from lstm_core.jobs import tasks

    # Importing beside the start would make everybody wait longer for the first worker.
    while worker.status in (Status.undefined, Status.created, Status.init, Status.starting):
        time.sleep(0.05)
    try:
        tasks.warm()
        found = tasks.trains_on()
        worker.metrics["trains_on"] = lambda _: found
    except ImportError:
        # The run that needs it fails with the same error, and tells the person.
        log.warning("TensorFlow can't be imported", exc_info=True)
