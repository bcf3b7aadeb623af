"""Which learning rate? Each batch takes a larger one, and the loss says where learning begins and where it breaks."""

from pathlib import Path

from lstm_core.labs.asked import Rates
from lstm_core.labs.play import Report


def play(asked: Rates, report: Report, home: Path) -> None:
    """Frames {"rate", "loss", "smooth"}: one for each batch, until the loss is four times its smallest."""
    raise NotImplementedError
