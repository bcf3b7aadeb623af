"""The page of mistakes: a real worker trains both networks; what is wrong says so wherever it goes."""

import time

import pytest

from lstm_core.labs.asked import Pitfalls
from lstm_core.runs import files, store
from lstm_core.ui.charts import pitfalls as charts
from lstm_core.ui.pitfalls import told

TRUE = {
    "kind": "true",
    "steps": 1,
    "verdict": {"sentence": "No better.", "baseline": "naive"},
    "scores": {"lstm": {"r2": 0.9, "skill": -0.8, "accuracy": 99.0}, "naive": {"r2": 0.97, "accuracy": 99.5}},
    "time": [5, 6],
    "actual": [1.0, 2.0],
    "forecast": [1.5, 1.5],
    "baseline": [0.5, 1.0],
}


def words(app) -> str:
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.error, app.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def settled(app, home, seconds: float = 90):
    """The page once all labs are over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not all(lab.state.is_over for lab in store.recent(home, kind=store.LABS)):
        time.sleep(0.3)
    app.run()
    assert not app.exception
    return app


def test_a_switch_trains_both_networks_and_shows_what_is_reported_beside_what_is_true(open_page, home):
    runs = store.recent(home)
    app = settled(open_page("pitfalls"), home)
    assert "On this series the mistake lifts R² from" in words(app)
    assert "WRONG ON PURPOSE" in words(app)
    assert "How to notice it." in words(app)
    assert [metric.label for metric in app.metric] == ["R²", "Skill over the last value"] * 2
    labs = len(store.recent(home, kind=store.LABS))
    app.toggle(key="pitfall accuracy").set_value(True).run()
    app.toggle(key="pitfall one_step_as_long").set_value(True).run()
    assert app.query_params["wrong"] == "shuffled,one_step_as_long,accuracy"
    assert "% accurate”: repeating the last value is" in words(app)
    assert "against the truth of 20 rows ahead" in words(app)
    assert len(store.recent(home, kind=store.LABS)) == labs, "mistakes of telling need no other network"
    app.session_state["pitfalls tried"] = True
    app.run()
    tried = next(frame.value for frame in app.dataframe if frame.value.index.name == "Mistakes of teaching")
    assert tried["Mark"]["Shuffled split"] == "WRONG ON PURPOSE"
    again = open_page("pitfalls", wrong="shuffled")
    assert "On this series the mistake lifts R² from" in words(again)
    assert len(store.recent(home, kind=store.LABS)) == labs, "what was asked before is not trained again"
    assert store.recent(home) == runs, "no run, and nothing for Compare"


def test_the_address_restores_series_walk_and_switches_and_a_lab_can_be_stopped(open_page, home):
    app = open_page("pitfalls", **{"from": "growth", "walk": "41", "learns": "change", "wrong": "best_of_seeds"})
    newest = store.recent(home, kind=store.LABS)[0]
    asked = Pitfalls.model_validate(files.read_object(newest.folder / "lab.json"))
    assert asked == Pitfalls(source="growth", seed=41, learns="change", mistakes=("best_of_seeds",))
    assert app.toggle(key="pitfall best_of_seeds").value
    assert not app.toggle(key="pitfall shuffled").value
    app.button(key="stop").click().run()
    assert "Stopped before both networks were trained." in words(settled(app, home))
    assert app.button(key="pitfalls again")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"wrong": "<b>none</b>"}, "There is no mistake “<b>none</b>”"),
        ({"walk": "100000"}, "seed (100000)"),
        ({"walk": "1e9"}, "walk (1e9) must be a whole number"),
        ({"learns": "all"}, "learns ('all')"),
        ({"from": "own"}, "No series of your own is chosen"),
    ],
)
def test_a_wrong_address_is_refused_in_words(open_page, address, said):
    app = open_page("pitfalls", **address)
    assert said in words(app)
    assert len(app.error) == 1


def test_a_wrong_chart_and_its_table_say_so_in_every_copy():
    figure = charts.marked(charts.forecast(TRUE, False, "Forecast", "naive"), False)
    assert [note.text for note in figure.layout.annotations] == ["<b>WRONG ON PURPOSE</b>"] * 2
    assert figure.layout.images[0].source.startswith("data:image/svg+xml;base64,")
    table = charts.table(TRUE, None, wrong=True)
    assert table["Mark"].tolist() == ["WRONG ON PURPOSE"] * 2
    assert table["LSTM"].tolist() == [1.5, 1.5]
    assert "Mark" not in charts.table(TRUE, "naive", wrong=False)


def test_a_mistake_that_changes_little_is_said_to_and_where_it_does():
    asked = Pitfalls(mistakes=("scaled_on_all",))
    said = told.finding(asked.mistakes, {"scores": TRUE["scores"]}, TRUE, told.elsewhere(asked))
    assert said.startswith("On this series the mistake hardly changes the score: what the scaler knows matters where")
    assert told.elsewhere(asked.model_copy(update={"source": "growth"})) == ""
    nothing = {"lstm": {"r2": None, "skill": None, "accuracy": None}, "naive": {"r2": None, "accuracy": None}}
    said = told.finding(("shuffled", "accuracy"), {"scores": nothing}, {"scores": nothing, "steps": 1})
    assert "not defined" in said
