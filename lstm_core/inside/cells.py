"""The recurrent layers' equations, every gate of every step kept, and what happens when a gate is held by force.

Weights are Keras's own: kernel (features, gates x units), recurrent kernel (units, gates x units), bias. Sequences are
(windows, steps, features); what comes back is {name: (windows, steps, units)}, `hidden_state` always among it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.special import expit

States = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Forced:
    """What is done to the layer of that name against its weights, at every step.

    `gates` are held at a value, 0 shut and 1 open; of the units `silent` nobody reads a hidden state other than 0.
    """

    layer: str
    gates: Mapping[str, float] = field(default_factory=dict)
    silent: tuple[int, ...] = ()

    def hold(self, **gates: np.ndarray) -> tuple[np.ndarray, ...]:
        """The gates, those that are held at their value."""
        return tuple(np.full_like(now, self.gates[name]) if name in self.gates else now for name, now in gates.items())

    def hush(self, hidden: np.ndarray) -> np.ndarray:
        """The hidden state (windows, units) with the silent units at 0."""
        if self.silent:
            hidden[:, list(self.silent)] = 0.0
        return hidden


FREE = Forced("")


def lstm(
    sequences: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray, forced: Forced = FREE
) -> States:
    """f, i, o and the candidate g from input and last hidden state; c' = f * c + i * g; h' = o * tanh(c').

    Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000; Keras's order of gates: i, f, g, o.
    """
    entered = sequences @ kernel + bias
    windows, steps, units = len(sequences), sequences.shape[1], len(recurrent)
    names = ("forget_gate", "input_gate", "output_gate", "candidate", "cell_state", "hidden_state")
    told = {name: np.empty((windows, steps, units), entered.dtype) for name in names}
    cell = hidden = np.zeros((windows, units), entered.dtype)
    for step in range(steps):
        i, f, g, o = np.split(entered[:, step] + hidden @ recurrent, 4, axis=1)
        f, i, o = forced.hold(forget_gate=expit(f), input_gate=expit(i), output_gate=expit(o))
        g = np.tanh(g)
        cell = f * cell + i * g
        hidden = forced.hush(o * np.tanh(cell))
        for name, values in zip(names, (f, i, o, g, cell, hidden), strict=True):
            told[name][:, step] = values
    return told


def gru(
    sequences: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray, forced: Forced = FREE
) -> States:
    """z, r and the candidate from input and last hidden state; h' = z * h + (1 - z) * candidate.

    Cho et al. 2014, the reset gate applied behind the recurrent product as in cuDNN; bias (2, gates x units); Keras's
    order of gates: z, r, candidate.
    """
    entered = sequences @ kernel + bias[0]
    windows, steps, units = len(sequences), sequences.shape[1], len(recurrent)
    names = ("update_gate", "reset_gate", "candidate", "hidden_state")
    told = {name: np.empty((windows, steps, units), entered.dtype) for name in names}
    hidden = np.zeros((windows, units), entered.dtype)
    for step in range(steps):
        z, r, g = np.split(entered[:, step], 3, axis=1)
        back_z, back_r, back_g = np.split(hidden @ recurrent + bias[1], 3, axis=1)
        z, r = forced.hold(update_gate=expit(z + back_z), reset_gate=expit(r + back_r))
        g = np.tanh(g + r * back_g)
        hidden = forced.hush(z * hidden + (1 - z) * g)
        for name, values in zip(names, (z, r, g, hidden), strict=True):
            told[name][:, step] = values
    return told


def simple_rnn(
    sequences: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray, forced: Forced = FREE
) -> States:
    """h' = tanh(input + last hidden state), Elman 1990."""
    entered = sequences @ kernel + bias
    told = np.empty((*sequences.shape[:2], len(recurrent)), entered.dtype)
    hidden = np.zeros((len(sequences), len(recurrent)), entered.dtype)
    for step in range(sequences.shape[1]):
        hidden = forced.hush(np.tanh(entered[:, step] + hidden @ recurrent))
        told[:, step] = hidden
    return {"hidden_state": told}


EQUATIONS = {"LSTM": lstm, "GRU": gru, "SimpleRNN": simple_rnn}
