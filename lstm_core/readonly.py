"""Whether people may only look: LSTM_LAB_READ_ONLY=1. Labs play all the same; nothing else is changed."""

import os

from lstm_core.errors import ReadOnly

WORDS = "Read-only: look at everything here and play with the labs; nothing can be changed."


def on() -> bool:
    """Whether it is set, for the dashboard and for the command line."""
    return os.environ.get("LSTM_LAB_READ_ONLY", "") == "1"


def refuse() -> None:
    """Raises ReadOnly where it is set. Every door to a change of runs, datasets and workspaces asks first."""
    if on():
        raise ReadOnly(
            "This LSTM Lab is read-only, so nothing is changed. Ask who runs it to start it without LSTM_LAB_READ_ONLY."
        )
