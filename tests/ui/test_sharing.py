"""Links that restore a view, a server to look at only, what a teacher hands on, and workspaces; without a browser."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lstm_core import specs
from lstm_core.data import handed, library, samples
from lstm_core.many import groups
from lstm_core.runs import store, workspaces
from lstm_core.search import shelf
from lstm_core.search.asked import Search
from tests.ui.conftest import APP

NOISY = 20 + np.random.default_rng(3).normal(size=400)
HOSTILE = ["../../etc/passwd", "<b>\0&=", "-1", "9" * 500]
KEYS = (
    *("run", "data", "target", "origin", "layer", "unit", "view", "mode", "lab", "recall", "wave", "lesson", "step"),
    *("term", "part", "features", "columns", "look_back", "horizon", "from", "walk", "learns", "wrong", "workspace"),
)
WRITES = {"Train", "Train it", "Train a sample", "Delete", "Undo", "Resume", "Pause", "Stop and keep the best", "Save"}
WRITES |= {"Pin", "Search", "Try 10 more", "Test it with 3 seeds", "Train on all", "Fetch prices"}


def shown(app) -> str:
    """All words of a page, unescaped."""
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.error, app.info, app.warning)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def press(app, label: str):
    return next(button for button in app.button if button.label == label).click().run()


def fresh(**address: str) -> AppTest:
    """The Start page as a new visitor opens it."""
    app = AppTest.from_file(APP, default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


@pytest.mark.parametrize("name", ["data", "features", "train", "forecast", "inside", "memory", "pitfalls", "guide"])
def test_no_address_breaks_a_page(open_page, temperature, name):
    for value in HOSTILE[: 4 if name in ("features", "guide") else 2]:
        open_page(name, **dict.fromkeys(KEYS, value))
    open_page(name, **dict.fromkeys(KEYS, HOSTILE[2]) | temperature)


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        ("forecast", "mode", "There is no way of forecasting “nowhere”"),
        ("memory", "lab", "There is no lab “nowhere”"),
        ("guide", "part", "There is no part of the Guide “nowhere”"),
        ("start", "lesson", "There is no lesson “nowhere”"),
    ],
)
def test_a_view_that_there_is_not_is_said(open_page, name, key, said):
    app = fresh(**{key: "nowhere"})
    assert said in shown(app)
    assert key not in app.query_params
    open_page(name, **{key: "nowhere"})


def test_a_link_restores_the_origin_and_the_mode_of_a_forecast(open_page, trained):
    record = trained(NOISY)
    app = open_page("forecast", run=record.id, mode="one_step", origin="2021-01-10")
    assert next(one for one in app.get("segmented_control") if one.key == "mode").value == "one_step"
    figure = machine(app, record)
    at = figure["layout"]["sliders"][0]["active"]
    origins = figure["layout"]["meta"]["origins"]
    assert origins[at] <= "2021-01-10" < origins[at + 1]
    assert figure["data"][-1]["x"] == [origins[at]]
    later = open_page("forecast", run=record.id, origin="1999-01-01")
    assert "No forecast of the test part was made at “1999-01-01”" in shown(later)
    assert machine(later, record)["layout"]["sliders"][0]["active"] == 0


def machine(app, record) -> dict:
    import json

    charts = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return next(chart for chart in charts if "origins" in (chart["layout"].get("meta") or {}))


def test_features_and_window_stand_in_the_address_and_come_back_from_it(open_page, index):
    app = open_page("features", **index, features="RSI(9),MACD", columns="Open", look_back="24", horizon="2")
    assert not app.error
    drafted = app.session_state["draft_features"]
    assert [pick.name for pick in drafted.indicators] == ["RSI", "MACD"]
    assert drafted.columns == ("Open",)
    assert app.session_state["draft_window"].look_back == 24
    assert app.query_params["features"] == "RSI(9),MACD(12,26,9)"
    wrong = open_page("features", **index, features="RSI(1)", horizon="1e9")
    assert "RSI" in wrong.error[0].value


def test_a_part_of_the_guide_has_an_address(open_page):
    assert "For teachers" in shown(open_page("guide", part="lessons"))
    assert open_page("guide").query_params["part"] == "answers"


def test_only_one_place_knows_where_a_tab_reads_and_writes():
    """Else a page shows one person what is another's."""
    ui = Path(workspaces.__file__).parents[1] / "ui"
    told = {path.relative_to(ui).as_posix() for path in ui.rglob("*.py") if "store.home()" in path.read_text()}
    asking = {"workspaces.py", "sharing/entrance.py", "sharing/corner.py"}  # for the list of workspaces
    assert told == asking | {"resources.py", "forms/sources.py"}  # workers and prices, which all share


