import math

import keras
import numpy as np
import pytest

from lstm_core.learning import checkpoint
from lstm_core.learning.checkpoint import Checkpoint


@pytest.fixture
def network() -> keras.Model:
    made = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    made.compile("adam", "mean_squared_error")
    made.optimizer.build(made.trainable_variables)
    return made


@pytest.fixture
def standing(network) -> Checkpoint:
    """Two epochs, of which the first was the better."""
    first = Checkpoint().after(network, 0.5, 1.25)
    network.set_weights([weight + 1 for weight in network.get_weights()])
    return first.after(network, 0.75, 0.25)


def test_the_best_epoch_is_kept_beside_the_last(standing):
    assert (standing.epoch, standing.best_epoch, standing.best_loss, standing.seconds) == (2, 1, 0.5, (1.25, 0.25))
    assert all(np.array_equal(best + 1, last) for best, last in zip(standing.best, standing.weights, strict=True))


def test_what_is_written_is_read(standing, network, tmp_path):
    checkpoint.write(tmp_path / "checkpoint.npz", standing)
    found = checkpoint.read(tmp_path / "checkpoint.npz", network)
    for name, value in vars(standing).items():
        assert np.array_equal(value, getattr(found, name)) or name in ("weights", "optimizer", "best")
    network.set_weights([weight * 0 for weight in network.get_weights()])
    found.set(network)
    assert all(np.array_equal(*pair) for pair in zip(network.get_weights(), standing.weights, strict=True))
    assert [file.name for file in tmp_path.iterdir()] == ["checkpoint.npz"]


def test_where_there_is_none_training_starts(network, tmp_path):
    assert checkpoint.read(tmp_path / "checkpoint.npz", network) == Checkpoint(best_loss=math.inf)


@pytest.mark.parametrize("damage", [b"", b"half a fi", b"PK\x03\x04", None])
def test_no_damage_is_raised(standing, network, tmp_path, caplog, damage):
    file = tmp_path / "checkpoint.npz"
    checkpoint.write(file, standing)
    whole = file.read_bytes()
    file.write_bytes(whole[:400] + bytes(40) + whole[440:] if damage is None else damage)
    assert checkpoint.read(file, network).epoch == 0
    assert "checkpoint.npz is damaged" in caplog.text


def test_objects_are_never_unpickled(network, tmp_path, caplog):
    np.savez(tmp_path / "checkpoint.npz", epoch=np.array([print], dtype=object))
    assert checkpoint.read(tmp_path / "checkpoint.npz", network).epoch == 0
    assert "damaged" in caplog.text


def test_that_of_a_larger_network_does_not_fit(standing, network, tmp_path, caplog):
    larger = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
    larger.compile("adam", "mean_squared_error")
    larger.optimizer.build(larger.trainable_variables)
    checkpoint.write(tmp_path / "checkpoint.npz", standing)
    assert checkpoint.read(tmp_path / "checkpoint.npz", larger).epoch == 0
    assert "another network" in caplog.text
