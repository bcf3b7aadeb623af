import pytest

from lstm_core import specs
from lstm_core.errors import BadSetting
from lstm_core.search import space
from lstm_core.search.asked import Search
from tests.search import standin

ALL = tuple(space.TITLES)


def wide(**how) -> Search:
    asked = standin.asked(vary=ALL, **how)
    features = specs.Features(indicators=(specs.Pick(name="RSI"),), columns=("wind",))
    return asked.model_copy(update={"experiment": asked.experiment.model_copy(update={"features": features})})


def test_the_start_is_the_experiment_itself():
    asked = wide()
    start = space.start(asked)
    assert start["look_back"] == 10
    assert start["with wind"] is True
    assert space.experiment(asked, start) == asked.experiment


def test_every_axis_holds_the_start():
    asked = wide(longest=100)
    for axis in space.axes(asked):
        value = space.start(asked)[axis.name]
        assert value in axis.choices if axis.choices else axis.low <= value <= axis.high


def test_a_point_changes_what_it_names_and_nothing_else():
    asked = wide()
    point = {"units": 16, "layers": 2, "dropout": 0.3, "batch_size": 64, "scaling": "minmax", "with wind": False}
    made = space.experiment(asked, point | {"look_back": 20, "learning_rate": 0.01, "learn_as": "difference"})
    assert [(layer.units, layer.dropout) for layer in made.network.layers] == [(16, 0.3), (16, 0.3)]
    assert made.training == asked.experiment.training.model_copy(
        update={"batch_size": 64, "scaling": "minmax", "learning_rate": 0.01}
    )
    assert (made.window.look_back, made.window.horizon) == (20, 3)
    assert made.features == specs.Features(indicators=(specs.Pick(name="RSI"),))
    assert made.data.preparation.learn_as == "difference"
    assert made.split == asked.experiment.split


def test_only_what_varies_has_an_axis_and_logarithms_only_where_there_are_any():
    assert [axis.name for axis in space.axes(standin.asked(vary=("units",)))] == ["units"]
    forms = {axis.name: axis for axis in space.axes(wide(positive=True))}["learn_as"]
    assert forms.choices == ("auto", "level", "difference", "log", "log_return")
    assert "log" not in {axis.name: axis for axis in space.axes(wide())}["learn_as"].choices


def test_a_sequence_is_never_shorter_than_what_must_be_known_ahead_nor_longer_than_the_data_allow():
    window = specs.Window(look_back=40, horizon=30)
    asked = standin.asked(vary=("look_back",), longest=60)
    [axis] = space.axes(asked.model_copy(update={"experiment": asked.experiment.model_copy(update={"window": window})}))
    assert (axis.low, axis.high) == (30, 60)


def test_a_search_without_an_end_is_refused():
    with pytest.raises(BadSetting, match="a search has an end"):
        specs.checked(Search, experiment=standin.asked().experiment, vary=("units",), trials=None)
