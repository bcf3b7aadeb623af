"""The own design on the Train page: how values are scaled, in which form the target is learnt, what is fed back."""

import pytest

from lstm_core import specs


def box(app, label: str):
    return next(box for box in app.selectbox if box.label == label)


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
