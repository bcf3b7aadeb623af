"""The Inside page without a browser, over networks of every kind written as Keras writes them."""

import json

import numpy as np
import pytest

from lstm_core.evaluation import preparing
from lstm_core.runs import files, store
from lstm_core.ui import resources
from lstm_core.ui.inside import door, film, view
from lstm_core.ui.report import reading
from tests.inside import saved

NOISY = 20 + np.random.default_rng(3).normal(size=400)
STACKED = ("LSTM", "LSTM")


def shown(app) -> str:
    """All words of a page, unescaped."""
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.error, app.info)
    words = [str(element.value) for kind in kinds for element in kind] + [button.label for button in app.button]
    return "\n".join(words).replace("\\", "")


@pytest.fixture
def networked(trained):
    """`networked(("GRU",))` is a finished run with a network of these layers and its scaler.json."""

    def made(kinds: tuple[str, ...], **how):
        record = trained(NOISY, **how)
        asked = record.experiment
        prepared = preparing.of(resources.series(asked.data), asked.features, asked.window, asked.split, "window")
        saved.save(record.folder / "model.keras", 1, asked.window.horizon, kinds)
        files.write_json(record.folder / "scaler.json", prepared.scaling.plain() | {"season": 1})
        return record

    return made


def test_without_a_run_it_says_what_comes_first(open_page, home):
    for record in store.recent(home):
        store.delete(home, record.id)
    app = open_page("inside")
    assert "No network yet" in shown(app)
    assert app.button[0].label == "Train"


@pytest.mark.parametrize(
    ("kinds", "layers", "said"),
    [
        (STACKED, ["layer_1 (LSTM, 4 units)", "layer_2 (LSTM, 4 units)"], "the forget gates of layer_1 stand"),
        (("GRU",), [], "the update gates of layer_1 stand"),
        (("SimpleRNN",), [], "has no gates: each step overwrites its whole memory"),
        (
            ("Bidirectional LSTM", "GRU"),
            ["layer_1 forward (LSTM, 4 units)", "layer_1 backward (LSTM, 4 units)", "layer_2 (GRU, 4 units)"],
            "the forget gates of layer_1 forward stand",
        ),
    ],
)
def test_every_kind_of_layer_is_shown_with_its_own_gates(open_page, networked, kinds, layers, said):
    app = open_page("inside", run=networked(kinds).id)
    assert not app.error
    assert said in shown(app)
    choices = [control for control in app.get("segmented_control") if control.label == "Layer"]
    assert [label for choice in choices for label in choice.options] == layers
    for label in layers[1:]:
        name = label.split(" (")[0]
        next(one for one in app.get("segmented_control") if one.label == "Layer").set_value(name).run()
        assert not app.exception
        assert f"of {name}, step by step" in shown(app)
        assert app.query_params["layer"] == name


def test_origin_layer_and_unit_come_from_the_address(open_page, networked):
    app = open_page("inside", run=networked(STACKED).id, origin="2021-01-15", layer="layer_2", unit="3")
    assert "Unit 3 of layer_2, step by step" in shown(app)
    assert "The forecast for 16 Jan 2021 rests on “x” most" in shown(app)
    assert {key: app.query_params[key] for key in ("origin", "layer", "unit")} == {
        "origin": "2021-01-15",
        "layer": "layer_2",
        "unit": "3",
    }


@pytest.mark.parametrize("address", [{"origin": "2031-01-01"}, {"origin": "<b>"}, {"layer": "nope"}, {"unit": "99"}])
def test_an_address_that_means_nothing_falls_back_and_says_so(open_page, networked, address):
    app = open_page("inside", run=networked(STACKED).id, **address)
    assert not app.error
    assert "of layer_1, step by step" in shown(app)
    assert ("is no row of the data" in shown(app)) == ("origin" in address)


def test_another_run_forgets_where_the_last_one_was_looked_at(open_page, networked):
    app = open_page("inside", run=networked(STACKED).id, origin="2021-01-15", unit="3")
    for key in ("origin", "unit"):
        del app.query_params[key]
    app.query_params["run"] = networked(("GRU",)).id
    app.run()
    assert not app.info
    assert "origin" not in app.query_params


