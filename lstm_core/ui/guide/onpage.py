"""The words of a page: a small list at its top, drawn when it is opened."""

import streamlit as st

from lstm_core.guide import glossary
from lstm_core.ui import fragment


@fragment.of
def words_of(page: str) -> None:
    """The terms that appear on a page, each with its meaning and the way to the glossary."""
    terms = glossary.of_page(page)
    if not terms:
        return
    box = st.popover("Words", icon=":material/menu_book:", type="tertiary", key=f"words {page}", on_change="rerun")
    if box.open:
        with box, st.container(height=360, border=False):
            st.caption("Words on this page. Each leads to its entry in the Guide.")
            st.markdown("\n\n".join(f"**{glossary.link(term.name, term.title)}**  \n{term.meaning}" for term in terms))
