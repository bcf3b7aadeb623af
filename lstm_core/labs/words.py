"""The next word, or the next letter: the network is told nothing but a small text."""

from pathlib import Path

from lstm_core.labs import symbols, texts
from lstm_core.labs.asked import Words
from lstm_core.labs.play import Report

BEGUN = "the sky is"


def play(asked: Words, report: Report, home: Path) -> None:
    """Frames as those of `symbols`, about what follows `BEGUN`."""
    if asked.piece == "word":
        sequences, begun = texts.sentences(), [texts.END, *BEGUN.split()]
    else:
        sequences, begun = texts.letters(), list(BEGUN + " ")
    symbols.play(sequences, asked.rounds, asked.units, asked.seed, begun, report)
