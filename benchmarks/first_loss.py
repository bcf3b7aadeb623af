"""From a click on Train to the first loss, beside a plain Keras script: `python -m benchmarks.first_loss [runs]`.

A warm worker is sent the Quick preset on 2,500 rows; the clock stops when the first line of `history.jsonl` can be
read. The first run traces its step, later ones of the same shape use it again. The script, in a process of its own,
imports Keras, builds the same network of stock layers and fits one epoch on the same windows. The target: under 2 s,
and at most 0.25 of the script. The script's import, which a worker has behind it, is told beside.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import asked
from lstm_core.jobs import tasks
from lstm_core.jobs.workers import Workers

SCRIPT = """
import os, time
began = time.perf_counter()
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
imported = time.perf_counter() - began
import numpy as np
from benchmarks import asked
values = asked.series()[: int(asked.ROWS * 0.7)]
rows = np.arange(len(values) - asked.LOOK_BACK - asked.HORIZON + 1)
x = values[rows[:, None] + np.arange(asked.LOOK_BACK)][..., None]
y = values[rows[:, None] + asked.LOOK_BACK + np.arange(asked.HORIZON)]
model = keras.Sequential([keras.Input((asked.LOOK_BACK, 1)), keras.layers.LSTM(32), keras.layers.Dense(asked.HORIZON)])
model.compile(keras.optimizers.Adam(0.005, clipnorm=1.0), "mean_absolute_error")
model.fit(x, y, batch_size=64, epochs=1, verbose=0)
print(imported, time.perf_counter() - began)
"""


def main() -> None:
    """Prints both clocks, and their ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        ours = clicks(Path(folder), count)
    told = subprocess.run([sys.executable, "-c", SCRIPT], check=True, capture_output=True, text=True).stdout
    imported, stock = map(float, told.split())
    print(f"click to first loss {', '.join(f'{seconds:.2f}' for seconds in ours)} s")
    print(f"plain script {stock:.2f} s, of which import {imported:.2f} s")
    print(f"ratio first {ours[0] / stock:.2f}, later {min(ours[1:] or ours) / stock:.2f}")


def clicks(home: Path, count: int) -> list[float]:
    """Seconds from `submit` to the first line of history, one run after the other on warm workers."""
    dataset, workers, seconds = asked.keep(home), Workers.start(home), []
    workers.wait()
    warm(workers)
    for _ in range(count):
        record = asked.run(home, dataset)
        began = time.perf_counter()
        workers.submit(record)
        while not record.history:
            time.sleep(0.005)
            assert not record.state.is_over or record.history, record.error
        seconds.append(time.perf_counter() - began)
        while not record.state.is_over:
            time.sleep(0.05)
    workers.close()
    return seconds


def warm(workers: Workers) -> None:
    """Wait until every worker has imported TensorFlow."""
    workers._client.run(tasks.warm)


if __name__ == "__main__":
    main()
