import math

import keras
import numpy as np
import pandas as pd
import pytest

from lstm_core.errors import Diverged, Paused
from lstm_core.learning import network as networks
from lstm_core.learning import training
from lstm_core.learning.batches import Windows
from lstm_core.specs import Layer, Network, Training
from lstm_core.windows import scaling as scalings

SPEC = Training(epochs=5, batch_size=32, schedule="cosine", patience=None, seed=11)
DEEP = Network(layers=(Layer(units=4, dropout=0.3), Layer(units=4, dropout=0.2)))


@pytest.fixture
def fit(tmp_path, heard):
    """Trains a new network in a folder: `fit("name", SPEC)`; its weights, the report, how it went."""
    values = np.sin(np.arange(200) / 5) + np.random.default_rng(1).normal(0, 0.1, 200)
    frame = pd.DataFrame({"y": values})
    scaling = scalings.fit(frame[:150], "standard")
    train, validation = (
        Windows(scaling.see(frame.to_numpy(), 0.0), np.arange(*ends), 6, 2, scaling) for ends in ((5, 148), (149, 198))
    )

    def run(name, spec, report=None, network=DEEP):
        keras.utils.set_random_seed(spec.seed)
        made, report = networks.build(network, spec, 6, 1, 2), report or heard()
        told = training.fit(made, train, validation, spec, report, 1.0, dict, tmp_path / name / "checkpoint.npz")
        return made.get_weights(), report, told

    return run


def losses(report) -> list[tuple]:
    return [(one.epoch, one.loss, one.val_loss, one.learning_rate) for one in report.epochs]


def same(some: list, others: list) -> bool:
    return all(np.array_equal(*pair) for pair in zip(some, others, strict=True))


def test_training_that_goes_on_ends_as_if_it_had_never_stopped(fit, tmp_path):
    weights, report, told = fit("whole", SPEC)
    _, first, _ = fit("parts", SPEC.model_copy(update={"epochs": 2, "cycle": 5}))
    again, second, later = fit("parts", SPEC)
    assert losses(first) + losses(second) == losses(report)
    assert same(weights, again)
    assert (told.epochs, later.epochs) == (5, 5)
    assert later.seconds > sum(one.seconds for one in first.epochs)
    kept = [np.load(tmp_path / name / "checkpoint.npz") for name in ("whole", "parts")]
    assert same(*([one[key] for key in sorted(one.files) if key != "seconds"] for one in kept))


def test_the_learning_rate_falls_within_a_cycle_and_starts_again():
    cosine = Training(epochs=9, learning_rate=0.4, schedule="cosine")
    assert [training.rate(cosine, epoch) for epoch in (0, 3, 6)] == pytest.approx([0.4, 0.3, 0.1])
    warm = cosine.model_copy(update={"cycle": 2})
    assert [training.rate(warm, epoch) for epoch in range(5)] == pytest.approx([0.4, 0.2, 0.4, 0.2, 0.4])
    assert training.rate(Training(learning_rate=0.4), 7) == 0.4


def test_paused_within_an_epoch_it_trains_that_epoch_again(fit, heard):
    weights, report, _ = fit("whole", SPEC)
    paused = heard(pause_after=8)  # an epoch has 5 batches
    with pytest.raises(Paused):
        fit("parts", SPEC, paused)
    assert len(paused.epochs) == 1
    again, later, _ = fit("parts", SPEC)
    assert losses(paused) + losses(later) == losses(report)
    assert same(weights, again)


def test_paused_before_the_first_batch_there_is_nothing_to_go_on_from(fit, heard, tmp_path):
    with pytest.raises(Paused):
        fit("early", SPEC, heard(pause_after=0))
    assert not (tmp_path / "early").exists()
    assert len(fit("early", SPEC)[1].epochs) == 5


def test_a_checkpoint_that_is_damaged_or_of_another_network_starts_training_anew(fit, tmp_path, caplog):
    weights, report, _ = fit("whole", SPEC)
    file = tmp_path / "whole" / "checkpoint.npz"
    file.write_bytes(file.read_bytes()[:-300])
    again, later, _ = fit("whole", SPEC)
    assert "damaged" in caplog.text
    assert losses(later) == losses(report)
    assert same(weights, again)
    wider = Network(layers=(Layer(units=5),))
    assert len(fit("whole", SPEC, network=wider)[1].epochs) == 5
    assert "of another network" in caplog.text


def test_nothing_is_left_to_do_behind_the_last_epoch(fit):
    weights, report, _ = fit("whole", SPEC)
    again, later, told = fit("whole", SPEC)
    assert same(weights, again)
    assert (later.epochs, told.epochs, told.first_epoch) == ([], 5, report.epochs[0].seconds)


def test_with_patience_it_ends_when_validation_improves_no_more_and_keeps_the_best(fit, tmp_path):
    spec = Training(epochs=40, batch_size=16, learning_rate=0.3, patience=2)
    weights, report, told = fit("run", spec)
    best = min(report.epochs, key=lambda one: one.val_loss).epoch
    assert told.epochs == best + 2 < 40
    kept = np.load(tmp_path / "run" / "checkpoint.npz")
    assert same(weights, [kept[f"best.{number}"] for number in range(len(weights))])
    assert int(kept["best_epoch"]) == best
    assert len(fit("run", spec.model_copy(update={"patience": 4}))[1].epochs) >= 2


def test_stop_is_heard_while_validating(fit, heard):
    class Late(heard):
        def stop_asked(self):
            return len(self.steps) == 10  # behind the last batch of the second epoch

    weights, report, told = fit("late", SPEC, Late())
    once, _, _ = fit("once", SPEC.model_copy(update={"epochs": 1, "cycle": 5}))
    assert (told.stopped, told.epochs, len(report.epochs)) == (True, 1, 1)
    assert same(weights, once)


@pytest.mark.parametrize(
    ("loss", "val_loss", "words"),
    [
        (math.nan, math.nan, "The loss became infinite in epoch 3"),
        (0.1, math.inf, "The validation loss"),
        (4e6, 0.1, "grew to 4,000,000 in epoch 3"),
    ],
)
def test_a_loss_that_leads_nowhere_says_what_to_change(loss, val_loss, words):
    with pytest.raises(Diverged, match=rf"{words}.*smaller learning rate"):
        training.check(3, loss, val_loss)


def test_time_left_is_not_guessed_before_there_is_something_to_measure():
    assert training.seconds_left((), 10, 1, 20, 0.1) is None
    assert training.seconds_left((), 10, 4, 20, 0.4) == pytest.approx(0.1 * 196)
    # the first epoch holds the tracing
    assert training.seconds_left((9.0, 2.0, 2.0), 7, 10, 20, 0.0) == pytest.approx(2.0 * 6.5)
