import pytest

from lstm_core import presets
from lstm_core.data import samples
from lstm_core.guide import lessons
from lstm_core.guide.lesson import Lesson, Setup, Step
from lstm_core.guide.plans import sixty, ten, thirty

PLANS = {"10": ten.LESSON, "30": thirty.LESSON, "60": sixty.LESSON}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_takes_as_long_as_its_name_says(name):
    assert PLANS[name].name == name
    assert PLANS[name].minutes == int(name)


@pytest.mark.parametrize("name", PLANS)
def test_every_step_has_a_page_that_is_there_or_is_left_out(name):
    there = lessons.find(name).steps
    assert there == tuple(step for step in PLANS[name].steps if lessons.exists(step.page))
    assert {step.page for step in PLANS[name].steps} <= {
        *("start", "data", "features", "train", "forecast", "guide"),
        *("inside", "memory", "pitfalls"),
    }
    assert there[0].page in ("start", "data")


@pytest.mark.parametrize("name", PLANS)
def test_what_a_step_presets_exists(name):
    for setup in filter(None, (step.setup for step in PLANS[name].steps)):
        dataset = samples.load(setup.sample)
        assert set(setup.columns) <= set(dataset.frame) - {dataset.target}
        assert presets.find(setup.recipe).name == setup.recipe


def test_who_comes_straight_to_a_step_gets_the_last_setup_before_it():
    first, later = Setup("sine", 50, 10), Setup("random-walk", 30, 5)
    steps = [Step("data", "", 1, "", "", "", setup=setup) for setup in (None, first, None, later, None)]
    lesson = Lesson("x", "", "", tuple(steps))
    assert [lesson.setup(number) for number in range(1, 6)] == [None, first, first, later, later]


def test_the_sheet_counts_the_minutes_and_gives_each_question_its_answer():
    step = Step("train", "Watch", 2, "Press.", "It falls.", "An epoch.", (("Why?", "Because."),))
    sheet = lessons.sheet(Lesson("x", "Title", "About.", (step, step)))
    assert sheet.startswith("# Title\n\n4 minutes. About.\n\n## 1. Watch\n\n*Train page · minutes 0 to 2*\n\n")
    assert "*Train page · minutes 2 to 4*" in sheet
    assert sheet.count("**Ask.** Why?  \n*Answer.* Because.") == 2


def test_there_is_no_lesson_of_another_name():
    assert lessons.find("11") is None
    assert lessons.find(None) is None
    assert not lessons.exists("../app")
