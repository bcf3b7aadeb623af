"""Our own workers on this machine: a supervisor process that holds them, and ends with us however we end."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import lstm_core
from lstm_core.errors import WorkersUnavailable

if TYPE_CHECKING:
    from distributed import Client

START_SECONDS = 60.0
UNAVAILABLE = (
    "The worker processes did not start; logs/workers.log in LSTM Lab's home folder says why. Reload to try again."
)

# What a client raises whose scheduler goes: RuntimeError where its own loop has ended, and tornado's ValueError where
# the connection is cut before TLS begins.
UNREACHABLE = (OSError, RuntimeError, ValueError)

log = logging.getLogger(__name__)


class Embedded:
    """The supervisor and its workers, on their way from the beginning."""

    kind, address, unavailable = "embedded", "", UNAVAILABLE

    def __init__(self, home: Path):
        root = str(Path(lstm_core.__file__).parents[1])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        try:
            self.supervisor = subprocess.Popen(
                [sys.executable, "-m", "lstm_core.jobs.supervisor"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "LSTM_LAB_HOME": str(home), "PYTHONPATH": os.pathsep.join(paths)},
                start_new_session=True,
            )
        except OSError as refused:
            raise WorkersUnavailable(UNAVAILABLE) from refused

    @property
    def is_alive(self) -> bool:
        """Whether they are up or on their way; once False it stays so."""
        return self.supervisor.poll() is None

    def connect(self) -> "Client | None":
        """Their client, as soon as they are up; None when they don't come up, and then they are gone."""
        too_long = threading.Timer(START_SECONDS, self.kill)
        too_long.daemon = True
        too_long.start()
        try:
            with self.supervisor.stdout as told:
                introduction = told.readline()
            return client_of(**json.loads(introduction)) if introduction else None
        except (OSError, ValueError, ImportError):
            log.warning("the workers can't be reached", exc_info=True)
            self.kill()
            return None
        finally:
            too_long.cancel()

    def close(self) -> None:
        """End all worker processes."""
        with suppress(OSError):
            self.supervisor.stdin.close()
        try:
            self.supervisor.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()
            self.supervisor.wait()

    def kill(self) -> None:
        """The hard way: the supervisor and everything in its process group."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self.supervisor.pid, signal.SIGKILL)
            else:
                self.supervisor.kill()


def client_of(address: str, ca_file: str, cert: str, key: str, seconds: float = 20) -> "Client":
    """A client of the scheduler at the address, behind TLS; OSError where it does not answer in so many seconds."""
    from distributed import Client
    from distributed.security import Security

    security = Security(require_encryption=True, tls_ca_file=ca_file, tls_client_cert=cert, tls_client_key=key)
    # It tells of every try to reach a scheduler that has ended; we tell once, in the runs.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    return Client(address, security=security, set_as_default=False, timeout=seconds)