def test_a_forecast_leads_to_the_window_that_it_was_made_from(open_page, networked):
    record = networked(STACKED)  # 400 days from 1 January 2020, three days ahead
    app = open_page("forecast", run=record.id)
    links = [link.proto for link in app.get("page_link") if link.proto.label.startswith("Look inside")]
    assert [link.label for link in links] == ["Look inside", "Look inside at 5 Dec 2020"]
    assert "origin=2020-12-05" in links[1].query_string
    read = reading.of(record)
    for pressed, origin in (("2021-01-20", "2021-01-17"), ("2021-02-04", "2021-02-03"), ("2021-02-06", "2021-02-03")):
        assert str(door.origin_of(read, pressed).date()) == origin
    for pressed in ("2031-01-01", "<b>", None, {}, 10**30):
        assert door.origin_of(read, pressed) is None


def test_without_a_network_nothing_leads_inside(open_page, trained):
    app = open_page("forecast", run=trained(NOISY).id)
    assert not [link for link in app.get("page_link") if link.proto.label.startswith("Look inside")]


def test_a_gate_held_shut_changes_the_forecast_and_says_by_how_much(open_page, networked):
    app = open_page("inside", run=networked(STACKED).id)
    app.session_state["inside"] = "If a gate were stuck"
    app.run()
    assert "Hold a gate of layer_1 open or shut" in shown(app)
    gate = next(one for one in app.get("segmented_control") if one.label == "Input gate")
    gate.set_value("shut").run()
    assert not app.exception
    assert "With the input gates shut, the next forecast goes from" in shown(app)
    assert "Over windows of the whole test part the mean error" in shown(app)
    app.toggle[0].set_value(True).run()
    assert "With the input gates shut and unit" in shown(app)


def test_a_link_opens_its_question_and_what_the_network_has_not_is_said(open_page, networked):
    record = networked(STACKED)
    app = open_page("inside", run=record.id, view="stuck")
    assert "Hold a gate of layer_1 open or shut" in shown(app)
    app = open_page("inside", run=record.id, layer="layer_9", unit="99")
    assert "This network has no layer “layer_9”" in shown(app)
    assert "This network has no unit “99”" in shown(app)


def test_a_strong_window_is_one_click_away(open_page, networked):
    app = open_page("inside", run=networked(STACKED).id)
    app.session_state["inside"] = "Which units open when"
    app.run()
    assert "differs most by weekday: its forget gate is at" in shown(app)
    going = next(button for button in app.button if button.label.startswith(("2", "1", "3")))
    going.click().run()
    assert not app.exception
    assert app.query_params["origin"].startswith("202")


def test_rows_without_times_have_no_groups_but_all_the_rest(open_page, networked):
    app = open_page("inside", run=networked(("GRU",), dated=False).id, origin="370")
    assert not app.error
    app.session_state["inside"] = "Which units open when"
    app.run()
    assert not app.exception
    assert "has its highest update gate" in shown(app)


def test_a_run_without_a_network_a_damaged_one_and_no_scaler_are_told_in_words(open_page, networked, trained):
    assert "This run left no network" in shown(open_page("inside", run=trained(NOISY).id))
    record = networked(STACKED)
    (record.folder / "scaler.json").write_text("{}")
    assert "scaler.json is missing or damaged" in shown(open_page("inside", run=record.id))
    record = networked(STACKED, horizon=2)
    (record.folder / "model.keras").write_bytes(b"PK no more")
    assert "This run's network can't be read" in shown(open_page("inside", run=record.id))


def test_the_browser_gets_all_windows_once_and_no_more_than_three_megabytes(open_page, networked):
    record = networked(STACKED)
    told = film.shown(view.of(record), dark=False)
    frames, steps = len(told["origins"]), told["steps"]
    assert frames == len(told["said"])
    assert [pane["name"] for pane in told["panes"]][:4] == ["inputs", "forget_gate", "input_gate", "output_gate"]
    assert all(len(pane["bytes"]) >= frames * steps * pane["size"] for pane in told["panes"])
    assert len(json.dumps(told, allow_nan=False)) < 3_000_000
    assert sorted(told["orders"][1]["order"]) == [0, 1, 2, 3]
