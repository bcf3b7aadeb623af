"""The form of the Train page: recipes, the own design with its layers, experiments from elsewhere, labs."""

import time

import pytest

from lstm_core import specs
from lstm_core.runs import store
from lstm_core.runs.record import Record
from lstm_core.ui import design as designs


def box(app, label: str):
    return next(box for box in app.selectbox if box.label == label)


def press(app, label: str, at: int = 0):
    return [button for button in app.button if button.label == label][at].click().run()


def number(app, label: str):
    return next(box for box in app.number_input if box.label == label)


def captions(app) -> str:
    return "\n".join(caption.value for caption in app.caption).replace("\\", "")


def layers(app) -> list[tuple[int, float]]:
    return [(layer.units, layer.dropout) for layer in app.session_state["draft_design"].network.layers]


@pytest.fixture
def design(open_page, temperature):
    app = open_page("train", **temperature)
    app.session_state["draft_features"] = specs.Features(columns=("wind",))
    app.get("segmented_control")[0].set_value("own").run()
    return app


def test_every_scaling_can_be_chosen(design):
    for scaling in ("window", "window_spread", "standard", "robust", "minmax"):
        box(design, "Scaling").set_value(scaling).run()
        assert not design.exception
        assert not design.error


def test_the_form_of_the_target_is_one_choice_with_the_data_page(design):
    box(design, "The network learns the target as").set_value("difference").run()
    assert design.session_state["draft_data"].preparation.learn_as == "difference"
    design.switch_page("pages/data.py").run()
    assert box(design, "The network learns the target as").value == "difference"


def test_other_columns_are_held_or_forecast_along_a_recursive_forecast_only(design):
    assert all(box.label != "Other columns along the forecast" for box in design.selectbox)
    box(design, "Strategy").set_value("recursive").run()
    box(design, "Other columns along the forecast").set_value("joint").run()
    assert not design.error
    box(design, "Strategy").set_value("direct").run()
    assert not design.error


def test_arima_and_lstm_can_be_chosen_and_needs_the_direct_strategy(open_page, temperature):
    app = open_page("train", **temperature)
    recipe, model = app.get("segmented_control")
    assert model.label == "Model"
    model.set_value("hybrid").run()
    assert not app.error
    recipe.set_value("classic").run()
    assert "choose the direct strategy" in app.error[0].value.replace("\\", "")


def test_the_calendar_goes_in_and_can_be_left_out(open_page, temperature):
    app = open_page("train", **temperature)
    toggle = next(one for one in app.toggle if one.key == "calendar")
    assert "waves of the week" in toggle.label
    told = [one.value for one in app.markdown if "feature" in one.value]
    toggle.set_value(False).run()
    assert told != [one.value for one in app.markdown if "feature" in one.value]
    app.get("segmented_control")[0].set_value("quick").run()
    assert "calendar" not in [one.key for one in app.toggle]


def test_layers_are_added_moved_and_removed(design):
    number(design, "Layer 1: units").set_value(20).run()
    press(design, "Add a layer")
    number(design, "Layer 2: units").set_value(7).run()
    number(design, "Layer 2: dropout").set_value(0.3).run()
    assert layers(design) == [(20, 0.0), (7, 0.3)]
    press(design, "Move up")
    assert layers(design) == [(7, 0.3), (20, 0.0)]
    assert (number(design, "Layer 1: units").value, number(design, "Layer 2: units").value) == (7, 20)
    assert "Differs from Balanced: layers 7 (dropout 0.3) + 20." in captions(design)
    press(design, "Remove", 1)
    press(design, "Reset")
    assert "As Balanced." in captions(design)
    assert number(design, "Layer 1: units").value == 48
    assert not design.error


def test_the_own_design_begins_as_the_preset_that_was_chosen_and_another_can_be_taken(open_page, temperature):
    app = open_page("train", **temperature)
    app.get("segmented_control")[0].set_value("quick").run()
    app.get("segmented_control")[0].set_value("own").run()
    assert number(app, "Epochs").value == 12
    box(app, "Start from").set_value("classic").run()
    assert box(app, "Strategy").value == "whole"
    assert all(box.label != "Patience, epochs" for box in app.number_input)
    app.switch_page("pages/data.py").run()
    app.switch_page("pages/train.py").run()
    assert box(app, "Start from").value == "classic"


def test_the_diagram_follows_the_form(design):
    def drawn() -> str:
        return next(chart.proto.alt for chart in design.get("plotly_chart") if "Window" in chart.proto.alt)

    assert "LSTM · 48 units" in drawn()
    design.get("segmented_control")[1].set_value("gru").run()
    next(switch for switch in design.toggle if switch.label == "Read both ways").set_value(True).run()
    assert "GRU · 48 units" in drawn()
    assert "2 gates + candidate, both ways" in drawn()


def test_an_experiment_from_a_file_fills_the_form(open_page, temperature):
    app = open_page("train", **temperature)
    asked = specs.Experiment(
        data=specs.Data(dataset=temperature["data"], name="warm", target="wind"),
        window=specs.Window(look_back=21, horizon=2, strategy="recursive"),
        network=specs.Network(kind="gru", layers=(specs.Layer(units=5),), head=9),
        training=specs.Training(optimizer="rmsprop", loss="huber", epochs=3),
    )
    app.file_uploader[0].upload("experiment.json", asked.model_dump_json().encode()).run()
    assert not app.error
    assert app.get("segmented_control")[0].value == designs.OWN
    assert number(app, "Its units").value == 9
    assert "21 rows of 1 feature → the next 2" in "\n".join(text.value for text in app.markdown)
    drafted = app.session_state["draft_design"]
    assert (drafted.network, drafted.training, drafted.path) == (asked.network, asked.training, "recursive")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"[]", "no experiment that this version knows"),
        (b"{" + b" " * 1_000_001, "too large"),
        (b'{"data": {"dataset": "%s", "name": "mine", "target": "x"}}' % (b"1" * 64), "made for “mine”"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(open_page, temperature, content, why):
    app = open_page("train", **temperature)
    app.file_uploader[0].upload("experiment.json", content).run()
    assert why in app.error[0].value.replace("\\", "")
    assert app.query_params["data"] == temperature["data"]


def test_a_worker_finds_a_learning_rate_and_measures_an_epoch(design, home):
    number(design, "Layer 1: units").set_value(4).run()
    press(design, "Find a learning rate")
    over(home, "rates", design)
    use = next(button for button in design.button if button.label.startswith("Use "))
    use.click().run()
    assert 1e-6 < number(design, "Learning rate").value < 0.1
    assert use.label == f"Use {number(design, 'Learning rate').value:g}"
    press(design, "Measure")
    over(home, "pace", design)
    assert "measured just now on this machine" in captions(design)
    number(design, "Layer 1: units").set_value(5).run()
    assert "measured just now" not in captions(design)
    assert not design.error


def over(home, lab: str, app) -> None:
    run_id, _ = app.session_state["tried"][lab]
    record: Record = store.open_run(home, run_id, store.LABS)
    end = time.monotonic() + 60
    while not record.state.is_over and time.monotonic() < end:
        time.sleep(0.2)
    app.run()
