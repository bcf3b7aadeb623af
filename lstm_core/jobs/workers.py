"""The dashboard's hold on its worker processes: start, submit, and tell the truth when one dies.

Nothing here imports TensorFlow, and Dask only once the workers are up.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import lstm_core
from lstm_core.errors import WorkersUnavailable
from lstm_core.jobs import tasks
from lstm_core.results import State
from lstm_core.runs import processes, store
from lstm_core.runs.pen import Pen
from lstm_core.runs.record import Record

if TYPE_CHECKING:
    from distributed import Client, Future

START_SECONDS = 60.0
# A run that waited on a worker which died under another run is sent again, but not for ever.
ATTEMPTS = 5

KILLED = (
    "The worker process that trained this run was killed (out of memory, or from outside). "
    "Start the run again; choose a smaller network or batch if it happens twice."
)
LOST = "The worker processes ended while this run was not over. Start the run again."
CLOSED = "LSTM Lab was closed before this run was over. Start the run again."
UNAVAILABLE = (
    "The worker processes did not start; logs/workers.log in LSTM Lab's home folder says why. Reload to try again."
)
UNFINISHED = "The run ended without saying how. Start the run again."

log = logging.getLogger(__name__)


class Workers:
    """Worker processes that train, until `close` or the end of this process, however it ends."""

    def __init__(self, home: Path, supervisor: subprocess.Popen):
        self.home = home
        self._supervisor = supervisor
        self._lock = threading.RLock()
        self._runs: dict[str, int] = {}  # run id -> how often it was sent
        self._records: dict[str, Record] = {}
        self._futures: dict[str, Future] = {}
        self._client: Client | None = None
        self._closing = False
        self._settled = threading.Event()  # up, or known not to come up
        self._watcher = threading.Thread(target=self._watch, name="workers", daemon=True)

    @classmethod
    def start(cls, home: Path) -> "Workers":
        """Worker processes on their way; returns at once."""
        root = str(Path(lstm_core.__file__).parents[1])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        try:
            supervisor = subprocess.Popen(
                [sys.executable, "-m", "lstm_core.jobs.supervisor"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "LSTM_LAB_HOME": str(home), "PYTHONPATH": os.pathsep.join(paths)},
                start_new_session=True,
            )
        except OSError as refused:
            raise WorkersUnavailable(UNAVAILABLE) from refused
        workers = cls(home, supervisor)
        workers._watcher.start()
        return workers

    @property
    def is_alive(self) -> bool:
        """Whether they are up or on their way; once False it stays so, and new ones must be started."""
        return not self._closing and self._supervisor.poll() is None

    @property
    def ready(self) -> bool:
        """Whether a run that is submitted now would begin now, if a worker is free."""
        return self._client is not None and self.is_alive

    def wait(self, seconds: float = START_SECONDS + 5) -> None:
        """Return once they are ready; WorkersUnavailable when they don't come up."""
        self._settled.wait(seconds)
        if not self.ready:
            raise WorkersUnavailable(UNAVAILABLE)

    def submit(self, run: Record | str) -> None:
        """Have the run trained, as soon as there is a worker; asking again for the same run changes nothing."""
        record = run if isinstance(run, Record) else store.open_run(self.home, run)
        with self._lock:
            if record.id in self._runs or record.state.is_over:
                return
            if not self.is_alive:
                end(record, UNAVAILABLE, State.FAILED)
                raise WorkersUnavailable(UNAVAILABLE)
            self._runs[record.id], self._records[record.id] = 0, record
            if self._client is not None:
                self._send(record)

    def close(self) -> None:
        """End all worker processes; runs that are not over are interrupted."""
        self._closing = True
        with suppress(OSError):
            self._supervisor.stdin.close()
        try:
            self._supervisor.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._kill()
        if threading.current_thread() is not self._watcher:
            self._watcher.join(timeout=15)

    def _watch(self) -> None:
        """From the supervisor's first word to its end; runs in a thread of its own."""
        too_long = threading.Timer(START_SECONDS, self._kill)
        too_long.daemon = True
        too_long.start()
        with self._supervisor.stdout as told:
            introduction = told.readline()
        try:
            if introduction:
                self._connect(json.loads(introduction))
        except (OSError, ValueError, ImportError):
            if not self._closing:
                log.warning("the workers can't be reached", exc_info=True)
            self._kill()
        too_long.cancel()
        self._settled.set()
        self._supervisor.wait()
        self._lost()

    def _connect(self, introduction: dict) -> None:
        from distributed import Client
        from distributed.security import Security

        security = Security(
            require_encryption=True,
            tls_ca_file=introduction["ca_file"],
            tls_client_cert=introduction["cert"],
            tls_client_key=introduction["key"],
        )
        # It tells of every try to reach a scheduler that has ended; we tell once, in the runs.
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
        client = Client(introduction["address"], security=security, set_as_default=False, timeout=20)
        with self._lock:
            self._client = client
            for run_id in list(self._runs):
                self._send(self._records[run_id])

    def _send(self, record: Record) -> None:
        attempt = self._runs[record.id] = self._runs[record.id] + 1
        future = self._client.submit(
            tasks.train, str(record.folder), key=f"{record.id}-{attempt}", pure=False, retries=0
        )
        self._futures[record.id] = future
        future.add_done_callback(partial(self._done, record))

    def _done(self, record: Record, future: "Future") -> None:
        """See to it that a run whose task is over is over, whatever became of the worker."""
        from distributed import KilledWorker

        killed = future.status == "error" and isinstance(future.exception(), KilledWorker)
        with self._lock:
            if self._closing or future.cancelled() or self._futures.get(record.id) is not future:
                return
            if record.state.is_over:
                self._forget(record)
            elif killed and not record.status and self._runs[record.id] < ATTEMPTS:
                # It had not begun, only waited behind the run whose worker was killed.
                self._send(record)
            else:
                end(record, KILLED if killed else UNFINISHED, State.FAILED)
                self._forget(record)

    def _forget(self, record: Record) -> None:
        self._runs.pop(record.id, None)
        self._records.pop(record.id, None)
        self._futures.pop(record.id, None)

    def _lost(self) -> None:
        """The supervisor has ended, and its workers with it: so have their runs."""
        with self._lock:
            client, self._client = self._client, None
            left, self._runs, self._records = list(self._records.values()), {}, {}
            self._futures.clear()
        words = CLOSED if self._closing else LOST if client else UNAVAILABLE
        for record in left:
            end(record, words, State.INTERRUPTED if client else State.FAILED)
        with suppress(OSError):
            self._supervisor.stdin.close()
        if client is not None:
            client.close(timeout=2)

    def _kill(self) -> None:
        """The hard way: the supervisor and everything in its process group."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._supervisor.pid, signal.SIGKILL)
            else:
                self._supervisor.kill()


def end(record: Record, words: str, state: State) -> None:
    """Write the end of a run whose worker can't any more, once it is certain that it can't."""
    patience = time.monotonic() + 5
    while processes.lives(record.status) and time.monotonic() < patience:
        time.sleep(0.05)
    if not record.folder.is_dir() or record.state.is_over:
        return
    try:
        Pen(record.folder).fail(words, state=state)
    except OSError:
        # Nothing can be written: the run shows as interrupted as soon as this process is gone.
        log.warning("run %s: its end could not be written", record.id, exc_info=True)
