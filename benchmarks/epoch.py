"""Seconds an epoch takes us, stock Keras and PyTorch: `python -m benchmarks.epoch [--torch PYTHON] [--grid]`.

The same network, windows, batches, loss and optimiser, validation of one batch included: ours as the product trains it,
Keras's as `fit` does, both in this process; PyTorch in the environment whose Python is named, before Keras's `fit`
leaves threads in this process. After the first epoch, building and tracing included, they take turns: the median of the
turns' ratios ours / theirs, below 1 is faster, by the clock and by the processor's time, which minds other programs
less. `--grid` goes through the corners of the sizes that are offered instead of the presets.
"""

import argparse
import gc
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

from lstm_core import presets
from lstm_core.learning import network as networks
from lstm_core.learning import training as trainings
from lstm_core.learning.batches import Windows
from lstm_core.results import EpochReport
from lstm_core.specs import Layer, Network, Training
from lstm_core.windows import windowing
from lstm_core.windows.scaling import Scaling

PRESETS = (("quick", 30), ("balanced", 60), ("thorough", 60), ("classic", 60))
# units, layers, batch, steps
GRID = (
    (8, 1, 16, 10), (8, 1, 512, 60), (8, 3, 64, 200), (16, 2, 128, 60), (32, 1, 16, 60), (32, 1, 64, 30),
    (32, 1, 512, 60), (32, 3, 16, 200), (64, 1, 16, 60), (64, 1, 64, 60), (64, 2, 128, 60), (64, 1, 512, 200),
    (128, 1, 16, 60), (128, 1, 64, 60), (128, 3, 64, 10), (128, 1, 512, 30), (256, 1, 16, 60), (256, 1, 64, 60),
    (256, 1, 256, 30), (256, 2, 512, 10),
)  # fmt: skip
FEATURES, HORIZON, EPOCHS, HELD_OUT = 5, 5, 7, 64

Turn = tuple[float, float]  # seconds by the clock and by the processor


