"""What stands above runs, searches and groups: the list of others to look at, and the way back from a deletion."""

from collections.abc import Callable, Mapping

import streamlit as st

MOST = 12  # entries to choose from


def choose(title: str, entries: Mapping[str, tuple[str, str | None]], now: str | None, look_at: Callable) -> None:
    """The button that opens the list of `entries`, by id their words and icon; nothing where `now` is the only one."""
    if not entries or list(entries) == [now]:
        return
    with st.popover(title, icon=":material/history:", key=title.lower()):
        for one, (words, icon) in entries.items():
            kind = "primary" if one == now else "tertiary"
            st.button(words, icon=icon, key=f"look at {one}", on_click=look_at, args=(one,), type=kind)


def undo(deleted: str, key: str, restore: Callable, *what: object) -> None:
    """A line that says what was deleted last, as safe Markdown, and calls `restore(*what)` to bring it back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/delete: Deleted {deleted}.", width="content")
        st.button("Undo", key=key, on_click=restore, args=what)
