"""What one layer did over many windows of a run, small enough to be scrubbed through in a browser."""

from dataclasses import dataclass

import numpy as np

from lstm_core.inside import units
from lstm_core.inside.opened import Opened

MOST_BYTES = 1_500_000  # of all frames together
FRAMES = (2, 120)  # the fewest, and the most
UNITS = 64  # that are shown of a layer; of a larger one those that follow something most
FEATURES = 40


@dataclass(frozen=True)
class Film:
    """The frames' `origins` (frames,), and as bytes `inputs` (frames, steps, features) and `states` {name: (frames,
    steps, units)}. Gates count from 0 to 255. Other values count by `signed` from 0 to 254, 127 is zero and both ends
    are plus and minus `largest`: of the inputs one a feature, of the states one each.
    """

    origins: np.ndarray
    inputs: np.ndarray
    states: dict[str, np.ndarray]
    largest: dict[str, np.ndarray]


def of(run: Opened, layer: str, shown: np.ndarray, anchor: int) -> Film:
    """The units `shown` of a layer over origins of the test part, evenly chosen, and `anchor` among them."""
    single = units.of_layer(run.network.trace(run.seen(np.array([anchor])))[1], layer)
    values = len(single) * len(shown) + min(FEATURES, run.rows.shape[1])  # of one step
    origins = units.chosen(run, int(np.clip(MOST_BYTES // (run.look_back * values), *FRAMES)), anchor)
    windows = run.seen(origins)
    parts = [units.of_layer(run.network.trace(some)[1], layer) for some in units.chunks(windows)]
    states = {name: np.concatenate([part[name][..., shown] for part in parts]) for name in single}
    inputs = windows[..., :FEATURES]
    largest = {name: np.abs(values).max() for name, values in states.items() if not name.endswith("gate")}
    largest["inputs"] = np.abs(inputs).max(axis=(0, 1))
    coded = {
        name: signed(values, largest[name]) if name in largest else np.rint(255 * values).astype("uint8")
        for name, values in states.items()
    }
    return Film(origins, signed(inputs, largest["inputs"]), coded, largest)


def signed(values: np.ndarray, largest: np.ndarray) -> np.ndarray:
    """Values from -largest to largest as bytes; the root of a value's size counts, so that small ones keep digits.

    >>> signed(np.array([-2.0, 0.0, 0.5, 2.0]), np.array(2.0)).tolist()
    [0, 127, 190, 254]
    """
    share = values / np.where(largest > 0, largest, 1)
    return np.rint(127 * (np.sign(share) * np.sqrt(np.abs(share)) + 1)).astype("uint8")
