"""What a training costs before it begins: weights and memory, counted; seconds, from what a step was found to take."""

from dataclasses import dataclass

from lstm_core.specs import Network, Training, Window
from lstm_core.windows import splits, windowing

FLOAT = 4  # bytes
# Fitted to benchmarks/epoch.py on two cores of 2026; the pace of a machine's own runs corrects them (`runs.pace`).
BATCH = 1.2e-3  # seconds that a batch takes beside its steps
STEP = 50e-6  # seconds that one step of one layer takes for a batch, however small
OPERATION = 3e-11  # seconds of one multiplication with its sum, forwards and backwards


@dataclass(frozen=True)
class Cost:
    """`parameters` of the network; `rows_bytes` for the scaled rows, `batch_bytes` for one batch and its gradients.

    `seconds` is an epoch on the machine where the constants were measured.
    """

    parameters: int
    rows_bytes: int
    batch_bytes: int
    seconds: float

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

    Every row counts as a window, validation's too, which an epoch ends with. An LSTM layer has four gates, each with
    weights for its input, for its own last answer, and a bias; a linear layer reads the target's past and the last rows
    that are `seen_whole`.

    >>> of(1000, 3, Window(look_back=10, horizon=5), Network(), Training(batch_size=64)).parameters
    4773
    """
    parameters, products, enter = 0, 0, features
    for layer in network.layers:
        parameters += 4 * layer.units * (enter + layer.units + 1)
        products += 4 * layer.units * (enter + layer.units)
        enter = layer.units
    answers = splits.trained_horizon(window) * outputs
    parameters += ((2 if network.pooled else 1) * enter + 1) * answers
    if network.linear:
        parameters += (window.look_back + seen_whole * features + 1) * answers
    # Of each step the four gates, cell and hidden state are kept for the way back; weights have a gradient and two
    # moments beside them.
    kept = window.look_back * (features + sum(7 * layer.units for layer in network.layers)) + 2 * answers
    batch = training.batch_size * kept * FLOAT + 4 * parameters * FLOAT
    a_batch = BATCH + window.look_back * len(network.layers) * STEP
    # Backwards each product is taken twice: for the input's gradient and for the weights'.
    batches = windowing.batches(rows, window.look_back, training)
    read = batches * training.batch_size if training.batches else rows
    seconds = batches * a_batch + read * window.look_back * 3 * products * OPERATION
    return Cost(parameters, rows * features * FLOAT, batch, seconds)
