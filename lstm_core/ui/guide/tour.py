"""A lesson under way: the bar at the top of every page, and what stands preset where a step begins."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.data import samples
from lstm_core.guide import lessons, pages
from lstm_core.guide.lesson import Lesson, Setup
from lstm_core.ui import notices, resources, state
from lstm_core.ui.guide import runs

if TYPE_CHECKING:
    from lstm_core.specs import Experiment

AFTER_TRAINING = ("forecast", "inside", "guide")  # pages that read a run
TABS = {"inside": "inside", "memory": "memory lab", "guide": "guide part"}  # the keys of the pages' own tabs


def bar(page: str) -> None:
    """Which step of how many, what to do and to see, and the way on; nothing outside a lesson."""
    lesson, number = chosen()
    if lesson is None:
        return
    with notices.shown():
        arrive(lesson, number, page)
    step = lesson.step(number)
    with st.container(key="lesson-bar"):
        told, ways = st.columns([5, 2], vertical_alignment="center")
        told.markdown(
            f"**Step {number} of {len(lesson.steps)} · {step.title}** · {lesson.title}  \n{step.do} **See:** {step.see}"
        )
        with ways, st.container(horizontal=True, horizontal_alignment="right"):
            buttons(lesson, number, page)
        if page == step.page and (trains := untrained(lesson, number)):
            st.markdown(
                f":material/info: This step reads the network of step {trains}, and that is not trained yet. Train it"
                " first: what stands below is another one's."
            )
            if st.button(f"To step {trains}", icon=":material/arrow_back:", key="lesson trains"):
                go(lesson, trains)


def buttons(lesson: Lesson, number: int, page: str) -> None:
    """Back, on and out; on another page than the step's the way there."""
    there = lesson.step(number).page
    if page != there:
        if st.button(f"To {pages.title(there)}", icon=":material/arrow_forward:", key="lesson there"):
            go(lesson, number)
    elif st.button("Back", disabled=number == 1, key="lesson back"):
        go(lesson, number - 1)
    if number < len(lesson.steps):
        if st.button("Next", type="primary", key="lesson next"):
            go(lesson, number + 1)
    elif st.button("Finish", type="primary", key="lesson finish"):
        leave()
        st.switch_page("pages/guide.py", query_params=state.address())
    st.button("Leave", type="tertiary", on_click=leave, key="lesson leave")


def chosen() -> tuple[Lesson | None, int]:
    """The lesson in the address and its step, brought into its bounds; None where there is no such lesson."""
    name, step = state.lesson()
    lesson = lessons.find(name)
    if lesson is None:
        return None, 1
    number = int(step) if step and step.isascii() and step.isdigit() else 1
    return lesson, min(max(number, 1), len(lesson.steps))


def begin(lesson: Lesson) -> None:
    """Enters the first step with everything preset."""
    state.enter_lesson(lesson.name)
    prepare(lesson.setup(1))
    go(lesson, 1)


def leave() -> None:
    """Ends the lesson; what it has chosen stays."""
    state.enter_lesson(None)
    state.keep_presets({})


def go(lesson: Lesson, number: int) -> None:
    """Opens a step's page; where other data begin, these with all that goes with them."""
    before, setup, page = lesson.setup(chosen()[1]), lesson.setup(number), lesson.step(number).page
    state.enter_lesson(lesson.name, number)
    if setup != before:
        prepare(setup)
    if setup and state.run() is None and page in AFTER_TRAINING:
        state.choose_run(trained(setup))
    for key, value in lesson.step(number).address.items():
        state.link(key, value)
    st.switch_page(f"pages/{page}.py", query_params=state.address())


def arrive(lesson: Lesson, number: int, page: str) -> None:
    """Presets a step for a tab that comes to its page; data only for one that comes by a link without others.

    What is changed there afterwards stays, until the page is left.
    """
    setup, step, here = lesson.setup(number), lesson.step(number), (lesson.name, number, page)
    before = state.stand(here)
    if before is None and setup and state.dataset() in (None, sample(setup)):
        run = state.run()
        prepare(setup)
        state.choose_run(run or (trained(setup) if step.page in AFTER_TRAINING else None))
    if before == here:
        return
    is_there = page == step.page
    state.keep_presets(step.controls if is_there else {})
    if not is_there:
        return
    for key, value in step.address.items():
        if state.linked(key) is None:  # a link, or a reload, may bring its own
            state.link(key, value)
    if step.tab:
        state.follow(TABS[page], step.tab)


def untrained(lesson: Lesson, number: int) -> int | None:
    """The number of the step whose network this one reads, where this tab has none of its data yet."""
    if lesson.step(number).page not in AFTER_TRAINING or state.run() is not None:
        return None
    return lesson.training(number)


def prepare(setup: Setup | None) -> None:
    """Makes a setup the draft of every page; a run of other data is put away."""
    if setup is None:
        return
    from lstm_core import specs

    chosen = samples.find(setup.sample)
    state.take_over(
        specs.checked(
            specs.Experiment,
            data=specs.checked(specs.Data, dataset=sample(setup), name=chosen.title, target=chosen.target),
            features=specs.checked(specs.Features, columns=setup.columns),
            window=specs.checked(specs.Window, look_back=setup.look_back, horizon=setup.horizon),
        )
    )
    state.keep_recipe(setup.recipe)
    state.choose_run(None)


def sample(setup: Setup) -> str:
    """The dataset that a setup begins with, kept."""
    return resources.keep(samples.load(setup.sample))


def trained(setup: Setup) -> str | None:
    """The newest run with a forecast that was made by this setup, whose data are the chosen ones."""
    dataset = state.dataset()

    def fits(asked: "Experiment") -> bool:
        window = asked.window
        return (asked.data.dataset, asked.preset, asked.features.columns, window.look_back, window.horizon) == (
            dataset,
            setup.recipe,
            setup.columns,
            setup.look_back,
            setup.horizon,
        )

    record = runs.newest(fits)
    return record and record.id
