"""Two runs at once beside one alone: `python -m benchmarks.together [epochs]`.

Two workers, each with its share of the cores; the training seconds of the Quick preset on 2,500 rows, for a run that
has the machine to itself and for two that are sent together, each after a run that traced. The target: at most 1.3.
"""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks import asked, first_loss
from lstm_core.jobs.workers import Workers
from lstm_core.runs.record import Record


def main() -> None:
    """Prints the seconds of both, and their ratio."""
    epochs = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        dataset, workers = asked.keep(home), Workers.start(home)
        workers.wait()
        first_loss.warm(workers)

        def trained(count: int) -> float:
            runs = [asked.run(home, dataset, epochs=epochs, patience=None) for _ in range(count)]
            for record in runs:
                workers.submit(record)
            return max(map(seconds, runs))

        trained(2)  # each worker traces once
        alone, together = min(trained(1), trained(1)), min(trained(2), trained(2))
        workers.close()
    print(f"alone {alone:.2f} s, two at once {together:.2f} s, ratio {together / alone:.2f}")


def seconds(record: Record) -> float:
    """How long the run trained, once it is over."""
    while not record.state.is_over:
        time.sleep(0.05)
    return record.seconds["training"]


if __name__ == "__main__":
    main()