# Read-only


def enabled(app) -> set[str]:
    return {button.label for button in app.button if not button.disabled}


def test_where_people_may_only_look_no_control_writes(open_page, trained, temperature, home, monkeypatch):
    record = trained(NOISY)
    searched = shelf.create(home, Search(experiment=record.experiment, vary=("units",)))
    monkeypatch.setenv("LSTM_LAB_READ_ONLY", "1")
    for name in ("start", "data", "features", "train", "forecast", "guide", "search", "many", "compare"):
        app = open_page(name, run=record.id, runs=record.id, search=searched.id)
        leads_on = {"Train"} if name == "features" else set()  # to the page of that name
        assert not enabled(app) & (WRITES - leads_on), name
        assert all("experiment" in box.label for box in app.file_uploader)
    app = open_page("train", run=record.id)
    assert {"See the forecast", "Duplicate and edit"} <= enabled(app)
    assert "Read-only" in shown(open_page("data")) + str(app.get("badge"))


def test_a_button_that_was_forgotten_is_refused_below(open_page, temperature, monkeypatch, home):
    before = len(store.recent(home))
    app = open_page("train", **temperature)
    monkeypatch.setenv("LSTM_LAB_READ_ONLY", "1")
    app.session_state["train_asked"] = True
    app.run()
    assert "This LSTM Lab is read-only" in shown(app)
    assert len(store.recent(home)) == before


# What a teacher hands on


@pytest.fixture
def lesson(home, tmp_path):
    """An experiment on the sunspots, whose data are kept in a home of the teacher's own."""
    sha = library.keep(tmp_path / "teacher", samples.load("sunspots"))
    data = specs.Data(dataset=sha, name="Our spots", target="sunspots")
    window = specs.Window(look_back=22, horizon=3)
    return specs.Experiment(preset="quick", data=data, window=window)


def test_a_class_begins_with_everything_set(home, tmp_path, lesson, monkeypatch):
    file = tmp_path / "experiment.json"
    file.write_bytes(handed.packed(tmp_path / "teacher", lesson))
    monkeypatch.setenv("LSTM_LAB_CLASS", str(file))
    app = fresh()
    assert "Your class begins with Our spots" in shown(app)
    assert app.session_state["draft_window"].look_back == 22
    app.switch_page("pages/train.py").run()
    assert "Our spots" in shown(app)
    assert "22 rows of" in shown(app)
    monkeypatch.setenv("LSTM_LAB_CLASS", str(tmp_path / "nothing.json"))
    assert "The experiment of this class can't be read" in shown(fresh())


def test_a_file_from_the_teacher_opens_on_the_start_page(home, tmp_path, lesson):
    app = fresh()
    app.file_uploader[0].upload("class.zip", handed.packed(tmp_path / "teacher", lesson)).run()
    assert not app.exception
    assert "22 rows of" in shown(app)
    app = fresh()
    app.file_uploader[0].upload("class.zip", b"PK\x03\x04 broken").run()
    assert "no experiment" in app.error[0].value


# Workspaces


@pytest.fixture
def apart(home, monkeypatch):
    monkeypatch.setenv("LSTM_LAB_WORKSPACES", "1")
    return home


