"""The short answers on screen: question, answer, picture, and the page where one's own data show it."""

from collections.abc import Iterable

import streamlit as st

from lstm_core.guide import pages
from lstm_core.guide.answers import Answer
from lstm_core.ui import look, state
from lstm_core.ui.charts import guide as chart


def show(answers: Iterable[Answer]) -> None:
    """One after the other, each with its picture beside it."""
    for answer in answers:
        with st.container(key=f"answer-{answer.name}"):
            told, drawn = st.columns([3, 2], gap="large", vertical_alignment="center")
            with told:
                st.subheader(answer.question, anchor=answer.name)
                st.markdown(answer.text)
                if answer.source:
                    st.caption(answer.source)
                see(answer.pages)
            drawn.html(chart.picture(answer.name, answer.shows, look.dark()))


def see(names: tuple[str, ...]) -> None:
    """The links to pages."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption("See it on your own data:", width="content")
        for name in names:
            st.page_link(
                f"pages/{name}.py",
                label=pages.title(name),
                icon=":material/arrow_forward:",
                query_params=state.address(),
            )
