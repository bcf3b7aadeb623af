"""The Search page: searches in every state of their life, and one that real workers make."""

import time

import pytest

from lstm_core.results import State
from lstm_core.runs import files, store
from lstm_core.search import driver, shelf
from tests.search import standin
from tests.ui.test_pages import shown


@pytest.fixture
def searched(home, temperature, monkeypatch):
    """A finished search of some trials, as its driver leaves it; no network was trained."""
    monkeypatch.setattr(driver, "EVERY", 0.01)
    kept = shelf.create(home, standin.asked(trials=9, dataset=temperature["data"]))
    return standin.searched(kept)


def labels(app) -> list[str]:
    return [button.label for button in app.button]


def test_it_says_what_will_stand_here(open_page, temperature):
    assert "Bring data" in labels(open_page("search"))
    app = open_page("search", **temperature)
    assert "Press Search." in shown(app)
    assert "Sequence length 15 to 180; Units 12 to 96" in shown(app)
    assert "the test part stays unseen" in shown(app)
    app.get("pills")[0].set_value([]).run()
    assert "Choose at least one setting" in shown(app)
    assert "Search" not in labels(app)


def test_a_link_shows_the_leaderboard_beside_the_simple_methods_and_what_it_means(open_page, searched):
    app = open_page("search", search=searched.id)
    assert not app.error
    best = max(one.point["units"] for one in searched.tried if one.outcome == "finished")
    assert f"is off by {1 + 8 / best:.4g} on validation" in shown(app)
    assert "judged on the same validation part" in shown(app)
    assert "The test part was not looked at." in shown(app)
    [table] = [frame.value for frame in app.dataframe]
    finished = table[table["Error"].notna()]
    assert finished["Error"].is_monotonic_increasing
    assert {"Naive (last value)", "Drift", "Trial 1 (your settings)"} <= set(finished["Who"])
    naive = finished[finished["Who"] == "Naive (last value)"]
    assert naive["Skill %"].tolist() == [0.0]
    assert "Rough: from" in shown(app)
    assert {"Try 10 more", "Delete", "Test it with 3 seeds", "Take its settings to Train"} <= set(labels(app))


def test_a_search_is_deleted_and_brought_back(open_page, searched):
    app = open_page("search", search=searched.id)
    app.button(key="delete search").click().run()
    assert "Deleted “made up · x”." in shown(app)
    assert "search" not in app.query_params
    app.button(key="undo deleted search").click().run()
    assert app.query_params["search"] == searched.id or app.query_params["search"] == [searched.id]
    assert "on validation" in shown(app)


def test_one_that_lost_its_dashboard_says_so_and_is_resumed(open_page, searched):
    told = files.read_object(searched.folder / "state.json")
    files.write_json(searched.folder / "state.json", told | {"state": "running", "pid": 2**22 + 1})
    app = open_page("search", search=searched.id)
    assert "LSTM Lab ended before this search was over." in shown(app)
    app.button(key="resume search").click().run()
    end = time.monotonic() + 60
    while not searched.state.is_over and time.monotonic() < end:
        time.sleep(0.1)
    assert searched.state is State.FINISHED


@pytest.mark.parametrize("name", ["../../etc/passwd", "20261120-101500-ab12cd"])
def test_a_wrong_address_is_answered_in_words(open_page, name):
    app = open_page("search", search=name)
    assert len(app.error) == 1
    assert not app.exception


def test_a_search_is_made_by_real_workers_and_its_winner_tested_once(open_page, home, temperature):
    app = open_page("train", **temperature)
    app.get("segmented_control")[0].set_value("quick").run()
    app.switch_page("pages/search.py").run()
    app.number_input(key="search trials").set_value(2).run()
    app.get("pills")[0].set_value(["batch_size"]).run()
    app.button(key="search").click().run()
    kept = shelf.recent(home)[0]
    settled(lambda: kept.state.is_over)
    assert (kept.state, kept.error) == (State.FINISHED, "")
    assert {one.outcome for one in kept.tried} == {"finished"}
    app.run()
    assert "The best of 2 trials" in shown(app) or "the best of 2 trials" in shown(app)
    before = len(store.recent(home))
    app.button(key="test winner").click().run()
    assert len(store.recent(home)) == before + 3
    for run in kept.repeats:
        store.open_run(home, run).ask_stop()
    settled(lambda: all(store.open_run(home, run).state.is_over for run in kept.repeats))
    app.run()
    assert not app.exception
    assert "The test part was not looked at." not in shown(app)
    assert not {"Try 10 more", "Resume", "Test it with 3 seeds"} & set(labels(app))
    assert "Open" in labels(app)
    for run in kept.repeats:  # other tests of this folder count the runs
        store.delete(home, run)


def settled(what, seconds: float = 120):
    """Once `what()` is true."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.2)
