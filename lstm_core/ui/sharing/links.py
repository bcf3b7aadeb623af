"""The address of what is seen, on the clipboard; and the parts of a page that add to it."""

from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

HERE = Path(__file__)
CHAIN = "M10 14a5 5 0 0 0 7 0l3-3a5 5 0 0 0-7-7l-1 1M14 10a5 5 0 0 0-7 0l-3 3a5 5 0 0 0 7 7l1-1"
_LINK = st.components.v2.component(
    "link",
    html=f'<span class="link"><button type="button"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="{CHAIN}"/>'
    '</svg><span class="words" aria-live="polite"></span></button></span>',
    css=HERE.with_name("link.css").read_text("utf-8"),
    js=HERE.with_name("link.js").read_text("utf-8"),
)


def copy(label: str = "Copy link", key: str = "copy link", **add: str) -> None:
    """The button that copies the address of what is seen, with what `add` says."""
    _LINK(key=key, data={"label": label, "add": urlencode(add)}, width="content")


def here(**told: str) -> None:
    """Adds to the address that is copied: what a page shows that its own address does not say."""
    with st.container(key=f"keys link {' '.join(told)}"):
        st.html(f'<span data-link="{escape(urlencode(told))}"></span>')
