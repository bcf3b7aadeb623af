"""Memory over many short runs on one server: `python -m benchmarks.many_runs [runs]`, by default 40, in earnest 200.

One process that holds the workers as a dashboard does, and its workers; runs of two epochs, two at a time. After the
tenth run, and from then on after every tenth, the resident memory of this process and of the largest worker; workers
are renewed on the way. The target: the dashboard flat within 10% of what it was after the tenth, and no worker above
the largest that there was by then (the first renewal's cycle) by more than that.
"""

import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks import asked
from lstm_core.jobs.workers import Workers

AT_ONCE = 2


def main() -> None:
    """Prints the memory as it goes, and how far it grew."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    told = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        dataset, workers = asked.keep(home), Workers.start(home)
        workers.wait()
        for done in range(AT_ONCE, count + 1, AT_ONCE):
            runs = [asked.run(home, dataset, epochs=2) for _ in range(AT_ONCE)]
            for record in runs:
                workers.submit(record)
            while not all(record.state.is_over for record in runs):
                time.sleep(0.05)
            assert not any(record.error for record in runs), [record.error for record in runs]
            if done % 10 == 0:
                told.append((dashboard(), largest(workers)))
                print(
                    f"after {done:3} runs: dashboard {told[-1][0]:.0f} MB, largest worker {told[-1][1]:.0f} MB",
                    flush=True,
                )
        workers.close()
    for name, sizes in zip(("dashboard", "worker"), zip(*told, strict=True), strict=True):
        print(f"{name} at most {max(sizes) / sizes[0]:.2f} of what it was after the tenth run")


def dashboard() -> float:
    """This process's resident memory in MB."""
    return psutil.Process().memory_info().rss / 2**20


def largest(workers: Workers) -> float:
    """The resident memory of the largest worker in MB."""
    return max((worker.memory for worker in workers.seen().workers), default=0) / 2**20


if __name__ == "__main__":
    main()
