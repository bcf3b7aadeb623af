"""A saved network in NumPy: read from `model.keras`, answered and traced without TensorFlow."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lstm_core.errors import DamagedRun
from lstm_core.inside import cells
from lstm_core.inside.cells import Forced

LARGEST = 500_000_000  # bytes of one entry: far more than the largest network that can be designed
WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
WITHOUT_WEIGHTS = (
    "InputLayer", "Dropout", "Flatten", "Permute", "Cropping1D", "GlobalAveragePooling1D", "Add", "Concatenate"
)  # fmt: skip
ACTIVATIONS: Mapping[str, Callable] = {
    "linear": lambda values: values,
    "relu": lambda values: np.maximum(values, 0),
    "tanh": np.tanh,
}


@dataclass(frozen=True)
class Layer:
    """One layer: Keras's class as its `kind`, the layers whose answers go in, settings and weights by Keras."""

    name: str
    kind: str
    inputs: tuple[str, ...]
    settings: Mapping
    weights: tuple[np.ndarray, ...] = ()


@dataclass(frozen=True)
class Trace:
    """What one recurrent layer did: `states` are {name: (windows, steps, units)}, in the order of time."""

    name: str
    kind: str
    states: cells.States

    @property
    def word(self) -> str:
        """Its kind as settings and people call it: lstm, gru or rnn."""
        return self.kind.removeprefix("Simple").lower()

    @property
    def backwards(self) -> bool:
        """Whether it read the window from its end."""
        return self.name.endswith(" backward")


@dataclass(frozen=True)
class Network:
    """The layers in an order in which each follows those that it reads; the last one's answer is the network's."""

    layers: tuple[Layer, ...]

    def answer(self, windows: np.ndarray, forced: Forced = cells.FREE) -> np.ndarray:
        """The network's answers (windows, outputs) to scaled windows (windows, look_back, features)."""
        return self.run(windows, forced)[0][self.layers[-1].name]

    def trace(self, windows: np.ndarray, forced: Forced = cells.FREE) -> tuple[np.ndarray, tuple[Trace, ...]]:
        """The answers, and what every recurrent layer did; a bidirectional one gives two traces."""
        known, traces = self.run(windows, forced)
        return known[self.layers[-1].name], tuple(traces.values())

    def run(self, windows: np.ndarray, forced: Forced = cells.FREE) -> tuple[dict[str, np.ndarray], dict[str, Trace]]:
        """Every layer's answers by name, and the traces by theirs; in float32, or as precise as the windows."""
        known: dict[str, np.ndarray] = {}
        traces: dict[str, Trace] = {}
        for layer in self.layers:
            entering = [known[name] for name in layer.inputs] or [np.asarray(windows)]
            known[layer.name] = answer(layer, entering, traces, forced)
        return known, traces


def answer(layer: Layer, entering: list[np.ndarray], traces: dict[str, Trace], forced: Forced) -> np.ndarray:
    """What a layer makes of what enters it; recurrent layers leave their trace."""
    first = entering[0]
    if layer.kind in ("InputLayer", "Dropout"):  # dropout is for training only
        return first
    if layer.kind in cells.EQUATIONS or layer.kind == "Bidirectional":
        return np.concatenate([ran(cell, first, traces, forced) for cell in cells_of(layer)], axis=-1)
    if layer.kind == "Dense":
        return ACTIVATIONS[layer.settings["activation"]](first @ layer.weights[0] + layer.weights[1])
    if layer.kind == "Flatten":
        return first.reshape(len(first), -1)
    if layer.kind == "Permute":
        return first.transpose(0, *layer.settings["dims"])
    if layer.kind == "Cropping1D":
        start, end = layer.settings["cropping"]
        return first[:, start : first.shape[1] - end]
    if layer.kind == "GlobalAveragePooling1D":
        return first.mean(axis=1)
    if layer.kind == "Add":
        return sum(entering)
    return np.concatenate(entering, axis=layer.settings["axis"])


