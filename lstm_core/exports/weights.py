"""A network's weights as plain arrays: the shapes that an experiment asks for, and a file that holds these alone."""

import io
import math
import zipfile
from collections.abc import Mapping

import numpy as np

from lstm_core.errors import DamagedRun
from lstm_core.inside.network import Network as Saved
from lstm_core.specs import Network, Window
from lstm_core.windows import cost

NAME = "weights.npz"
HEADER = 1024  # bytes before an array's values, at most


def shapes(
    network: Network, window: Window, features: int, outputs: int, seen_whole: int
) -> dict[str, tuple[int, ...]]:
    """The shape of each array by layer and place, as in `lstm_1/0`: no other is ever read.

    `features` are all columns that the network sees, `outputs` those that it answers.
    """
    cell = cost.CELLS[network.kind]
    found = {}
    for at, part in enumerate(cost.parts(features, window, network, outputs, seen_whole)):
        arrays = [(part.enters, part.leaves), (part.leaves,)]
        if at < len(network.layers):
            units = network.layers[at].units
            wide = cell.gates * units
            bias = (cell.biases, wide) if cell.biases > 1 else (wide,)
            arrays = [(part.enters, wide), (units, wide), bias] * (2 if network.bidirectional else 1)
        found |= {f"{part.name}/{place}": shape for place, shape in enumerate(arrays)}
    return found


def packed(saved: Saved) -> bytes:
    """The arrays of a saved network."""
    arrays = {f"{layer.name}/{at}": one for layer in saved.layers for at, one in enumerate(layer.weights)}
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def read(content: bytes, wanted: Mapping[str, tuple[int, ...]]) -> dict[str, np.ndarray]:
    """The arrays, if they are those that are wanted: each is measured before it is read, and none is unpickled.

    Raises DamagedRun for other layers, other shapes, other types, and numbers that are none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            held = [info.filename.removesuffix(".npy") for info in file.infolist()]
            if sorted(held) != sorted(wanted):
                raise DamagedRun("Its network has other layers than its experiment asks for.")
            return {name: array(file, name, shape) for name, shape in wanted.items()}
    except (OSError, ValueError, EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile) as damaged:
        raise DamagedRun("Its weights can't be read.") from damaged


def array(file: zipfile.ZipFile, name: str, shape: tuple[int, ...]) -> np.ndarray:
    """One array of that shape; ValueError for what is no array."""
    size = 4 * math.prod(shape)
    told = file.getinfo(f"{name}.npy")
    if told.file_size > size + HEADER:
        raise DamagedRun(f"The weights of “{name}” are larger than its experiment asks for.")
    with file.open(told) as entry:
        version = np.lib.format.read_magic(entry)
        if version != (1, 0):
            raise ValueError(name)
        has, by_column, kind = np.lib.format.read_array_header_1_0(entry)
        if has != shape or by_column or kind != np.dtype("<f4"):
            raise DamagedRun(f"The weights of “{name}” have another shape than its experiment asks for.")
        values = np.frombuffer(entry.read(size), "<f4").reshape(shape)
    if not np.isfinite(values).all():
        raise DamagedRun(f"The weights of “{name}” hold values that are no numbers.")
    return values
