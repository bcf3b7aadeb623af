"""The Features page by itself: what is chosen, in which window, over which split, and the proof."""

import datetime

import numpy as np
import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import library
from lstm_core.data.series import Dataset
from tests.ui.test_pages import button, shown

HOSTILE = "<b>bold</b> $x$ :material/home: " + 300 * "y"


def number(app, label: str):
    return next(box for box in app.number_input if box.label == label)


def group(app, label: str):
    return next(each for each in app.get("button_group") if each.label == label)


@pytest.fixture
def page(open_page, index):
    return open_page("features", **index)


@pytest.fixture
def catalogue(page):
    page.session_state["catalogue"] = True
    return page.run()


def picks(app) -> list[tuple]:
    return [(pick.name, *pick.parameters.values()) for pick in app.session_state["draft_features"].indicators]


def test_an_indicator_is_found_and_added_twice_with_other_numbers(catalogue):
    next(box for box in catalogue.text_input if box.label == "Search").set_value("RSI").run()
    catalogue.session_state["catalogue"] = True
    catalogue.run()
    button(catalogue, "Add RSI (14)").click().run()
    catalogue.session_state["catalogue"] = True
    catalogue.run()
    button(catalogue, "Add RSI (28)").click().run()
    assert picks(catalogue) == [("RSI", 14), ("RSI", 28)]
    assert "of 3 features in" in shown(catalogue)
    assert "28 warm-up rows" in shown(catalogue)
    catalogue.switch_page("pages/train.py").run()
    assert "3 features" in shown(catalogue)


def test_numbers_are_bounded_and_edited_duplicated_and_removed_in_order_with_an_undo(page):
    page.session_state["draft_features"] = specs.Features(indicators=(specs.Pick(name="RSI"), specs.Pick(name="OBV")))
    page.run()
    period = number(page, "RSI: period")
    assert (period.value, period.min, period.max) == (14, 2, 500)
    period.set_value(21).run()
    assert "21 warm-up rows" in shown(page)
    button(page, "Duplicate RSI (21)").click().run()
    assert picks(page) == [("RSI", 21), ("RSI", 42), ("OBV",)]
    assert button(page, "Duplicate OBV (change)").disabled
    assert "level depends on where the data start" in shown(page)
    button(page, "Remove RSI (21)").click().run()
    assert picks(page) == [("RSI", 42), ("OBV",)]
    button(page, "Undo").click().run()
    assert picks(page) == [("RSI", 21), ("RSI", 42), ("OBV",)]


def test_two_equal_ones_are_refused_and_the_list_stays_to_put_it_right(page):
    same = specs.Pick(name="RSI", parameters={"timeperiod": 9})
    page.session_state["draft_features"] = specs.Features(indicators=(same, same))
    page.run()
    assert "chosen twice" in shown(page)
    assert button(page, "Remove RSI (9)")


def test_a_period_longer_than_the_training_part_is_refused_with_the_bound(open_page, home):
    times = pd.date_range("2024-01-01", periods=300, freq="D", name="time")
    sha = library.keep(home, Dataset(pd.DataFrame({"value": np.sin(np.arange(300.0))}, index=times), "short", "test"))
    app = open_page("features", data=sha, target="value")
    app.session_state["draft_features"] = specs.Features(
        indicators=(specs.Pick(name="SMA", parameters={"timeperiod": 250}),)
    )
    app.run()
    assert "the training part has 210" in shown(app)
    assert "Choose period 210 or less" in shown(app)
    number(app, "SMA: period").set_value(20).run()
    assert not app.error


def test_a_ready_selection_replaces_what_was_chosen_and_can_be_undone(page):
    group(page, "Ready selections").set_value("Momentum").run()
    first = picks(page)
    assert first[0][0] == "RSI"
    group(page, "Ready selections").set_value("Volume").run()
    assert picks(page)[0][0] == "OBV"
    button(page, "Undo").click().run()
    assert picks(page) == first


def test_slider_box_and_draft_say_the_same(page):
    number(page, "Sequence length").set_value(33).run()
    assert page.slider[0].value == 33
    page.slider[0].set_value(44).run()
    assert number(page, "Sequence length").value == 44
    assert page.session_state["draft_window"].look_back == 44
    assert "each 44 rows" in shown(page)


def test_the_split_is_typed_by_share_date_or_count(page):
    number(page, "Test, % of the rows").set_value(25.0).run()
    assert page.session_state["draft_split"].test_size == 0.25
    group(page, "Split the rows").set_value("date").run()
    page.date_input[1].set_value(datetime.date(2017, 1, 2)).run()
    assert page.session_state["draft_split"].test_from == "2017-01-02"
    group(page, "Split the rows").set_value("count").run()
    assert number(page, "Test, rows").value == page.session_state["draft_split"].test_size == 502
    number(page, "Test, rows").set_value(100).run()
    assert "the last 100 test" in shown(page)


def test_a_split_told_in_two_ways_at_once_is_shown_all_the_same(page):
    page.session_state["draft_split"] = specs.Split(validation_size=500, test_size=0.2)
    page.run()
    assert not page.exception
    assert number(page, "Validation, % of the rows").value == pytest.approx(9.9, abs=0.1)


def test_the_proofs_run_on_the_chosen_features(page):
    group(page, "Ready selections").set_value("Trend").run()
    button(page, "Run the proofs").click().run()
    said = [box.value for box in page.success]
    assert [text.split(".")[0] for text in said] == [
        "**No feature looks ahead",
        "**Training sees nothing of validation and test",
    ]
    assert all("all equal" in text for text in said)
    number(page, "Sequence length").set_value(33).run()
    assert not page.success  # said of another window
    button(page, "Run the proofs").click().run()
    assert len(page.success) == 2


def test_relevance_is_told_in_words(page):
    group(page, "Ready selections").set_value("Momentum").run()
    page.session_state["relevance"] = True
    page.run()
    assert "training rows only" in shown(page)
    assert "rank correlation" in shown(page)


def test_columns_with_hostile_names_stay_literal_and_known_ones_say_so(open_page, home):
    times = pd.date_range("2024-01-01", periods=120, freq="D", name="time")
    frame = pd.DataFrame({"value": np.sin(np.arange(120.0)), HOSTILE: np.arange(120.0)}, index=times)
    sha = library.keep(home, Dataset(frame, "hostile", "test"))
    app = open_page("features", data=sha, target="value")
    app.session_state["draft_data"] = specs.Data(
        dataset=sha, name="hostile", target="value", roles={HOSTILE: "known_ahead"}
    )
    app.session_state["draft_features"] = specs.Features(columns=(HOSTILE,))
    app.run()
    assert not app.exception
    assert "known in advance" in shown(app)
    assert "<b>bold</b> $x$ :material/home:" in shown(app)
