import math

import pytest

from lstm_core.errors import Diverged
from lstm_core.learning.training import Watch
from lstm_core.specs import Training


def test_a_loss_that_is_not_a_number_says_what_to_change(tmp_path, heard):
    watch = Watch(Training(), heard(), 0.0, dict, tmp_path / "best.weights.h5")
    watch.on_train_begin()
    with pytest.raises(Diverged, match=r"epoch 3.*smaller learning rate"):
        watch.on_epoch_end(2, {"loss": math.nan, "val_loss": 0.1})


def test_time_left_is_not_guessed_before_there_is_something_to_measure(tmp_path, heard):
    watch = Watch(Training(epochs=10), heard(), 0.0, dict, tmp_path / "best.weights.h5")
    watch.on_train_begin()
    watch.on_epoch_begin(0)
    assert watch.left(1, 20) is None
    watch.seconds = [9.0, 2.0, 2.0]  # the first epoch holds the tracing
    watch.on_epoch_begin(3)
    assert watch.left(10, 20) == pytest.approx(2.0 * 6.5)
