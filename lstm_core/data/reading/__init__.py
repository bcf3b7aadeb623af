"""A file to a Dataset: opened by its content, parsed, its times and numbers told apart, every mend noted."""

from lstm_core.data.reading.notes import Note
from lstm_core.data.reading.opening import first_rows, sheets
from lstm_core.data.reading.reader import KEEPABLE, candidates, keys, read, understand
from lstm_core.data.reading.stacked import ALL, Keys
from lstm_core.data.reading.times import ROW_NUMBER
from lstm_core.data.reading.understanding import Understood

__all__ = [
    "ALL", "KEEPABLE", "ROW_NUMBER", "Keys", "Note", "Understood", "candidates", "first_rows", "keys", "read", "sheets",
    "understand",
]  # fmt: skip
