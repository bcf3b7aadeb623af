"""The Compare page without a browser, over runs as a worker leaves them."""

import shutil

import numpy as np
import pytest

from lstm_core import specs
from lstm_core.runs import about, store
from lstm_core.runs.listing import Listing
from lstm_core.ui.compare import differing

RANDOM = np.random.default_rng(5)
NOISY, WALK = 20 + RANDOM.normal(size=160), RANDOM.normal(size=160).cumsum()


def shown(app) -> str:
    """All words of a page, unescaped."""
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.error, app.info, app.warning)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def button(app, label: str):
    return next(button for button in app.button if button.label == label)


@pytest.fixture
def alone(home):
    """The home without the runs of other tests, which find theirs again, and none of ours."""
    runs, aside = home / "runs", home / "runs-aside"
    runs.mkdir(exist_ok=True)
    runs.rename(aside)
    yield home
    shutil.rmtree(runs, ignore_errors=True)
    aside.rename(runs)


@pytest.fixture
def three(alone, trained):
    """Two runs on one series, one on another; the last made first."""
    return trained(NOISY), trained(NOISY, kind="hybrid"), trained(WALK)


def table(app):
    return next(frame.value for frame in app.dataframe if "Validation skill" in frame.value)


def test_without_a_run_it_says_what_will_stand_here(open_page, alone):
    app = open_page("compare")
    assert "No runs yet" in shown(app)
    assert button(app, "Train")


def test_all_runs_stand_in_one_table_each_ranked_among_its_own(open_page, three, home):
    app = open_page("compare")
    told = table(app)
    assert sorted(zip(told["Among"], told["Rank"], strict=True)) == [(1, 1), (2, 1), (2, 2)]
    assert set(told["Network"]) == {"LSTM 32", "ARIMA + LSTM 32"}
    assert "2 combinations of data and split" in shown(app)
    best = told[told["Among"] == 2].sort_values("Rank")["Validation skill"]
    assert best.iloc[0] >= best.iloc[1]
    one = next(one for one in Listing(home).runs() if one.id == three[2].id)
    assert told["Test skill"].tolist().count(100 * one.skill("test")) == 1


def test_a_group_says_how_often_its_test_part_was_looked_at(open_page, three):
    app = open_page("compare")
    group = next(box for box in app.selectbox if box.label == "Ranked together")
    two = next(at for at in range(1, 3) if len(table(group.select_index(at).run())) == 2)
    group.select_index(two).run()
    assert "2 runs were scored on this test part" in shown(app)
    assert "points of skill better than it is, by chance alone" in shown(app)


def test_two_runs_side_by_side(open_page, three):
    first, second, _ = three
    app = open_page("compare", runs=f"{first.id},{second.id}")
    said = shown(app)
    assert "common origins: " in said
    assert "is better, and that is unlikely" in said or "can be luck" in said
    differs = next(frame.value for frame in app.dataframe if frame.value.index.name == "Setting")
    assert list(differs.index) == ["Model"]
    assert set(differs.loc["Model"]) == {"LSTM", "ARIMA + LSTM"}
    assert len(app.get("plotly_chart")) == 1
    assert next(box for box in app.multiselect if box.label == "Picked runs").value == [first.id, second.id]


def test_runs_on_other_data_share_no_picture(open_page, three):
    first, _, other = three
    app = open_page("compare", runs=f"{first.id},{other.id}")
    assert "On other data than" in shown(app)
    assert "common origins" not in shown(app)
    assert "Data (" not in shown(app)
    differs = next(frame.value for frame in app.dataframe if frame.value.index.name == "Setting")
    assert list(differs.index) == ["Data"]


def test_an_address_with_runs_that_are_gone_or_never_were_is_passed_over(open_page, three):
    app = open_page("compare", runs=f"{three[0].id},20200101-000000-aaaaaa,../../etc,,")
    assert not app.error
    assert "Tick another run" in shown(app)
    assert next(box for box in app.multiselect if box.label == "Picked runs").value == [three[0].id]


def test_picking_by_name_stands_in_the_address(open_page, three):
    app = open_page("compare")
    box = next(box for box in app.multiselect if box.label == "Picked runs")
    box.set_value([three[0].id, three[1].id]).run()
    assert app.query_params["runs"] == f"{three[0].id},{three[1].id}"
    assert "common origins" in shown(app)
    button(app, "Clear").click().run()
    assert "runs" not in app.query_params
    assert "Tick two runs or more" in shown(app)


