"""The one place where errors become words; what is not a LabError is a bug, and Streamlit logs it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import streamlit as st

from lstm_core.errors import LabError


@contextmanager
def shown() -> Iterator[None]:
    """What the person can put right, said where it happened; the rest of the page stands."""
    try:
        yield
    except LabError as fault:
        st.error(plain(str(fault)), icon=":material/error:")


@contextmanager
def quiet() -> Iterator[None]:
    """Passes over what another place on the page says already."""
    with suppress(LabError):
        yield


def nothing_yet(title: str, words: str, button: str, page: str, icon: str) -> None:
    """An empty state: what will stand here, and the button that gets there. Ends the page."""
    st.subheader(title, icon=icon)
    st.markdown(words)
    if st.button(button, type="primary", key=f"to {page}"):
        st.switch_page(page)
    st.stop()


def plain(text: str) -> str:
    """Text from a file or the network, safe to show as Markdown: none of its marks means anything."""
    for mark in "\\&`*_{}[]()#+-!|<>~$:":
        text = text.replace(mark, f"\\{mark}")
    return text
