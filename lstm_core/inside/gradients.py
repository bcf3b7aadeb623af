"""How a network's answer leans on its inputs: gradients, backwards through every layer by hand, and their integral.

Reverse mode: each layer turns the gradient by its answer into that by what entered it, from what its forward run left.
"""

from collections.abc import Callable, Mapping

import numpy as np

from lstm_core.inside import network as networks
from lstm_core.inside.cells import States
from lstm_core.inside.network import Layer, Network, Trace

SLOPES: Mapping[str, Callable] = {  # of `network.ACTIVATIONS`, told by the answer
    "linear": np.ones_like,
    "relu": lambda answer: (answer > 0).astype(answer.dtype),
    "tanh": lambda answer: 1 - answer**2,
}
POINTS = 48  # of the integral: its sum then misses what it should be by well under one percent
Worth = Callable[[np.ndarray], np.ndarray]


def of(network: Network, windows: np.ndarray, worth: Worth) -> np.ndarray:
    """The gradient of what the answers are worth, by each input: (windows, look_back, features).

    `worth` takes answers (windows, outputs) and gives how far the worth moves when each of them rises by one, alike
    (windows, outputs) or (outputs,): for example 1 for the first step ahead and 0 for the rest.
    """
    known, traces = network.run(windows)
    last = network.layers[-1].name
    slopes = {last: np.broadcast_to(worth(known[last]), known[last].shape).astype(known[last].dtype)}
    entered = np.zeros(windows.shape, known[last].dtype)
    for layer in reversed(network.layers):
        if layer.name not in slopes:
            continue  # nothing that counts reads it
        if not layer.inputs:
            entered += slopes[layer.name]
            continue
        entering = [known[name] for name in layer.inputs]
        for name, part in zip(
            layer.inputs, back(layer, entering, known[layer.name], traces, slopes[layer.name]), strict=True
        ):
            slopes[name] = slopes[name] + part if name in slopes else part
    return entered


def integrated(network: Network, window: np.ndarray, worth: Worth, points: int = POINTS) -> np.ndarray:
    """What each input of one scaled window (look_back, features) adds to the worth, beside a window of zeros.

    Integrated gradients along the straight line from zeros, by the midpoint rule: all together they come to the
    difference between what both answers are worth (Sundararajan, Taly & Yan 2017).
    """
    share = (np.arange(points, dtype=window.dtype) + 0.5) / points
    return window * of(network, share[:, None, None] * window, worth).mean(axis=0)


def back(
    layer: Layer, entering: list[np.ndarray], answer: np.ndarray, traces: Mapping[str, Trace], slope: np.ndarray
) -> list[np.ndarray]:
    """The gradient by each thing that entered the layer, from that by its answer."""
    first, kind, settings = entering[0], layer.kind, layer.settings
    if kind == "Dropout":
        return [slope]
    if kind in BACK or kind == "Bidirectional":
        cells = networks.cells_of(layer)
        parts = np.split(slope, len(cells), axis=-1)
        return [sum(through(cell, traces[cell.name].states, part) for cell, part in zip(cells, parts, strict=True))]
    if kind == "Dense":
        return [(slope * SLOPES[settings["activation"]](answer)) @ layer.weights[0].T]
    if kind == "Flatten":
        return [slope.reshape(first.shape)]
    if kind == "Permute":
        return [slope.transpose(np.argsort((0, *settings["dims"])))]
    if kind == "Cropping1D":
        return [np.pad(slope, ((0, 0), settings["cropping"], (0, 0)))]
    if kind == "GlobalAveragePooling1D":
        return [np.repeat(slope[:, None], first.shape[1], axis=1) / first.shape[1]]
    if kind == "Add":
        return [slope] * len(entering)
    borders = np.cumsum([part.shape[settings["axis"]] for part in entering[:-1]])
    return np.split(slope, borders, axis=settings["axis"])


def through(cell: Layer, states: States, slope: np.ndarray) -> np.ndarray:
    """Backwards through a recurrent layer, from the slope of all its hidden states or of the last alone."""
    hidden = states["hidden_state"]
    turn = slice(None, None, -1) if cell.settings["go_backwards"] else slice(None)
    if not cell.settings["return_sequences"]:
        whole = np.zeros_like(hidden)
        whole[:, -1] = slope
    else:
        whole = slope[:, turn]
    ordered = {name: values[:, turn] for name, values in states.items()}
    return BACK[cell.kind](ordered, whole, *cell.weights)[:, turn]


def lstm(states: States, slope: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """By the inputs (windows, steps, features), from the slope of each hidden state (windows, steps, units)."""
    names = ("forget_gate", "input_gate", "output_gate", "candidate", "cell_state")
    kept, fed = np.zeros_like(slope[:, 0]), np.zeros_like(slope[:, 0])
    entered = np.empty((*slope.shape[:2], kernel.shape[1]), slope.dtype)
    for step in reversed(range(slope.shape[1])):
        f, i, o, g, cell = (states[name][:, step] for name in names)
        before = states["cell_state"][:, step - 1] if step else np.zeros_like(cell)
        fed = fed + slope[:, step]
        told = np.tanh(cell)
        kept = kept + fed * o * (1 - told**2)
        entered[:, step] = np.concatenate(
            [
                kept * g * i * (1 - i),
                kept * before * f * (1 - f),
                kept * i * (1 - g**2),
                fed * told * o * (1 - o),
            ],
            axis=1,
        )
        fed, kept = entered[:, step] @ recurrent.T, kept * f
    return entered @ kernel.T


def gru(states: States, slope: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """The same for a GRU."""
    units = len(recurrent)
    fed = np.zeros_like(slope[:, 0])
    entered = np.empty((*slope.shape[:2], kernel.shape[1]), slope.dtype)
    for step in reversed(range(slope.shape[1])):
        z, r, g = (states[name][:, step] for name in ("update_gate", "reset_gate", "candidate"))
        before = states["hidden_state"][:, step - 1] if step else np.zeros_like(z)
        back_g = before @ recurrent[:, 2 * units :] + bias[1, 2 * units :]
        fed = fed + slope[:, step]
        by_g = fed * (1 - z) * (1 - g**2)
        by_z, by_r = fed * (before - g) * z * (1 - z), by_g * back_g * r * (1 - r)
        entered[:, step] = np.concatenate([by_z, by_r, by_g], axis=1)
        fed = fed * z + np.concatenate([by_z, by_r, by_g * r], axis=1) @ recurrent.T
    return entered @ kernel.T


def simple_rnn(
    states: States, slope: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray
) -> np.ndarray:
    """The same for a simple recurrent layer."""
    entered = np.empty_like(slope)
    fed = np.zeros_like(slope[:, 0])
    for step in reversed(range(slope.shape[1])):
        entered[:, step] = (fed + slope[:, step]) * (1 - states["hidden_state"][:, step] ** 2)
        fed = entered[:, step] @ recurrent.T
    return entered @ kernel.T


BACK = {"LSTM": lstm, "GRU": gru, "SimpleRNN": simple_rnn}