def main() -> None:
    """Prints a line a case."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--torch", help="the Python of an environment with torch and numpy")
    asked.add_argument("--grid", action="store_true")
    asked.add_argument("--windows", type=int, default=2000)
    asked = asked.parse_args()
    if not asked.torch:
        print("PyTorch is left out: --torch names no Python that has it.")
    tiny = Network(layers=(Layer(units=2),))
    for torch in (asked.torch, None) if asked.torch else (None,):
        Race(tiny, Training(), 5, 64, torch).run()  # what only a process's first run pays
        for name, network, training, look_back in grid() if asked.grid else recipes():
            count = min(asked.windows, 16 * training.batch_size) if asked.grid else asked.windows
            ours, theirs = Race(network, training, look_back, count, torch).run()
            print(f"{name:22} {'PyTorch' if torch else 'Keras'}: {line(ours, theirs)}", flush=True)


def recipes() -> list[tuple[str, Network, Training, int]]:
    """The presets."""
    found = [(presets.find(name), look_back) for name, look_back in PRESETS]
    return [(one.title, one.network, one.training, look_back) for one, look_back in found]


def grid() -> list[tuple[str, Network, Training, int]]:
    """Corners of the sizes offered."""
    return [
        (f"{units} x {layers}, {batch}, {steps}", stack(units, layers), Training(batch_size=batch), steps)
        for units, layers, batch, steps in GRID
    ]


def stack(units: int, layers: int) -> Network:
    return Network(layers=(Layer(units=units),) * layers)


def line(ours: list[Turn], theirs: list[Turn]) -> str:
    """First epoch, then the later ones: seconds and ratios."""
    clock, processor = (median(a[unit] / b[unit] for a, b in zip(ours[1:], theirs[1:], strict=True)) for unit in (0, 1))
    mine, other = (median(one for one, _ in which[1:]) for which in (ours, theirs))
    return (
        f"first {ours[0][0]:.2f} / {theirs[0][0]:.2f} s = {ours[0][0] / theirs[0][0]:.2f},"
        f" later {mine:.3f} / {other:.3f} s = {clock:.2f}, processor {processor:.2f}"
    )


class Race:
    """The report of our training; whenever it tells of an epoch the other runs its own."""

    def __init__(self, network: Network, training: Training, look_back: int, count: int, torch: str | None) -> None:
        self.network, self.look_back, self.torch = network, look_back, torch
        self.training = training.model_copy(update={"epochs": EPOCHS, "patience": None, "batches": None})
        self.train, self.validation = windows(look_back, count), windows(look_back, HELD_OUT)

    def run(self) -> tuple[list[Turn], list[Turn]]:
        """Our turns and theirs."""
        gc.collect()  # what the race before left is not ours to clear away while the clock runs
        self.ours: list[Turn] = []
        self.theirs: list[Turn] = []
        with tempfile.TemporaryDirectory() as folder:
            self.other = self.peer(Path(folder)) if self.torch else self.stock()
            self.begun, path = now(), Path(folder) / "checkpoint.npz"
            model = self.built(fused=True)
            trainings.fit(model, self.train, self.validation, self.training, self, 0.0, dict, path)
        return self.ours, self.theirs

    def built(self, fused: bool) -> keras.Model:
        keras.utils.set_random_seed(0)
        return networks.build(self.network, self.training, self.look_back, FEATURES, HORIZON, fused=fused)

    def stock(self) -> Callable[[], Turn]:
        """An epoch of stock Keras; the first one builds the network."""
        pairs, held_out = (arrays(one) for one in (self.train, self.validation))
        models: list[keras.Model] = []

        def epoch() -> Turn:
            start = now()
            models.append(models[0] if models else self.built(fused=False))
            models[0].fit(*pairs, batch_size=self.training.batch_size, validation_data=held_out, verbose=0)
            return since(start)

        return epoch

    def peer(self, folder: Path) -> Callable[[], Turn]:
        """An epoch of PyTorch, in its own process, with as many threads."""
        (inputs, answers), held_out = (arrays(one) for one in (self.train, self.validation))
        np.savez(folder / "windows.npz", inputs=inputs, answers=answers, held_in=held_out[0], held_out=held_out[1])
        told = {
            "units": [layer.units for layer in self.network.layers],
            "dropout": [layer.dropout for layer in self.network.layers],
            "linear": self.network.linear,
            "pooled": self.network.pooled,
            **self.training.model_dump(include={"loss", "batch_size", "learning_rate", "clip"}),
            "threads": tf.config.threading.get_intra_op_parallelism_threads(),
            "windows": str(folder / "windows.npz"),
        }
        script = Path(__file__).with_name("epoch_torch.py")
        process = subprocess.Popen(
            [self.torch, script, json.dumps(told)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        process.stdout.readline()  # it has imported torch

        def epoch() -> Turn:
            process.stdin.write("\n")
            process.stdin.flush()
            return tuple(json.loads(process.stdout.readline()))

        return epoch

    def epoch(self, report: EpochReport) -> None:
        """Ours is over: the other's turn."""
        self.ours.append(since(self.begun))
        self.theirs.append(self.other())
        self.begun = now()

    def stage(self, words: str) -> None: ...
    def progress(self, progress: object) -> None: ...
    def preview(self, preview: dict) -> None: ...
    def stop_asked(self) -> bool:
        return False

    def pause_asked(self) -> bool:
        return False


def windows(look_back: int, count: int) -> Windows:
    """Random ones."""
    rows = np.random.default_rng(0).normal(size=(count + look_back + HORIZON, FEATURES)).astype("float32")
    columns, nothing = tuple("abcde"), np.zeros(FEATURES, "float32")
    as_it_is = Scaling("standard", columns, np.zeros(FEATURES), np.ones(FEATURES), nothing, nothing > 0)
    return Windows(rows, np.arange(look_back - 1, look_back - 1 + count), look_back, HORIZON, as_it_is)


def arrays(cut: Windows) -> tuple[np.ndarray, np.ndarray]:
    """All windows and their answers at once."""
    inputs = windowing.inputs(cut.rows, cut.origins, cut.look_back)
    return inputs, windowing.targets(cut.rows[:, 0], cut.origins, cut.horizon)


def now() -> Turn:
    return time.perf_counter(), time.process_time()


def since(start: Turn) -> Turn:
    return tuple(after - before for after, before in zip(now(), start, strict=True))


if __name__ == "__main__":
    main()
