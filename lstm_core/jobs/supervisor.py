"""The process between the dashboard and its workers: `python -m lstm_core.jobs.supervisor`.

It starts the workers, prints one line of JSON (the address and the keys to it, for its parent alone), and ends with
all of them when its standard input closes, which it does however the parent ends. Streamlit's own process can't hold
them: it replaces `__main__`, which every child process would run again.
"""

import json
import os
import signal
import sys
import threading

from distributed.security import Security

from lstm_core.errors import LabError
from lstm_core.jobs import cluster, logs
from lstm_core.runs import store


def main() -> None:
    """Work until the parent goes."""
    # Ctrl-C in the terminal is for the dashboard, which then closes our standard input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    told = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    home = store.home()
    with store.writing():
        logs.capture(home / "logs" / "workers.log")
    gone = threading.Event()
    threading.Thread(target=watch_input, args=(gone,), name="parent", daemon=True).start()

    security = Security.temporary()
    workers = cluster.worker_count()
    with cluster.start(home, workers, security) as running:
        with told:
            print(introduction(running.scheduler_address, security), file=told)
        # A copy of the pipe in another child of the parent would keep it open: look who our parent is, too.
        while not gone.wait(1.0) and os.getppid() == parent:
            pass
        # Training does not stop for a polite close, and whoever waited for it has gone: kill, don't wait.
        leave(running)


def watch_input(gone: threading.Event) -> None:
    """Set `gone` when nobody holds the other end of our standard input any more."""
    while os.read(0, 1024):
        pass
    gone.set()


def introduction(address: str, security: Security) -> str:
    """Where the workers are and what opens the door, as one line of JSON."""
    keys = security.get_tls_config_for_role("client")
    return json.dumps({"address": address, **{name: keys[name] for name in ("ca_file", "cert", "key")}})


def leave(running: cluster.SpecCluster) -> None:
    """End all worker processes, then this one, without waiting for what they do."""
    for nanny in running.workers.values():
        if nanny.pid:
            os.kill(nanny.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    os._exit(0)


if __name__ == "__main__":
    try:
        main()
    except LabError as refused:
        sys.exit(str(refused))
