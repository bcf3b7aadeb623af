"""A network that learns which symbol of a sequence comes next: a word, a letter or a note."""

from collections.abc import Sequence

import keras
import numpy as np

from lstm_core.labs import learner, speaking
from lstm_core.labs.learner import Learner
from lstm_core.labs.play import Report
from lstm_core.labs.speaking import Speaker

RATE = 0.01
BATCH = 32
NOTHING = -1  # the answer where a shorter sequence has ended


def play(
    sequences: Sequence[Sequence[str]], rounds: int, units: int, seed: int, begun: Sequence[str], report: Report
) -> None:
    """Frames {"round", "loss", "next": [[symbol, chance], ...] after `begun`, "said"}; the last one: {"speaker"}.

    The loss is the mean over all next symbols, in nats. `said` goes on from `begun`, at temperature 0.5.
    """
    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    symbols = tuple(sorted({symbol for one in sequences for symbol in one}))
    inputs, answers = table(sequences, symbols)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=NOTHING)
    made = Learner("LSTM", len(symbols), units, len(symbols), loss, keras.optimizers.Adam(RATE), at_every_step=True)
    report.stage("Learning what comes next")
    size = min(BATCH, len(inputs))
    for number, draws in learner.rounds(rounds, report):
        drawn = rng.choice(len(inputs), size, replace=False)
        lost = float(made.learn(np.eye(len(symbols), dtype="float32")[inputs[drawn]], answers[drawn]))
        if draws:
            now = speaker(symbols, made)
            said = now.goes_on(begun, 40, 0.5, number)
            report.frame({"round": number, "loss": round(lost, 4), "next": now.likeliest(begun), "said": said})
    report.frame({"speaker": speaker(symbols, made).as_told()})


def speaker(symbols: tuple[str, ...], made: Learner) -> Speaker:
    """What the network knows now."""
    return Speaker(symbols, tuple(made.network.get_weights()))


def table(sequences: Sequence[Sequence[str]], symbols: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of the symbols (sequences, steps) and of those that follow, `NOTHING` after a sequence's end."""
    longest = max(map(len, sequences)) - 1
    inputs = np.zeros((len(sequences), longest), int)
    answers = np.full((len(sequences), longest), NOTHING)
    for row, sequence in enumerate(sequences):
        numbers = speaking.numbers(sequence, symbols)
        inputs[row, : len(numbers) - 1], answers[row, : len(numbers) - 1] = numbers[:-1], numbers[1:]
    return inputs, answers
