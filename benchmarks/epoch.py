"""Seconds an epoch of our network takes beside stock Keras: `python -m benchmarks.epoch [windows]`.

The same model, batches and data, in turn in one process; the first epoch, tracing included, and the best of the later
ones, with the ratio ours / stock. Below 1 is faster.
"""

import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

from lstm_core import presets
from lstm_core.learning import network as networks
from lstm_core.learning.batches import Windows
from lstm_core.specs import Layer, Network, Training
from lstm_core.windows.scaling import Scaling

CASES = (
    ("Quick", presets.find("quick").network, presets.find("quick").training, 30),
    ("Balanced", presets.find("balanced").network, presets.find("balanced").training, 60),
    ("Thorough", presets.find("thorough").network, presets.find("thorough").training, 60),
    ("Classic", presets.find("classic").network, presets.find("classic").training, 60),
    ("128 units", Network(layers=(Layer(units=128),)), Training(batch_size=64), 60),
    ("batch 128", Network(layers=(Layer(units=32),)), Training(batch_size=128), 60),
)
FEATURES, HORIZON, EPOCHS = 5, 5, 4


def main() -> None:
    """Prints one line a case."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    for name, network, training, look_back in CASES:
        ours, stock = ([], [])
        for fused, seconds in ((True, ours), (False, stock)):
            keras.utils.set_random_seed(0)
            model = networks.build(network, training, look_back, FEATURES, HORIZON, fused)
            seconds += epochs(model, training, look_back, count)
        first, later = ours[0] / stock[0], min(ours[1:]) / min(stock[1:])
        print(
            f"{name:10} first epoch {ours[0]:.2f} / {stock[0]:.2f} s, ratio {first:.2f};"
            f" later {min(ours[1:]):.2f} / {min(stock[1:]):.2f} s, ratio {later:.2f}",
            flush=True,
        )


def epochs(model: keras.Model, training: Training, look_back: int, count: int) -> list[float]:
    """Seconds of each epoch on random windows."""
    rows = np.random.default_rng(0).normal(size=(count + look_back + HORIZON, FEATURES)).astype("float32")
    columns, nothing = tuple("abcde"), np.zeros(FEATURES, "float32")
    as_it_is = Scaling("standard", columns, np.zeros(FEATURES), np.ones(FEATURES), nothing, nothing > 0)
    origins = np.arange(look_back - 1, look_back - 1 + count)
    windows = Windows(rows, origins, look_back, HORIZON, as_it_is)
    data, seconds = windows.dataset(training.batch_size, 0), []
    for _ in range(EPOCHS):
        start = time.perf_counter()
        model.fit(data, epochs=1, shuffle=False, verbose=0)
        seconds.append(time.perf_counter() - start)
    return seconds


if __name__ == "__main__":
    main()
