"""Files that are never seen half-written, and readers that don't mind when one is."""

import json
import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lstm_core.data.files import replace
from lstm_core.errors import DamagedRun

if TYPE_CHECKING:
    from pydantic import BaseModel

Model = TypeVar("Model", bound="BaseModel")


def write_json(path: Path, value: object, durable: bool = True) -> None:
    """The value as a JSON file, replaced whole."""
    text = json_text(value, indent=1) + "\n"
    replace(path, lambda aside: aside.write_text(text, encoding="utf-8"), durable)


def append_line(path: Path, value: object) -> None:
    """One more line of JSON at the end of the file, handed to the system at once.

    Where the last line was cut off by a kill the new one begins on a line of its own.
    """
    line = (json_text(value) + "\n").encode()
    with path.open("ab+") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else b"\n" + line
        file.write(line)


def read_json(path: Path) -> object | None:
    """The value in the file; None when there is none, or none that is whole."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def read_object(path: Path) -> dict:
    """The JSON object in the file; empty when there is none that is whole."""
    value = read_json(path)
    return value if isinstance(value, dict) else {}


def read_model(path: Path, model: "type[Model]", refusal: str) -> "Model":
    """What is asked in the file, checked; DamagedRun with the refusal where it is missing or no such thing."""
    from pydantic import ValidationError

    try:
        return model.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as damage:
        raise DamagedRun(refusal) from damage


def read_lines(path: Path) -> list[dict]:
    """The objects in a file of JSON lines; what is half-written or no object is left out."""
    return list(whole_lines(path))


def whole_lines(path: Path) -> Iterator[dict]:
    """Each whole line of the file as an object."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            yield value


def json_text(value: object, indent: int | None = None) -> str:
    """The value as strict JSON: what is not a number becomes null, arrays become lists.

    >>> json_text({"loss": float("nan")})
    '{"loss": null}'
    """
    try:
        return json.dumps(value, indent=indent, allow_nan=False)
    except (ValueError, TypeError):
        return json.dumps(strict(value), indent=indent, allow_nan=False)


def strict(value: object) -> object:
    """The value in JSON's own types; NumPy's numbers and arrays by their `tolist`, times and paths by their text."""
    if isinstance(value, dict):
        return {str(key): strict(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [strict(each) for each in value]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int | str):
        return value
    if hasattr(value, "tolist"):
        return strict(value.tolist())
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
