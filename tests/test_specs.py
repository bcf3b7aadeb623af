import pytest

from lstm_core import presets, specs
from lstm_core.errors import BadSetting

DATA = {"dataset": "0" * 64, "name": "waves", "target": "value"}


@pytest.mark.parametrize(
    "window",
    [
        {"look_back": 0},
        {"look_back": -1},
        {"look_back": 10**9},
        {"horizon": 0},
        {"horizon": 101},
        {"strategy": "guess"},
    ],
)
def test_window_settings_are_bounded_wherever_they_come_from(window):
    with pytest.raises(BadSetting, match=next(iter(window)).replace("_", " ")):
        specs.checked(specs.Window, **window)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (specs.Training, {"epochs": 10**6}),
        (specs.Training, {"batch_size": 0}),
        (specs.Training, {"learning_rate": float("nan")}),
        (specs.Network, {"layers": [{"units": 10**6}]}),
        (specs.Network, {"layers": []}),
        (specs.Data, {**DATA, "dataset": "../../etc/passwd"}),
        (specs.Window, {"unknown": 1}),
        (specs.Window, {"companions": "joint"}),  # which the direct strategy can't feed back
        (specs.Split, {"test_size": 0.5}),
        (specs.Split, {"test_size": 0}),
        (specs.Split, {"validation_size": 10**9}),
        (specs.Split, {"test_from": "soon"}),
        (specs.Split, {"test_from": "2026-01-01T00:00+02:00"}),
        (specs.Pick, {"name": "HOLIDAY", "parameters": {"country": "X" * 21}}),
    ],
)
def test_every_other_number_is_bounded_too(kind, values):
    with pytest.raises(BadSetting):
        specs.checked(kind, **values)


def test_a_refusal_names_the_setting_its_value_and_the_rule():
    with pytest.raises(BadSetting, match=r"look back \(1\): must be at least 2\."):
        specs.checked(specs.Window, look_back=1)


def test_an_experiment_survives_json():
    experiment = specs.checked(specs.Experiment, data=DATA, features={"indicators": [{"name": "RSI"}]})
    assert specs.Experiment.model_validate_json(experiment.model_dump_json()) == experiment


def test_an_experiment_from_before_counts_and_companions_still_opens():
    old = {"validation_size": 0.15, "test_size": 0.2}
    experiment = specs.Experiment.model_validate({"data": DATA, "split": old, "window": {"look_back": 30}})
    assert experiment.split == specs.Split(test_size=0.2)
    assert experiment.window.companions == "held"


def test_a_count_and_a_code_survive_json():
    split = specs.Split(test_size=120, validation_from="2026-01-01")
    assert specs.Split.model_validate_json(split.model_dump_json()).test_size == 120
    pick = specs.Pick(name="HOLIDAY", parameters={"country": "DE"})
    assert specs.Pick.model_validate_json(pick.model_dump_json()) == pick


def test_settings_are_frozen():
    with pytest.raises(ValueError, match="frozen"):
        specs.Window().look_back = 3


def test_classic_is_the_textbook_to_the_letter():
    classic = presets.find("classic")
    assert classic.training.scaling == "minmax"
    assert classic.training.loss == "mean_squared_error"
    assert classic.training.patience is None
    assert len(classic.network.layers) > 1
    assert all(layer.dropout > 0 for layer in classic.network.layers)
    window = specs.checked(specs.Window, **classic.window)
    assert (window.look_back, window.strategy, window.whole_test) == (60, "recursive", True)


def test_an_unknown_preset_names_those_that_exist():
    with pytest.raises(BadSetting, match="quick, balanced, thorough, classic"):
        presets.find("fastest")
