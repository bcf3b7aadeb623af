"""The drafted design: from a preset and back, from an experiment and back."""

import pytest

from lstm_core import presets
from lstm_core.errors import BadSetting
from lstm_core.specs import Data, Experiment, Layer, Window, checked
from lstm_core.ui import design

WINDOW = Window(look_back=30, horizon=4)


def experiment(drafted: design.Design) -> Experiment:
    window, network, training = design.asked(drafted, WINDOW)
    data = Data(dataset="0" * 64, name="x", target="x")
    return checked(Experiment, preset=drafted.recipe, data=data, window=window, network=network, training=training)


@pytest.mark.parametrize("recipe", presets.PRESETS)
@pytest.mark.parametrize("kind", ["lstm", "gru", "rnn"])
def test_a_preset_is_taken_back_as_itself(recipe, kind):
    drafted = design.of(recipe, kind, recipe=recipe)
    assert design.taken(experiment(drafted)) == drafted


def test_an_own_design_is_taken_back_with_the_preset_that_it_is_nearest_to():
    drafted = design.of("quick", "gru").changed(
        layers=(Layer(units=8), Layer(units=4, dropout=0.1)), bidirectional=True, epochs=3, clip=None
    )
    assert design.taken(experiment(drafted)) == drafted


def test_a_preset_that_has_changed_since_is_an_own_design():
    old = experiment(design.of("quick", recipe="quick").changed(epochs=99))
    old = old.model_copy(update={"training": old.training.model_copy(update={"epochs": 99})})
    drafted = design.taken(old)
    assert (drafted.recipe, drafted.training.epochs) == (design.OWN, 99)


def test_classic_brings_its_path_into_the_own_design():
    drafted = design.of("classic")
    window = design.asked(drafted, WINDOW)[0]
    assert (window.strategy, window.whole_test, window.look_back) == ("recursive", True, 30)


def test_other_columns_are_fed_back_only_along_a_path():
    drafted = design.of("quick").changed(path="recursive", companions="joint")
    assert design.asked(drafted, WINDOW)[0].companions == "joint"
    assert design.asked(drafted.changed(path="direct"), WINDOW)[0].companions == "held"


def test_a_constant_rate_starts_nothing_again():
    drafted = design.of("balanced").changed(cycle=5)
    assert drafted.changed(schedule="constant").training.cycle is None


def test_what_cannot_be_is_refused_in_words():
    with pytest.raises(BadSetting, match="units"):
        design.of("quick").changed(layers=(Layer(units=8).model_dump() | {"units": 10**6},))
    with pytest.raises(BadSetting, match="epochs"):
        design.of("quick").changed(epochs=0)