def cells_of(layer: Layer) -> list[Layer]:
    """A recurrent layer itself, or the two that a bidirectional one holds, forward first."""
    if layer.kind != "Bidirectional":
        return [layer]
    half, inner = len(layer.weights) // 2, layer.settings["layer"]
    both = (("forward", layer.weights[:half]), ("backward", layer.weights[half:]))
    return [
        Layer(
            f"{layer.name} {way}",
            inner["class_name"],
            layer.inputs,
            inner["config"] | {"go_backwards": way == "backward"},
            weights,
        )
        for way, weights in both
    ]


def ran(cell: Layer, entering: np.ndarray, traces: dict[str, Trace], forced: Forced) -> np.ndarray:
    """A recurrent layer's answer: all hidden states or the last; one that reads backwards ends at the first step."""
    backwards = cell.settings["go_backwards"]
    held = forced if forced.layer == cell.name else cells.FREE
    states = cells.EQUATIONS[cell.kind](entering[:, ::-1] if backwards else entering, *cell.weights, forced=held)
    hidden = states["hidden_state"]
    if backwards:
        states = {key: values[:, ::-1] for key, values in states.items()}
    traces[cell.name] = Trace(cell.name, cell.kind, states)
    return states["hidden_state"] if cell.settings["return_sequences"] else hidden[:, -1]


def load(path: Path) -> Network:
    """The network in a `.keras` file of ours. DamagedRun for a file that is none, or holds a layer that we don't use.

    Keras keeps weights by the layer's class and its number among those of that class: `lstm`, `lstm_1` ...
    """
    import h5py

    try:
        with zipfile.ZipFile(path) as file:
            config = json.loads(entry(file, "config.json"))["config"]
            weights = h5py.File(io.BytesIO(entry(file, "model.weights.h5")), "r")["layers"]
            seen: dict[str, int] = {}
            layers: list[Layer] = []
            for told in config["layers"]:
                kind = told["class_name"]
                number = seen[kind] = seen.get(kind, -1) + 1
                stored = WORD.sub("_", kind).lower() + (f"_{number}" if number else "")
                before = (layers[-1].name,) if layers else ()
                inputs = entered_from(told["inbound_nodes"]) if "inbound_nodes" in told else before
                layers.append(
                    Layer(told["config"]["name"], kind, inputs, told["config"], arrays(weights, kind, stored))
                )
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as damaged:
        raise DamagedRun("This run's network can't be read: its file is damaged. Train it again.") from damaged
    return Network(tuple(layers))


def entry(file: zipfile.ZipFile, name: str) -> bytes:
    """One entry of the archive, if it is no bomb."""
    if file.getinfo(name).file_size > LARGEST:
        raise ValueError(name)
    return file.read(name)


def entered_from(nodes: list) -> tuple[str, ...]:
    """The names of the layers that a functional layer's call reads: one tensor, or a list of them."""
    if not nodes:
        return ()
    given = nodes[0]["args"][0]
    tensors = given if isinstance(given, list) else [given]
    return tuple(tensor["config"]["keras_history"][0] for tensor in tensors)


def arrays(weights, kind: str, stored: str) -> tuple[np.ndarray, ...]:
    """A layer's weights in Keras's order; none for a layer without any.

    ValueError for a layer that we don't use, and for weights that are no numbers.
    """
    if kind in WITHOUT_WEIGHTS:
        return ()
    if kind in cells.EQUATIONS:
        holders = [f"{stored}/cell/vars"]
    elif kind == "Bidirectional":
        holders = [f"{stored}/{way}_layer/cell/vars" for way in ("forward", "backward")]
    elif kind == "Dense":
        holders = [f"{stored}/vars"]
    else:
        raise ValueError(kind)
    read = tuple(weights[holder][str(at)][()] for holder in holders for at in range(len(weights[holder])))
    if not all(np.isfinite(weight).all() for weight in read):
        raise ValueError(stored)
    return read
