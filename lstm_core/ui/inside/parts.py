"""What gates and states are called on the page, what each does, and which hue it has."""

from typing import NamedTuple


class Part(NamedTuple):
    """`short` is its sign in the equations; `hue` one of `style.Palette.gates`, None for what is no gate."""

    title: str
    short: str
    hue: str | None
    about: str


PARTS = {
    "forget_gate": Part("Forget gate", "f", "forget", "how much of the long memory is kept"),
    "input_gate": Part("Input gate", "i", "input", "how much of the candidate is written"),
    "output_gate": Part("Output gate", "o", "output", "how much of the long memory is shown"),
    "update_gate": Part("Update gate", "z", "forget", "how much of the memory is kept"),
    "reset_gate": Part("Reset gate", "r", "input", "how much of the memory the candidate sees"),
    "candidate": Part("Candidate", "g", None, "what could be written now"),
    "cell_state": Part("Cell state", "c", None, "the long memory"),
    "hidden_state": Part("Hidden state", "h", None, "the short memory, passed on"),
}
KINDS = {"lstm": "LSTM", "gru": "GRU", "rnn": "simple recurrent"}
