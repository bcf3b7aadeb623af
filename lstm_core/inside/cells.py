"""The recurrent layers' equations, every gate of every step kept.

Weights are Keras's own: kernel (features, gates x units), recurrent kernel (units, gates x units), bias. Sequences are
(windows, steps, features); what comes back is {name: (windows, steps, units)}, `hidden_state` always among it.
"""

from collections.abc import Mapping

import numpy as np
from scipy.special import expit

States = Mapping[str, np.ndarray]


def lstm(sequences: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray) -> States:
    """f, i, o and the candidate g from input and last hidden state; c' = f * c + i * g; h' = o * tanh(c').

    Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000; Keras's order of gates: i, f, g, o.
    """
    entered = sequences @ kernel + bias
    windows, steps, units = len(sequences), sequences.shape[1], len(recurrent)
    names = ("input_gate", "forget_gate", "candidate", "output_gate", "cell_state", "hidden_state")
    told = {name: np.empty((windows, steps, units), entered.dtype) for name in names}
    cell = hidden = np.zeros((windows, units), entered.dtype)
    for step in range(steps):
        i, f, g, o = np.split(entered[:, step] + hidden @ recurrent, 4, axis=1)
        i, f, g, o = expit(i), expit(f), np.tanh(g), expit(o)
        cell = f * cell + i * g
        hidden = o * np.tanh(cell)
        for name, values in zip(names, (i, f, g, o, cell, hidden), strict=True):
            told[name][:, step] = values
    return told


def gru(sequences: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray) -> States:
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
        z, r = expit(z + back_z), expit(r + back_r)
        g = np.tanh(g + r * back_g)
        hidden = z * hidden + (1 - z) * g
        for name, values in zip(names, (z, r, g, hidden), strict=True):
            told[name][:, step] = values
    return told


def simple_rnn(sequences: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray) -> States:
    """h' = tanh(input + last hidden state), Elman 1990."""
    entered = sequences @ kernel + bias
    told = np.empty((*sequences.shape[:2], len(recurrent)), entered.dtype)
    hidden = np.zeros((len(sequences), len(recurrent)), entered.dtype)
    for step in range(sequences.shape[1]):
        hidden = np.tanh(entered[:, step] + hidden @ recurrent)
        told[:, step] = hidden
    return {"hidden_state": told}


EQUATIONS = {"LSTM": lstm, "GRU": gru, "SimpleRNN": simple_rnn}
