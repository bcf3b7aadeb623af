"""Files that a command names."""

from pathlib import Path

from lstm_core.errors import BadSetting, UnreadableFile


def read_bytes(file: Path) -> bytes:
    """A file's content, or UnreadableFile in words."""
    try:
        return file.read_bytes()
    except OSError as refused:
        raise UnreadableFile(f"{file} can't be opened: {(refused.strerror or 'no reason given').lower()}.") from refused


def write_bytes(file: Path, content: bytes) -> None:
    """The content as that file, or BadSetting in words."""
    try:
        file.write_bytes(content)
    except OSError as refused:
        raise BadSetting(f"{file} can't be written: {(refused.strerror or 'no reason given').lower()}.") from refused
