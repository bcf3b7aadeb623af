"""The lessons on screen: begin one, share it, and the sheet for who teaches it."""

import streamlit as st

from lstm_core.guide import lessons
from lstm_core.guide.lesson import Lesson
from lstm_core.ui import fragment, notices, state, words
from lstm_core.ui.guide import tour


def show() -> None:
    """One card a lesson, and below them the teacher's sheet that is open."""
    st.markdown(
        "A lesson leads through the pages step by step, with data, window and recipe preset. Its step stands in the"
        " address: whoever opens that link comes to the same place."
    )
    with st.grid(3, min_column_width=260):
        for lesson in lessons.every():
            card(lesson)
    sheets()


def card(lesson: Lesson) -> None:
    """What a lesson is, and the way into it."""
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{words.count(lesson.minutes, 'minute')}: {lesson.title}**")
        st.caption(lesson.about)
        if st.button("Begin", icon=":material/play_arrow:", key=f"begin {lesson.name}"):
            with notices.shown():
                tour.begin(lesson)


@fragment.of
def sheets() -> None:
    """The teacher's sheet of one lesson: to read, to print, to take away."""
    st.subheader("For teachers")
    titles = {lesson.name: f"{lesson.minutes} minutes" for lesson in lessons.every()}
    name = st.segmented_control("Sheet of the lesson of", list(titles), format_func=titles.get, key="teachers sheet")
    if name is None:
        st.caption("What to say, what to ask with the answers, and the time of each step; printed, the sheet alone.")
        return
    lesson = lessons.find(name)
    sheet = lessons.sheet(lesson)
    st.download_button(
        "Sheet (Markdown)",
        sheet,
        f"lesson-{name}.md",
        "text/markdown",
        icon=":material/download:",
        on_click="ignore",
    )
    first = lesson.step(1).page
    st.code(f"{address()}/{first if first != 'start' else ''}?{state.LESSON}={name}&{state.STEP}=1", language=None)
    with st.container(key="sheet"):
        st.markdown(sheet.replace("\n# ", "\n### ").replace("\n## ", "\n#### ").replace("# ", "### ", 1))


def address() -> str:
    """Where this dashboard is reached, as the reader's browser knows it."""
    return (st.context.url or "").rstrip("/").removesuffix("/guide")
