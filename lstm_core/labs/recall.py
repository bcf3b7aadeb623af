"""Who still remembers? One symbol of a long row is marked, and must be told some steps later.

A trial is a row of random symbols, each of `SYMBOLS` alike; one of them is marked, behind `BEFORE` others, and the
network answers once, after the last step, which it was. The delay is drawn anew for each batch, short and long ones
alike often (evenly in its logarithm). So the state must stay open until the mark, and shut after it.
"""

from pathlib import Path

import keras
import numpy as np

from lstm_core.labs import learner
from lstm_core.labs.asked import Recall
from lstm_core.labs.learner import Learner
from lstm_core.labs.play import Report

SYMBOLS = 8  # enough that the RNN finds no eight states that hold by themselves; of four it does
BEFORE = 10
DELAYS = (1, 2, 5, 10, 15, 20, 30, 50, 75, 100, 150, 200)
BATCH, TRIALS = 64, 128
RATE, CLIPPING = 0.003, 1.0
EVERY = 25  # frames at least this many batches apart: each tries all delays


def play(asked: Recall, report: Report, home: Path) -> None:
    """Frames {"batch", "delays", "RNN", "GRU", "LSTM"}: the shares of new trials that were right, by delay."""
    keras.utils.set_random_seed(asked.seed)
    rng = np.random.default_rng(asked.seed)
    learners = {kind: fresh(kind, asked, rng) for kind in learner.KINDS}
    delays = [delay for delay in DELAYS if delay <= asked.longest]
    report.stage("Learning to remember")
    drawn = 0
    for batch, draws in learner.rounds(asked.batches, report):
        delay = round(float(np.exp(rng.uniform(0.0, np.log(asked.longest)))))
        told = trials(rng, BATCH, delay)
        for one in learners.values():
            one.learn(*told)
        if (draws and batch - drawn >= EVERY) or batch in (1, asked.batches):
            drawn = batch
            right = {kind: [round(share(one, rng, k), 3) for k in delays] for kind, one in learners.items()}
            report.frame({"batch": batch, "delays": delays} | right)


def fresh(kind: str, asked: Recall, rng: np.random.Generator) -> Learner:
    """A network that has learnt nothing; with `long_memory` its gates begin as `remembering` has them."""
    made = Learner(
        kind,
        SYMBOLS + 1,
        asked.units,
        SYMBOLS,
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        keras.optimizers.Adam(RATE, clipnorm=CLIPPING),
    )
    if asked.long_memory and kind != "RNN":  # which has no gate that could be opened
        *kernels, bias = made.layer.get_weights()
        made.layer.set_weights([*kernels, remembering(kind, bias, asked.longest, rng)])
    return made


def remembering(kind: str, bias: np.ndarray, longest: int, rng: np.random.Generator) -> np.ndarray:
    """A layer's bias with which its units forget after 1 to `longest` steps (Tallec & Ollivier 2018, equation 16).

    The forget gate's bias is log u, u uniform from 1 to longest - 1, the input gate's -log u; for a GRU, whose update
    gate is both in one, the update gate's bias is log u.
    """
    units = bias.shape[-1] // (4 if kind == "LSTM" else 3)
    lasting = np.log(rng.uniform(1, longest - 1, units))
    started = bias.copy()
    if kind == "LSTM":  # gates: input, forget, candidate, output
        started[:units], started[units : 2 * units] = -lasting, lasting
    else:  # gates: update, reset, candidate; the first row belongs to the input
        started[0, :units] = lasting
    return started


def trials(rng: np.random.Generator, count: int, delay: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows (count, steps, symbols + mark), one-hot, with the mark `delay` steps before their end; and what it marks."""
    rows = rng.integers(SYMBOLS, size=(count, BEFORE + 1 + delay))
    sequences = np.zeros((*rows.shape, SYMBOLS + 1), "float32")
    np.put_along_axis(sequences, rows[..., None], 1.0, axis=2)
    sequences[:, BEFORE, SYMBOLS] = 1.0
    return sequences, rows[:, BEFORE]


def share(one: Learner, rng: np.random.Generator, delay: int) -> float:
    """Of new trials with that delay, the share that is answered rightly."""
    sequences, marked = trials(rng, TRIALS, delay)
    return float(np.mean(one.answer(sequences).argmax(axis=1) == marked))
