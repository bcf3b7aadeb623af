"""A private Dask cluster: loopback only, TLS only, no web pages, gone with the process that made it."""

import logging
import os
from pathlib import Path

import dask
from distributed import Nanny, Scheduler, SpecCluster, Worker
from distributed.security import Security
from distributed.system import MEMORY_LIMIT

HOST = "127.0.0.1"


class NoPages:
    """A Dask server without its web server, which would listen without TLS."""

    def start_http_server(self, *arguments: object, **options: object) -> None:
        """Listen nowhere."""


class PrivateScheduler(NoPages, Scheduler):
    """The scheduler behind TLS alone."""


class PrivateWorker(NoPages, Worker):
    """A worker behind TLS alone."""


def worker_count() -> int:
    """LSTM_LAB_WORKERS, by default one a core and two at most: more would only share the same cores."""
    asked = os.environ.get("LSTM_LAB_WORKERS", "")
    return min(64, int(asked)) if asked.isdigit() and int(asked) else min(2, dask.system.CPU_COUNT)


def start(home: Path, workers: int, security: Security) -> SpecCluster:
    """The running cluster; its workers are on their way."""
    configure(workers)
    common = {"host": HOST, "protocol": "tls://", "security": security}
    worker = {
        "cls": Nanny,
        "options": {
            **common,
            "nthreads": 1,
            "worker_class": PrivateWorker,
            "local_directory": str(home / "workers"),
            "memory_limit": MEMORY_LIMIT // workers,
            "silence_logs": logging.WARNING,
        },
    }
    scheduler = {"cls": PrivateScheduler, "options": {**common, "port": 0, "dashboard": False}}
    return SpecCluster(
        scheduler=scheduler,
        worker=worker,
        workers=dict.fromkeys(range(workers), worker),
        security=security,
        silence_logs=logging.WARNING,
    )


def configure(workers: int) -> None:
    """Dask's settings for long tasks that must never be run again behind the person's back."""
    threads = str(max(1, dask.system.CPU_COUNT // workers))
    dask.config.set(
        {
            # Otherwise a killed worker's training silently starts again from the first epoch.
            "distributed.scheduler.allowed-failures": 0,
            # A laptop that wakes up would find its workers "not heard of for long" and give up on them. One that
            # dies is known at once without this, by its connection.
            "distributed.scheduler.worker-ttl": None,
            # So long after a worker went the cluster would look whether it is there, and give up its place for good if
            # not: also where it came back meanwhile and is just being renewed again.
            "distributed.deploy.lost-worker-timeout": "10000 days",
            # A worker that is paused for its memory would never take the run that waits for it; at 95% it is killed.
            "distributed.worker.memory.target": False,
            "distributed.worker.memory.spill": False,
            "distributed.worker.memory.pause": False,
            # Sampling every thread's stack, 100 times a second, is for Dask's own pages.
            "distributed.worker.profile.enabled": False,
            "distributed.admin.system-monitor.interval": "5s",
            "distributed.nanny.pre-spawn-environ": {
                "TF_CPP_MIN_LOG_LEVEL": "3",
                "OMP_NUM_THREADS": threads,
                "OPENBLAS_NUM_THREADS": threads,
                "MKL_NUM_THREADS": threads,
                "TF_NUM_INTRAOP_THREADS": threads,
                "MALLOC_TRIM_THRESHOLD_": "65536",
            },
        }
    )
