"""The dashboard's hold on its workers: submit, queue, stop, and tell the truth when one dies.

The queue stands here: a worker is sent a run when it is free, not before. Nothing here imports TensorFlow, and Dask
only once the workers are up.
"""

import itertools
import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_core import readonly
from lstm_core.errors import LabError, WorkersUnavailable
from lstm_core.jobs import adrift, ends, recycling, seen, tasks
from lstm_core.jobs.embedded import START_SECONDS, UNREACHABLE, Embedded
from lstm_core.jobs.existing import Existing
from lstm_core.jobs.seen import Cluster
from lstm_core.jobs.turns import Turns
from lstm_core.results import State
from lstm_core.runs import attempts, processes, store
from lstm_core.runs.record import Record

if TYPE_CHECKING:
    from distributed import Client, Future

EVERY = 0.5  # seconds between two looks at the workers
PATIENCE = 2.0  # seconds in which a scheduler answers

log = logging.getLogger(__name__)


class Workers:
    """Worker processes that train, until `close` or the end of this process, however it ends."""

    def __init__(self, home: Path, source: Embedded | Existing, task: Callable[[str], str]):
        self.home = home
        self._source, self._task = source, task
        self._lock = threading.RLock()
        self._turns = Turns()
        self._sent: dict[str, tuple[Record, str, Future]] = {}  # run id -> the run, its worker's address, its task
        self._adrift: dict[str, adrift.Watch] = {}  # runs that others began, and may have left
        self._killed: set[str] = set()  # runs whose worker was killed by hand
        self._renewal = recycling.Renewal()
        self._sendings = itertools.count()
        self._client: Client | None = None
        self._seen = Cluster(source.kind, source.address)
        self._closing = False
        self._settled = threading.Event()  # up, or known not to come up
        self._wake = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="workers", daemon=True)

    @classmethod
    def start(cls, home: Path, task: Callable[[str], str] = tasks.train) -> "Workers":
        """Worker processes on their way; returns at once. `task` is what they do with a run's folder."""
        workers = cls(home, Existing() if os.environ.get("LSTM_LAB_SCHEDULER") else Embedded(home), task)
        workers._watcher.start()
        return workers

    @property
    def is_alive(self) -> bool:
        """Whether they are up or on their way; once False it stays so, and new ones must be started."""
        return not self._closing and self._source.is_alive and self._watcher.is_alive()

    @property
    def ready(self) -> bool:
        """Whether a run that is submitted now would begin now, if a worker is free."""
        return self._client is not None and self.is_alive

    def wait(self, seconds: float = START_SECONDS + 5) -> None:
        """Return once they are ready; WorkersUnavailable when they don't come up."""
        self._settled.wait(seconds)
        if not self.ready:
            raise WorkersUnavailable(self._source.unavailable)

    def seen(self) -> Cluster:
        """The workers as they were half a second ago, and how many runs wait now."""
        waiting = sum(map(len, list(self._turns.lines.values())))  # without the lock, which a slow disk may hold
        return replace(self._seen, waiting=waiting)

    def submit(self, run: Record | str, owner: str = "") -> None:
        """Have the run or lab trained when its owner's turn comes; asking again for the same run changes nothing."""
        record = run if isinstance(run, Record) else store.open_run(self.home, run)
        with self._lock:
            if self._has(record.id) or record.state is not State.QUEUED:
                return
            if not self.is_alive:
                ends.write(record, self._source.unavailable, State.FAILED)
                raise WorkersUnavailable(self._source.unavailable)
            store.submit(record, owner or record.owner)
            self._turns.add(record)
        self._wake.set()

    def resume(self, record: Record) -> None:
        """Have a paused, interrupted or failed run go on from its last checkpoint; LabError for one that is done."""
        with self._lock:
            if record.state.is_over:
                self._sent.pop(record.id, None)  # its task may have a moment left, in which it writes nothing
            store.send_again(record)
            self.submit(record)

    def queue(self) -> tuple[Record, ...]:
        """The runs and labs that wait, in the order in which they will begin."""
        with self._lock:
            return self._turns.order()

    def move(self, run_id: str, place: int) -> None:
        """The waiting run to that place among its owner's runs, 0 being the first."""
        readonly.refuse()
        with self._lock:
            self._turns.move(run_id, place)

    def cancel(self, run_id: str) -> None:
        """The run waits no more: nothing was trained, or it is paused again; if it has just begun, it is stopped."""
        readonly.refuse()
        self._cancel(run_id)

    def _cancel(self, run_id: str) -> None:
        with self._lock:
            record = self._turns.taken(run_id)
            begun = self._sent.get(run_id)
        if record:
            ends.withdraw(record)
        elif begun:
            begun[0].ask_stop()

    def kill(self, record: Record) -> None:
        """The hard stop of a run whose worker does not listen: its process is ended, the run is paused."""
        record.may_change()
        with self._lock:
            if record.id not in self._sent:
                raise LabError("This run is not on one of these workers any more. Reload the page.")
            self._killed.add(record.id)
            address, client = self._sent[record.id][1], self._client
        if not processes.kill(record.status) and client is not None:
            with suppress(*UNREACHABLE):
                client.restart_workers([address], timeout=10, raise_for_error=False)

    def close(self) -> None:
        """End our worker processes; runs that are not over are interrupted. A cluster that is not ours goes on."""
        self._closing = True
        self._wake.set()
        self._source.close()
        if threading.current_thread() is not self._watcher:
            self._watcher.join(timeout=15)

    def _has(self, run_id: str) -> bool:
        return run_id in self._sent or any(record.id == run_id for record in self._turns.order())

    def _watch(self) -> None:
        """From the first word of the workers to their end; runs in a thread of its own."""
        self._adrift, was_up = adrift.found(self.home), False
        while self.is_alive:
            try:
                client = self._source.connect()
            except RuntimeError:
                if not processes.is_ending():
                    raise
                return
            if client is None or not self._warmed(client):
                self._wake.wait(EVERY)
                continue
            self._client, was_up = client, True
            self._settled.set()
            while self.is_alive and self._holds(client):
                self._turn(client)
                self._wake.wait(EVERY)
                self._wake.clear()
            self._lose(client)
        self._settled.set()
        self._end_waiting(was_up)

    def _warmed(self, client: "Client") -> bool:
        """Whether the workers, those that come later too, were told to import TensorFlow as they start."""
        from lstm_core.jobs.warming import Warm

        if self._task is not tasks.train:
            return True
        try:
            client.register_plugin(Warm())
        except UNREACHABLE:
            log.warning("the scheduler was lost at once", exc_info=True)
            return False
        return True

    def _holds(self, client: "Client") -> bool:
        """Whether the scheduler is there and was there all the time; one that lost us has forgotten our tasks."""
        with self._lock:
            return client.status == "running" and not any(future.cancelled() for _, _, future in self._sent.values())

    def _turn(self, client: "Client") -> None:
        """One look at everything, and what follows from it."""
        try:
            identity = client.sync(client.scheduler.identity, n_workers=-1, callback_timeout=PATIENCE)
            processing = client.sync(client.scheduler.processing, workers=None, callback_timeout=PATIENCE)
        except UNREACHABLE:
            log.debug("the scheduler did not answer", exc_info=True)
            return
        workers = seen.workers(identity, processing)
        self._seen = Cluster(self._source.kind, self._source.address, workers)
        for record in adrift.left(self._adrift):
            with self._lock:  # a click on Resume may be faster
                if not self._has(record.id) and ends.goes_on_after_loss(record):
                    self._turns.add(record)
        for record in self.queue():
            # One that was stopped while it waited to go on still needs a worker, for the forecast of its best weights.
            if record.pause_asked or (record.stop_asked and record.resumes_from is None):
                self._cancel(record.id)
        there = {worker.address for worker in workers}
        self._renewal.forget_all_but(there)
        self._take_back(there)
        for worker in workers:
            if worker.is_free and not self._renewal.goes(client, worker):
                self._serve(client, worker.address)

    def _serve(self, client: "Client", address: str) -> None:
        """Send the free worker the run whose turn it is."""
        with self._lock:
            if any(address == busy for _, busy, _ in self._sent.values()) or not (record := self._turns.next()):
                return
            attempt = attempts.sent(record.folder)
            future = client.submit(
                self._task,
                str(record.folder),
                # The last number tells it from a task of this attempt that was taken back.
                key=f"{record.id}-{attempt}-{next(self._sendings)}",
                workers=[address],
                allow_other_workers=True,
                pure=False,
                retries=0,
            )
            self._sent[record.id] = record, address, future
        self._wake.set()  # to see it there
        future.add_done_callback(partial(self._done, record, attempt))

    def _take_back(self, there: set[str]) -> None:
        """Queues again what was sent to a worker just as that went, and did not begin.

        Dask would wait for one of its address for ever, or have it wait behind the run of a worker that stays.
        """
        with self._lock:
            for run_id, (record, address, future) in list(self._sent.items()):
                if address not in there and not future.done() and record.state is State.QUEUED:
                    del self._sent[run_id]
                    future.cancel()
                    self._turns.add(record, first=True)

    def _done(self, record: Record, attempt: int, future: "Future") -> None:
        """See to it that a run whose task is over is over or goes on, whatever became of the worker."""
        with self._lock:
            _, address, sent = self._sent.get(record.id, (None, "", None))
            if self._closing or sent is not future or future.cancelled():
                return
        waits = ends.settle(record, attempt, future, by_hand=record.id in self._killed)
        with self._lock:
            if self._sent.get(record.id, (None, None, None))[2] is future:
                del self._sent[record.id]
            self._renewal.ran[address] += 1
            self._killed.discard(record.id)
            if waits and not self._has(record.id):
                self._turns.add(record, first=True)
        self._wake.set()

    def _lose(self, client: "Client") -> None:
        """The scheduler has gone: what its workers had may go on without it, unless they were ours."""
        with self._lock:
            self._client, self._seen = None, Cluster(self._source.kind, self._source.address)
            lost = [record for record, _, _ in self._sent.values()]
            self._sent.clear()
        for record in lost:
            if self._source.kind == "existing":
                self._adrift[record.id] = adrift.Watch(record)
            else:
                ends.write(record, ends.CLOSED if self._closing else ends.LOST, State.INTERRUPTED)
        with suppress(*UNREACHABLE):
            client.close(timeout=2)

    def _end_waiting(self, was_up: bool) -> None:
        """There will be no worker for those that wait."""
        with self._lock:
            left, self._turns = self._turns.order(), Turns()
        words = ends.CLOSED if self._closing else ends.LOST if was_up else self._source.unavailable
        for record in left:
            ends.write(record, words, State.INTERRUPTED if self._closing or was_up else State.FAILED)
