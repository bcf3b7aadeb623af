"""Files that a command names."""

from pathlib import Path

from lstm_core.errors import UnreadableFile


def read_bytes(file: Path) -> bytes:
    """A file's content, or UnreadableFile in words."""
    try:
        return file.read_bytes()
    except OSError as refused:
        raise UnreadableFile(f"{file} can't be opened: {(refused.strerror or 'no reason given').lower()}.") from refused
