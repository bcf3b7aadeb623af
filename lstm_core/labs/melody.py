"""The next note of a melody: pitch and length together are one symbol."""

from pathlib import Path

from lstm_core.labs import symbols, texts
from lstm_core.labs.asked import Melody
from lstm_core.labs.play import Report

GIVEN = 5  # notes that the network is given to go on from


def play(asked: Melody, report: Report, home: Path) -> None:
    """Frames as those of `symbols`, about what follows the first `GIVEN` notes."""
    notes = texts.notes(asked.melody)
    symbols.play([notes], asked.rounds, asked.units, asked.seed, notes[:GIVEN], report)
