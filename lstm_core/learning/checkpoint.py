"""Where training stands after an epoch, in one file: all that it takes to go on as if it had never been away."""

import logging
import math
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import keras
import numpy as np

from lstm_core.data import files

log = logging.getLogger(__name__)

Arrays = tuple[np.ndarray, ...]


@dataclass(frozen=True)
class Checkpoint:
    """After `epoch` epochs: how long each took, the best of them by validation, and all variables.

    `weights` are the network's, `best` those of the best epoch, `optimizer` the optimiser's variables. The order of
    windows and the dropout follow from seed and epoch, the learning rate from the epoch.
    """

    epoch: int = 0
    seconds: tuple[float, ...] = ()
    best_epoch: int = 0
    best_loss: float = math.inf
    weights: Arrays = field(default=(), repr=False)
    optimizer: Arrays = field(default=(), repr=False)
    best: Arrays = field(default=(), repr=False)

    def after(self, network: keras.Model, loss: float, seconds: float) -> "Checkpoint":
        """Where it stands one epoch later, with that loss on validation."""
        weights, better = tuple(network.get_weights()), loss < self.best_loss
        return Checkpoint(
            self.epoch + 1,
            (*self.seconds, seconds),
            self.epoch + 1 if better else self.best_epoch,
            loss if better else self.best_loss,
            weights,
            tuple(one.numpy() for one in network.optimizer.variables),
            weights if better else self.best,
        )

    def set(self, network: keras.Model) -> None:
        """Puts network and optimiser where they were."""
        network.set_weights(self.weights)
        for variable, value in zip(network.optimizer.variables, self.optimizer, strict=True):
            variable.assign(value)

    def fits(self, network: keras.Model) -> bool:
        """Whether every array has the shape of its variable."""
        pairs = ((self.weights, network.weights), (self.best, network.weights))
        pairs += ((self.optimizer, network.optimizer.variables),)
        return all([one.shape for one in arrays] == [one.shape for one in has] for arrays, has in pairs)


def write(path: Path, standing: Checkpoint) -> None:
    """The checkpoint as a file, replaced whole; the variables are named `weights.0`, `optimizer.0`, `best.0` ..."""
    arrays = {
        f"{kind}.{number}": array
        for kind in ("weights", "optimizer", "best")
        for number, array in enumerate(getattr(standing, kind))
    }
    told = {name: getattr(standing, name) for name in ("epoch", "seconds", "best_epoch", "best_loss")}

    def save(aside: Path) -> None:
        with aside.open("wb") as file:  # given a name, NumPy would add to it
            np.savez(file, **told, **arrays)

    files.replace(path, save)


def read(path: Path, network: keras.Model) -> Checkpoint:
    """The checkpoint for this network; the start of training where there is none, or none that is whole and fits."""
    if not path.exists():
        return Checkpoint()
    try:
        with np.load(path, allow_pickle=False) as kept:
            found = Checkpoint(
                int(kept["epoch"]),
                tuple(kept["seconds"].tolist()),
                int(kept["best_epoch"]),
                float(kept["best_loss"]),
                arrays(kept, "weights"),
                arrays(kept, "optimizer"),
                arrays(kept, "best"),
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as damage:
        log.warning("%s is damaged (%s): training starts from the first epoch", path.name, damage)
        return Checkpoint()
    if len(found.seconds) == found.epoch and found.fits(network):
        return found
    log.warning("%s is of another network: training starts from the first epoch", path.name)
    return Checkpoint()


def arrays(kept: np.lib.npyio.NpzFile, kind: str) -> Arrays:
    """The arrays of that kind in their order."""
    return tuple(kept[f"{kind}.{number}"] for number in range(sum(name.startswith(f"{kind}.") for name in kept)))
