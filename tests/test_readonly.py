"""With LSTM_LAB_READ_ONLY=1 every door to a change refuses, and labs play on."""

import pytest

from lstm_core import specs
from lstm_core.data import library, samples
from lstm_core.errors import LabError, ReadOnly
from lstm_core.exports import importing
from lstm_core.labs.asked import Recall
from lstm_core.many import groups
from lstm_core.many.asked import Group, Member, Recipe
from lstm_core.results import State
from lstm_core.runs import about, store, workspaces
from lstm_core.runs.pen import Pen
from lstm_core.search import driver, repeating, shelf
from lstm_core.search.asked import Search


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LSTM_LAB_HOME", str(tmp_path / "home"))
    return store.home()


@pytest.fixture
def kept(home):
    return library.keep(home, samples.load("sunspots"))


@pytest.fixture
def record(home, kept):
    return store.create(home, specs.Experiment(data=specs.Data(dataset=kept, name="Sunspots", target="sunspots")))


def test_nothing_of_runs_and_data_is_changed(home, kept, record, monkeypatch):
    store.delete(home, ended(home, record).id)
    fresh = store.create(home, record_asked := specs.Experiment(data=specs.Data(dataset=kept, name="", target="")))
    monkeypatch.setenv("LSTM_LAB_READ_ONLY", "1")
    before = sorted((path, path.stat().st_mtime_ns) for path in home.rglob("*"))
    for change in (
        lambda: store.create(home, record_asked),
        lambda: store.restore(home, record.id),
        lambda: store.delete(home, fresh.id),
        lambda: fresh.ask_stop(),
        lambda: fresh.ask_pause(),
        lambda: library.keep(home, samples.load("co2")),
        lambda: library.rename(home, kept, "Other"),
        lambda: library.delete(home, kept),
        lambda: library.restore(home, kept),
        lambda: library.remember(home, kept, record_asked.data),
        lambda: workspaces.share(home, "0" * 32, "Team"),
        lambda: workspaces.unshare(home, "0" * 32),
        lambda: workspaces.enter(home, "0" * 32, "0" * 32),
        lambda: workspaces.leave(home, "0" * 32, "1" * 32),
        lambda: about.write(home, fresh.id, about.About(name="mine")),
        lambda: importing.opened(home, b""),
    ):
        with pytest.raises(ReadOnly, match="read-only"):
            change()
    assert library.keep(home, samples.load("sunspots")) == kept
    assert sorted((path, path.stat().st_mtime_ns) for path in home.rglob("*")) == before


def test_nothing_of_searches_and_groups_is_changed(home, kept, record, monkeypatch):
    asked = Search(experiment=record.experiment, vary=("units",))
    search, gone = shelf.create(home, asked), shelf.create(home, asked)
    shelf.delete(home, gone.id)
    members = (Member(name="spots", dataset=kept, target="sunspots"),)
    group = Group(name="Spots", way="each", recipe=Recipe(), members=members)
    made = groups.create(home, group)
    group = groups.asked(made)
    monkeypatch.setenv("LSTM_LAB_READ_ONLY", "1")
    before = sorted((path, path.stat().st_mtime_ns) for path in home.rglob("*"))
    for change in (
        lambda: shelf.create(home, asked),
        lambda: shelf.extend(search, 5),
        lambda: shelf.delete(home, search.id),
        lambda: shelf.restore(home, gone.id),
        lambda: search.ask_stop(),
        lambda: driver.start(search, workers=None),
        lambda: repeating.runs(home, search),
        lambda: groups.create(home, group),
        lambda: list(groups.begun(home, made, group)),
        lambda: groups.take_up(made),
        lambda: groups.stop(home, made, group),
        lambda: groups.delete(home, made.id),
        lambda: groups.restore(home, made.id),
    ):
        with pytest.raises(ReadOnly, match="read-only"):
            change()
    assert sorted((path, path.stat().st_mtime_ns) for path in home.rglob("*")) == before


def ended(home, record):
    with Pen(record.folder) as pen:
        pen.begin()
        pen.fail("Over.", "", State.FAILED)
    return record


def test_a_failed_run_is_not_sent_again(home, record, monkeypatch):
    ended(home, record)
    monkeypatch.setenv("LSTM_LAB_READ_ONLY", "1")
    with pytest.raises(ReadOnly):
        store.send_again(record)


def test_labs_are_played_and_stopped_as_many_as_there_is_room_for(home, monkeypatch):
    monkeypatch.setenv("LSTM_LAB_READ_ONLY", "1")
    monkeypatch.setattr(store, "MOST_LABS", 2)
    first = store.create_lab(home, Recall())
    first.ask_stop()
    assert first.stop_asked
    store.create_lab(home, Recall())
    with pytest.raises(LabError, match="2 labs are being played or wait"):
        store.create_lab(home, Recall())
