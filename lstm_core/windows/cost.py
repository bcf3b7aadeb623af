"""What a training costs before it begins: weights and memory, counted; seconds, from what a step was found to take."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lstm_core.specs import Layer, Network, Training, Window
from lstm_core.windows import splits, windowing

FLOAT = 4  # bytes
# Fitted to benchmarks/epoch.py on two cores of 2026; the pace of a machine's own runs corrects them (`runs.pace`).
BATCH = 1.2e-3  # seconds that a batch takes beside its steps
STEP = 50e-6  # seconds that one step of one layer takes for a batch, however small
UNFUSED = 2 * STEP  # the same of a layer that no fused kernel knows
OPERATION = 3e-11  # seconds of one multiplication with its sum, forwards and backwards


@dataclass(frozen=True)
class Cell:
    """Of a recurrent cell: its gates (the candidate is one), the biases of each, and values kept a step and unit."""

    gates: int
    biases: int
    kept: int


# A GRU has a second bias behind its recurrent product. What is kept for the way back: gates, states, the latter's tanh.
CELLS = {"lstm": Cell(4, 1, 7), "gru": Cell(3, 2, 6), "rnn": Cell(1, 1, 2), "hybrid": Cell(4, 1, 7)}


@dataclass(frozen=True)
class Part:
    """A layer with weights, by its name in the saved model: values that enter and leave (of a recurrent one a step).

    `count` says how `parameters` come about.
    """

    name: str
    enters: int
    leaves: int
    parameters: int
    count: str


@dataclass(frozen=True)
class Cost:
    """The `parts` of the network; `rows_bytes` for the scaled rows, `batch_bytes` for one batch and its gradients.

    `seconds` is an epoch on the machine where the constants were measured.
    """

    parts: tuple[Part, ...]
    rows_bytes: int
    batch_bytes: int
    seconds: float

    @property
    def parameters(self) -> int:
        """All weights of the network."""
        return sum(part.parameters for part in self.parts)

    @property
    def memory(self) -> int:
        """Bytes beside what TensorFlow takes for itself. Grows with rows, not with rows times sequence length."""
        return self.rows_bytes + self.batch_bytes


def of(
    rows: int,
    features: int,
    window: Window,
    network: Network,
    training: Training,
    outputs: int = 1,
    seen_whole: int = 1,
) -> Cost:
    """The cost of a table of so many rows and features (the target among them); `outputs` columns are answered.

    Every row counts as a window, validation's too, which an epoch ends with.

    >>> of(1000, 3, Window(look_back=10, horizon=5), Network(), Training(batch_size=64)).parameters
    4773
    """
    cell, ways = CELLS[network.kind], 2 if network.bidirectional else 1
    found = tuple(parts(features, window, network, outputs, seen_whole))
    recurrent = found[: len(network.layers)]
    products = sum(
        ways * cell.gates * layer.units * (part.enters + layer.units)
        for layer, part in zip(network.layers, recurrent, strict=True)
    )
    # Weights have a gradient and two moments beside them.
    kept = window.look_back * (features + ways * sum(cell.kept * layer.units for layer in network.layers))
    kept += 2 * splits.trained_horizon(window) * outputs
    batch = training.batch_size * kept * FLOAT + 4 * sum(part.parameters for part in found) * FLOAT
    steps = sum(ways * step(network, layer) for layer in network.layers)
    a_batch = BATCH + window.look_back * steps
    # Backwards each product is taken twice: for the input's gradient and for the weights'.
    batches = windowing.batches(rows, window.look_back, training)
    read = batches * training.batch_size if training.batches else rows
    seconds = batches * a_batch + read * window.look_back * 3 * products * OPERATION
    return Cost(found, rows * features * FLOAT, batch, seconds)


def features(columns: int, network: Network) -> int:
    """What a network sees of a table of so many columns: beside an ARIMA its errors are one more."""
    return columns + (network.kind == "hybrid")


def step(network: Network, layer: Layer) -> float:
    """Seconds that one step of a layer takes for a batch, however small: the fused kernel knows LSTMs only."""
    return STEP if network.kind in ("lstm", "hybrid") and not layer.recurrent_dropout else UNFUSED


def parts(features: int, window: Window, network: Network, outputs: int = 1, seen_whole: int = 1) -> Iterator[Part]:
    """The layers with weights in the order of the saved model: recurrent ones, head, forecast, and the linear layer.

    A gate has weights for its input, for the layer's own last answer, and a bias. The linear layer reads the target's
    past and the last rows that are `seen_whole`.

    >>> [part.count for part in parts(3, Window(look_back=10, horizon=5), Network(kind="gru"))]
    ['3 × 32 × (3 + 32 + 2)', '(32 + 1) × 5']
    """
    cell, enters = CELLS[network.kind], features
    name = "lstm" if network.kind == "hybrid" else network.kind
    factors = (2,) * network.bidirectional + (cell.gates,) * (cell.gates > 1)
    for number, layer in enumerate(network.layers, start=1):
        count = " × ".join(map(str, (*factors, layer.units))) + f" × ({enters:,} + {layer.units} + {cell.biases})"
        weights = math.prod(factors) * layer.units * (enters + layer.units + cell.biases)
        leaves = layer.units * (2 if network.bidirectional else 1)
        yield Part(f"{name}_{number}", enters, leaves, weights, count)
        enters = leaves
    enters *= 2 if network.pooled else 1
    if network.head:
        yield dense("head", enters, network.head)
        enters = network.head
    answers = splits.trained_horizon(window) * outputs
    yield dense("forecast", enters, answers)
    if network.linear:
        yield dense("highway", window.look_back + seen_whole * features, answers)


def dense(name: str, enters: int, leaves: int) -> Part:
    """A layer with a weight from each value that enters to each that leaves, and a bias for these."""
    return Part(name, enters, leaves, (enters + 1) * leaves, f"({enters:,} + 1) × {leaves:,}")
