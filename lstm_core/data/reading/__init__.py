"""A file to a Dataset: opened by its content, parsed, its times and numbers told apart, every mend noted."""

from lstm_core.data.reading.reader import ROW_NUMBER, candidates, read, sheets, understand

__all__ = ["ROW_NUMBER", "candidates", "read", "sheets", "understand"]
