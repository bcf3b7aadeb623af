from pathlib import Path

import pytest

from lstm_core import presets
from lstm_core.data import samples
from lstm_core.guide import lessons
from lstm_core.guide.lesson import Lesson, Setup, Step
from lstm_core.guide.plans import sixty, ten, thirty

ROOT = Path(__file__).parents[2]
PLANS = {"10": ten.LESSON, "30": thirty.LESSON, "60": sixty.LESSON}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_takes_as_long_as_its_name_says(name):
    assert PLANS[name].name == name
    assert PLANS[name].minutes == int(name)


@pytest.mark.parametrize("name", PLANS)
def test_every_step_has_a_page_that_is_there(name):
    assert all((ROOT / "pages" / f"{step.page}.py").exists() for step in PLANS[name].steps)
    assert PLANS[name].step(1).page in ("start", "data")


@pytest.mark.parametrize("name", PLANS)
def test_what_reads_a_network_knows_the_step_that_trains_it(name):
    lesson = PLANS[name]
    for number, step in enumerate(lesson.steps, start=1):
        if step.page in ("forecast", "inside"):
            trained = lesson.training(number)
            assert lesson.step(trained).page == "train"
            assert lesson.setup(trained) == lesson.setup(number)
        if step.setup:
            assert lesson.training(number) == (number if step.page == "train" else None)


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
