"""The glossary on screen, and the one term that an address asks for."""

from collections.abc import Iterable
from urllib.parse import urlencode

import streamlit as st

from lstm_core.guide import glossary, pages
from lstm_core.guide.glossary import Term
from lstm_core.ui import notices, state


def asked() -> None:
    """The term that the address asks for, above all else; said in words where there is none of that name."""
    name = state.term()
    if name is None:
        return
    term = glossary.found(name)
    if term is None:
        st.info(
            f"The glossary has no term “{notices.plain(name[:40])}”. Search for it below.", icon=":material/search:"
        )
        return
    with st.container(border=True, key="term"):
        st.subheader(term.title)
        st.markdown(f"{term.meaning}  \n{seen(term)}")


def show(terms: Iterable[Term]) -> None:
    """Terms in columns, each with its meaning and the page where it appears."""
    with st.container(key="glossary"):
        st.markdown("\n\n".join(f"**{term.title}**  \n{term.meaning}  \n{seen(term)}" for term in terms))


def seen(term: Term) -> str:
    """`On Features, Train`, as links to its pages, with the data and the run of this tab."""
    carried = urlencode(state.address())
    links = [f"[{pages.title(page)}](/{page if page != 'start' else ''}?{carried})" for page in term.pages]
    return f":small[On {', '.join(links)}]"