def test_a_name_a_note_and_a_pin_are_kept_and_found(open_page, three, home):
    record = three[0]
    app = open_page("compare", runs=record.id)
    next(field for field in app.text_input if field.label == "Name").set_value("the <b>one</b>")
    next(field for field in app.text_area if field.label == "Note").set_value("try 60 rows")
    button(app, "Save").click().run()
    button(app, "Pin").click().run()
    assert not app.exception
    assert about.read(record.folder) == about.About(name="the <b>one</b>", pinned=True, note="try 60 rows")
    assert table(app)["Name"].iloc[0] == "the <b>one</b>"
    assert "the <b>one</b> · made up · x" in shown(open_page("start"))
    assert "the <b>one</b> · made up · x" in shown(open_page("forecast", run=record.id))
    next(field for field in app.text_input if field.label == "Search").set_value("60 ROWS").run()
    assert len(table(app)) == 1
    next(field for field in app.text_input if field.label == "Search").set_value("no such").run()
    assert "No run fits" in shown(app)


def test_tags_are_given_to_several_runs_and_keep_what_each_has_of_its_own(open_page, three, home):
    first, second, _ = three
    about.write(home, first.id, about.About(tags=("mine", "old")))
    about.write(home, second.id, about.About(tags=("old",)))
    app = open_page("compare", runs=f"{first.id},{second.id}")
    box = next(box for box in app.multiselect if box.label == "Tags that all 2 share")
    assert box.value == ["old"]
    box.set_value(["mine"])
    button(app, "Save").click().run()
    assert about.read(first.folder).tags == about.read(second.folder).tags == ("mine",)
    next(box for box in app.multiselect if box.label == "Tags").set_value(["mine"]).run()
    assert len(table(app)) == 2


def test_deleted_runs_come_back_together(open_page, three, home):
    first, second, third = three
    app = open_page("compare", runs=f"{first.id},{second.id}")
    button(app, "Delete").click().run()
    assert [record.id for record in store.recent(home)] == [third.id]
    assert "Deleted 2 runs" in shown(app)
    button(app, "Undo").click().run()
    assert len(store.recent(home)) == 3
    assert len(table(app)) == 3
    assert app.query_params["runs"] == f"{first.id},{second.id}"


def test_a_damaged_run_stands_in_the_table_and_harms_none(open_page, three, trained):
    (three[0].folder / "experiment.json").write_text("{")
    (three[1].folder / "backtest.parquet").write_bytes(b"no")
    also = trained(WALK)
    app = open_page("compare", runs=",".join(record.id for record in (*three, also)))
    assert not app.exception
    assert "Damaged run" in "".join(table(app)["Name"])
    assert "Damaged run is left out. The run" in shown(app)
    assert f"is left out. The backtest.parquet of run {three[1].id} is damaged" in shown(app)
    assert len(app.warning) == 2
    assert "common origins: there is no difference" in shown(app)


def test_every_setting_that_differs_is_told_in_the_words_of_the_form():
    data = specs.Data(dataset="a" * 64, name="sine", target="value")
    one = specs.Experiment(data=data)
    other = specs.Experiment(
        data=data.model_copy(update={"preparation": specs.Preparation(every="week", learn_as="log")}),
        features=specs.Features(indicators=(specs.Pick(name="RSI"),), columns=("wind",)),
        window=specs.Window(look_back=30, strategy="recursive", companions="joint"),
        split=specs.Split(test_size=90),
        network=specs.Network(layers=(specs.Layer(units=64, dropout=0.2), specs.Layer(units=8)), head=16),
        training=specs.Training(loss="huber", patience=None, scaling="minmax"),
    )
    told = differing.table({"one": one, "other": other})
    assert told.loc[:, "other"].to_dict() == {
        "Rows": "Joined to one a week",
        "The network learns the target as": "Its logarithm",
        "Feature RSI (14)": "yes",
        "Column wind goes in": "yes",
        "Sequence length": "30 rows",
        "Other columns along the forecast": "Forecast by the network too",
        "Strategy": "Recursive: one step, fed back in",
        "Test part": "90 rows",
        "Layers": "64 (dropout 0.2) + 8",
        "A dense layer behind": "16",
        "Scaling": "Min-max (0 to 1)",
        "Loss": "Huber",
        "Stop early: patience": "none",
    }
    assert differing.table({"one": one, "same": one}).empty


@pytest.mark.parametrize("kind", [specs.Preparation, specs.Window, specs.Network, specs.Training])
def test_no_setting_of_a_stage_is_passed_over(kind):
    assert len(differing.stage(kind())) == len(kind.model_fields)