def test_people_see_their_own_until_one_names_and_shares(apart, trained):
    record = trained(NOISY)
    assert "made up" not in shown(fresh())
    ann, bob = fresh(), fresh()
    own = ann.session_state["own_workspace"]
    assert own != bob.session_state["own_workspace"]
    assert "leads to no shared workspace" in shown(fresh(workspace=own))

    mine = workspaces.home_of(apart, own)
    (mine / "runs").mkdir(parents=True)
    record.folder.rename(mine / "runs" / record.id)
    assert "made up" in shown(ann.run())
    assert "made up" not in shown(bob.run())
    assert "There is no run" in shown(fresh(run=record.id).switch_page("pages/forecast.py").run())

    workspaces.share(apart, own, "Team")
    bob = fresh(workspace=own, run=record.id)
    assert bob.title[0].value == "Team"
    assert "made up" not in shown(bob)
    press(bob, "Join")
    assert "made up" in shown(bob)
    assert "workspace" not in bob.query_params
    assert bob.query_params["run"] == record.id

    workspaces.unshare(apart, own)
    assert "made up" not in shown(bob.run())


def test_who_does_not_join_stays_in_their_own(apart):
    own = "c" * 32
    workspaces.share(apart, own, "Team")
    app = fresh(workspace=own)
    mine = app.session_state["own_workspace"]
    press(app, "Stay in mine")
    assert app.session_state["current_workspace"] == mine
    assert "See an LSTM forecast your series" in shown(app)


def test_what_one_workspace_holds_is_not_listed_nor_described_in_another(apart, trained):
    record = trained(NOISY)
    ann, bob = fresh(), fresh()
    mine, theirs = (workspaces.home_of(apart, app.session_state["own_workspace"]) for app in (ann, bob))
    for home in (mine, theirs):
        (home / "runs").mkdir(parents=True)
    record.folder.rename(mine / "runs" / record.id)
    record = store.open_run(mine, record.id)
    for app in (ann, bob):
        app.switch_page("pages/compare.py").run()
    assert [len(app.dataframe) for app in (ann, bob)] == [1, 0]
    assert "No runs yet" in shown(bob)
    shutil.copytree(apart / "datasets", mine / "datasets")
    for app in (ann, bob):
        app.query_params["data"] = record.experiment.data.dataset
        app.switch_page("pages/data.py").run()
    assert not ann.error
    assert len(bob.error) == 1
    assert not bob.exception


def test_the_runs_of_many_series_are_made_in_the_workspace_that_asked(apart):
    app = fresh()
    mine = workspaces.home_of(apart, app.session_state["own_workspace"])
    app.query_params["data"] = library.keep(mine, samples.load("sunspots"))
    app.switch_page("pages/many.py").run()
    app.get("segmented_control")[1].set_value("each").run()
    press(app, "Train on all")
    record = groups.opened(mine, app.query_params["group"])
    app.session_state["many_sending"][record.id].result(timeout=20)
    [run] = groups.runs(mine, groups.asked(record)).values()
    press(app, "Stop and keep what there is")
    assert run.stop_asked
    assert all(one.id != run.id for one in store.recent(apart))


def test_runs_take_turns_by_workspace(apart):
    app = fresh()
    mine = workspaces.home_of(apart, app.session_state["own_workspace"])
    app.query_params["data"] = library.keep(mine, samples.load("sunspots"))
    press(app.switch_page("pages/train.py").run(), "Train")
    run = store.open_run(mine, app.query_params["run"])
    assert run.owner == mine.name
    run.ask_stop()
    assert all(record.id != run.id for record in store.recent(apart))


def test_who_logs_in_has_the_workspace_of_their_account(home):
    app = AppTest.from_file(APP, default_timeout=60)
    app.secrets["auth"] = {"client_id": "lab"}
    app.user = {"is_logged_in": False}
    app.run()
    assert [button.label for button in app.button] == ["Log in"]
    app.user = {"is_logged_in": True, "iss": "https://id.example", "sub": "7", "name": "Ann"}
    app.run()
    assert app.session_state["current_workspace"] == workspaces.of_user("https://id.example", "7")
    assert "own_workspace" not in app.session_state
