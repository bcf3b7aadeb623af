import argparse

import pytest

from lstm_core import presets
from lstm_core.commands import run
from lstm_core.errors import BadSetting
from lstm_core.specs import Layer, Split


def asked(home, *arguments: str):
    """The experiment that these options ask for."""
    parser = argparse.ArgumentParser()
    run.add_to(parser.add_subparsers())
    return run.from_options(parser.parse_args(["run", "--sample", "solar", *arguments]), home)


def test_parts_by_share_count_or_time(tmp_path):
    split = asked(tmp_path, "--test-size", "240", "--validation-size", "0.1").split
    assert split == Split(test_size=240, validation_size=0.1)
    assert asked(tmp_path, "--test-from", "2001-06-01").split.test_from == "2001-06-01"
    with pytest.raises(SystemExit):
        asked(tmp_path, "--test-from", "2001-06-01", "--test-size", "0.1")
    with pytest.raises(BadSetting, match="test from"):
        asked(tmp_path, "--test-from", "yesterday")


def test_columns_known_ahead_are_columns_with_that_role(tmp_path):
    experiment = asked(tmp_path, "--columns", "ghi, cloud", "--known-ahead", "cloud")
    assert experiment.features.columns == ("ghi", "cloud")
    assert experiment.data.roles == {"cloud": "known_ahead"}


def test_scaling_form_calendar_and_companions(tmp_path):
    experiment = asked(
        tmp_path, "--scaling", "window_spread", "--learn-as", "difference", "--indicators", "hour,holiday(de)",
        "--strategy", "recursive", "--companions", "joint",
    )  # fmt: skip
    assert experiment.training.scaling == "window_spread"
    assert experiment.data.preparation.learn_as == "difference"
    assert experiment.features.indicators[1].parameters == {"country": "DE"}
    assert experiment.window.companions == "joint"
    with pytest.raises(BadSetting, match="companions"):
        asked(tmp_path, "--strategy", "direct", "--companions", "joint")


def test_the_hybrid_is_a_kind_of_network_that_no_recursive_preset_has(tmp_path):
    assert asked(tmp_path, "--model", "hybrid").network.kind == "hybrid"
    with pytest.raises(BadSetting, match="choose the direct strategy"):
        asked(tmp_path, "--model", "hybrid", "--preset", "classic")


def test_balanced_adds_the_calendar_unless_told_not_to(tmp_path):
    names = [
        [pick.name for pick in asked(tmp_path, "--indicators", "RSI", *more).features.indicators]
        for more in ([], ["--calendar", "no"], ["--preset", "quick"])
    ]
    assert names == [["RSI", "DAY_WAVES", "WEEK_WAVES"], ["RSI"], ["RSI"]]


def test_every_setting_of_the_network_and_its_learning_has_an_option(tmp_path):
    experiment = asked(
        tmp_path, "--model", "gru", "--layers", "8,4", "--dropout", "0.1", "--recurrent-dropout", "0.2",
        "--bidirectional", "--head", "16", "--loss", "huber", "--optimizer", "adamw", "--schedule", "cosine",
        "--cycle", "5", "--patience", "3", "--clip", "0.5",
    )  # fmt: skip
    layers = tuple(Layer(units=units, dropout=0.1, recurrent_dropout=0.2) for units in (8, 4))
    network = experiment.network
    assert (network.kind, network.layers, network.bidirectional, network.head) == ("gru", layers, True, 16)
    training = experiment.training
    assert (training.loss, training.optimizer, training.schedule) == ("huber", "adamw", "cosine")
    assert (training.cycle, training.patience, training.clip) == (5, 3, 0.5)


def test_clipping_and_early_stopping_can_be_turned_off_or_left_as_the_preset_has_them(tmp_path):
    assert asked(tmp_path).training == presets.find("balanced").training
    training = asked(tmp_path, "--no-clip", "--no-patience").training
    assert (training.clip, training.patience) == (None, None)
    with pytest.raises(BadSetting, match="cycle"):
        asked(tmp_path, "--schedule", "constant", "--cycle", "5")
