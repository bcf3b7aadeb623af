"""Files and folders that a command names."""

import argparse
import os
from pathlib import Path

from lstm_core.errors import BadSetting, UnreadableFile


def home_of(options: argparse.Namespace) -> Path:
    """The home folder, for this process and those that it starts: as `--home` says, else LSTM_LAB_HOME."""
    from lstm_core.runs import store

    if options.home:
        os.environ["LSTM_LAB_HOME"] = str(options.home)
    return store.home()


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
