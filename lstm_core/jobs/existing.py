"""Workers on machines that somebody runs: a Dask cluster whose address stands in LSTM_LAB_SCHEDULER."""

import logging
import os
from typing import TYPE_CHECKING

from lstm_core.errors import WorkersUnavailable
from lstm_core.jobs import embedded

if TYPE_CHECKING:
    from distributed import Client

KEYS = {"ca_file": "LSTM_LAB_TLS_CA", "cert": "LSTM_LAB_TLS_CERT", "key": "LSTM_LAB_TLS_KEY"}

PATIENCE = 5  # seconds for the scheduler to answer, before we try again

log = logging.getLogger(__name__)


class Existing:
    """A cluster that was there before us and stays when we go."""

    kind, is_alive = "existing", True

    def __init__(self) -> None:
        self.address = os.environ["LSTM_LAB_SCHEDULER"]
        self.keys = {name: os.environ.get(variable, "") for name, variable in KEYS.items()}
        # Who reaches a scheduler without TLS can have any code run on it.
        if not self.address.startswith("tls://") or not all(self.keys.values()):
            raise WorkersUnavailable(
                f"LSTM_LAB_SCHEDULER must be an address such as tls://host:8786, with {', '.join(KEYS.values())} naming"
                " the certificate files. Set them and start LSTM Lab again, or unset LSTM_LAB_SCHEDULER."
            )
        self.unavailable = "The Dask cluster that LSTM_LAB_SCHEDULER names does not answer. Runs wait until it does."

    def connect(self) -> "Client | None":
        """Its client; None where it does not answer."""
        try:
            return embedded.client_of(self.address, **self.keys, seconds=PATIENCE)
        except (OSError, ValueError):
            log.warning("the scheduler at %s can't be reached", self.address, exc_info=True)
            return None

    def close(self) -> None:
        """Leave it as it is."""

    def kill(self) -> None:
        """It is not ours to kill."""
