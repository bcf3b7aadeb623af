import numpy as np
import pytest

from lstm_core.guide import lessons
from lstm_core.guide.answers import ANSWERS
from lstm_core.ui.charts import guide as chart
from lstm_core.ui.charts import style
from lstm_core.ui.guide import gates
from lstm_core.ui.memory import contents
from lstm_core.ui.pitfalls import choose, mistakes

from .test_pages import button, shown


@pytest.fixture
def part(open_page):
    """`part("Glossary")` gives the Guide with that part open."""

    def opened(name: str, **address: str):
        app = open_page("guide", **address)
        app.session_state["guide part"] = name
        return app.run()

    return opened


def test_every_answer_has_its_picture(open_page):
    app = open_page("guide")
    assert [heading.value for heading in app.subheader] == [answer.question for answer in ANSWERS]
    assert set(chart.DRAWN) == {answer.name for answer in ANSWERS}


@pytest.mark.parametrize("dark", [False, True])
def test_pictures_keep_to_the_colours_of_every_chart(dark):
    own, other = style.palette(dark), style.palette(not dark)
    for name, draw in chart.DRAWN.items():
        drawing = "".join(draw(dark))
        assert own.ink in drawing or own.brand in drawing, name
        assert other.ink not in drawing, name
        assert other.brand not in drawing, name


def test_an_address_opens_its_term_and_a_wrong_one_is_answered_in_words(open_page):
    assert "How many steps ahead it forecasts." in shown(open_page("guide", term="horizon"))
    app = open_page("guide", term="<b>no</b>")
    assert "has no term" in app.info[0].value
    assert not app.error


def test_search_finds_answers_and_terms(open_page):
    app = open_page("guide")
    app.text_input[0].set_value("forget gate").run()
    assert "What is a gate?" in shown(app)
    assert "How much of a unit's cell state is kept" in shown(app)
    app.text_input[0].set_value("nonsense").run()
    assert "Nothing of that name" in shown(app)


def test_without_a_run_the_gates_begin_with_a_sample(part, monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_LAB_HOME", str(tmp_path))
    assert button(part("Your own gates"), "Train a sample")


def test_one_unit_is_worked_out_with_its_own_numbers():
    unit = {
        "forget_gate": np.array([0.1, 0.5]),
        "input_gate": np.array([0.1, 0.25]),
        "output_gate": np.array([0.1, 0.5]),
        "candidate": np.array([0.1, -0.4]),
        "cell_state": np.array([1.0, 0.4]),
        "hidden_state": np.array([0.1, 0.5 * np.tanh(0.4)]),
    }
    said = gates.arithmetic(unit)
    assert "0.500</b> × 1.000 + " in said
    assert "0.250</b> × −0.400 = <b>0.400</b>" in said
    assert "tanh(0.400) = <b>0.190</b>" in said


def test_leave_ends_the_lesson_and_keeps_what_it_chose(open_page):
    app = open_page("train", lesson="10", step="3")
    button(app, "Leave").click().run()
    assert "lesson" not in app.query_params
    assert "Step " not in shown(app)
    assert "30 rows of 1 feature → the next 7" in shown(app)


def test_a_shared_link_presets_its_step(open_page):
    app = open_page("train", lesson="30", step="3")
    assert "Watch the wave being learnt" in shown(app)
    assert "50 rows of 1 feature → the next 10" in shown(app)
    assert app.get("segmented_control")[0].value == "quick"
    assert app.query_params["target"] == "value"
    assert not app.warning


def test_a_link_with_data_of_its_own_keeps_them(open_page, temperature):
    app = open_page("train", lesson="30", step="3", **temperature)
    assert "temp_max" in shown(app)


def test_a_link_that_brings_the_data_of_the_lesson_presets_its_step_all_the_same(open_page, temperature):
    app = open_page("train", lesson="10", step="3", **temperature)
    assert "30 rows of 1 feature → the next 7" in shown(app)


def test_on_another_page_the_bar_leads_to_that_of_the_step(open_page):
    app = open_page("data", lesson="10", step="3")
    assert button(app, "To Train")
    assert not [other for other in app.button if other.label == "Back"]


@pytest.mark.parametrize("step", ["99", "-1", "x", "0"])
def test_a_step_out_of_bounds_is_brought_back(open_page, step):
    app = open_page("start", lesson="10", step=step)
    last = len(lessons.find("10").steps)
    assert f"Step {last if step == '99' else 1} of {last}" in shown(app)


def test_a_lesson_that_does_not_exist_shows_no_bar(open_page):
    assert "Step " not in shown(open_page("start", lesson="../x", step="1"))


LABS = [
    (lesson.name, number)
    for lesson in lessons.every()
    for number, step in enumerate(lesson.steps, start=1)
    if step.page == "memory"
]


@pytest.mark.parametrize(("name", "number"), LABS)
def test_a_step_of_the_memory_lab_opens_its_tab_with_all_controls_set(open_page, name, number):
    step = lessons.find(name).step(number)
    app = open_page("memory", lesson=name, step=str(number))
    (lab,) = (lab for lab, (title, _) in contents.LABS.items() if title == step.tab)
    drawn = {slider.key: slider.value for slider in app.slider}
    assert drawn
    assert all(key.startswith(lab) for key in drawn)
    assert {key: drawn.get(key) for key in step.controls} == step.controls
    assert button(app, "Play")


def test_what_is_changed_in_a_step_stays_until_the_page_is_left(open_page):
    name, number = LABS[0]
    preset = lessons.find(name).step(number).controls["wave look back"]
    app = open_page("memory", lesson=name, step=str(number))
    app.slider(key="wave look back").set_value(20).run()
    assert app.slider(key="wave look back").value == 20
    app.switch_page("pages/train.py").run()
    assert button(app, "To Memory lab")
    app.switch_page("pages/memory.py").run()
    assert app.slider(key="wave look back").value == preset


def test_the_pitfalls_of_a_lesson_begin_with_choices_that_there_are():
    (step,) = (step for step in lessons.find("60").steps if step.page == "pitfalls")
    told = dict(step.address)
    assert told.pop("from") in choose.SOURCES
    assert told.pop("learns") in choose.LEARNS
    assert told.pop("wrong") in {"none", *mistakes.NAMES}
    assert 1 <= int(told.pop("walk")) <= 9999
    assert told == {}


def test_a_reload_keeps_the_mistakes_that_were_switched_on(open_page):
    number = len(lessons.find("60").steps)
    app = open_page("pitfalls", lesson="60", step=str(number), wrong="accuracy")
    assert app.query_params["wrong"] == "accuracy"
    assert app.query_params["from"] == "walk"


def test_a_step_that_reads_a_network_says_where_it_is_trained(open_page):
    app = open_page("forecast", lesson="30", step="4")
    assert "reads the network of step 3" in shown(app)
    assert button(app, "To step 3")


@pytest.mark.parametrize("page", ["start", "data", "features", "train", "forecast", "inside", "memory", "pitfalls"])
def test_every_page_has_a_way_to_its_words(open_page, page):
    app = open_page(page)
    app.session_state[f"words {page}"] = True
    app.run()
    assert "Words on this page" in shown(app)
    assert "](/guide?term=" in shown(app)
