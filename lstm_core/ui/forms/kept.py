"""The datasets kept before: found by name, taken again, renamed, deleted, and brought back."""

import streamlit as st

from lstm_core import readonly
from lstm_core.data.library import Kept
from lstm_core.ui import lists, notices, resources, state, words

NEWEST = 20


def datasets() -> None:
    """The newest datasets, each with what can be done to it."""
    name = st.text_input(
        "Search by name", type="search", key="search kept", width=360, live=True, persist_state="session"
    )
    undo_deletion()
    found = resources.recent(NEWEST + 1, name.strip())
    if not found:
        said = f"Nothing kept is called “{notices.plain(name)}”." if name.strip() else "What you bring will stand here."
        st.caption(said)
    for dataset in found[:NEWEST]:
        row(dataset)
    if len(found) > NEWEST:
        st.caption(f"The newest {NEWEST} are shown. Search by name finds the others.")


def undo_deletion() -> None:
    """A line that brings back what was deleted last."""
    if gone := state.deleted():
        sha, name = gone
        lists.undo(f"“{notices.plain(name)}”", "undo deletion", restore, sha)


def row(dataset: Kept) -> None:
    """One dataset on one line: what it is, how long, where from, since when."""
    current = dataset.sha == state.dataset()
    about, acts = st.columns([3, 2], vertical_alignment="center")
    about.markdown(
        f"**{notices.plain(dataset.name)}**  \n:small[{dataset.rows:,} rows · {notices.plain(dataset.source)} ·"
        f" {words.since(dataset.kept_at)}]"
    )
    with acts, st.container(horizontal=True):
        st.button(
            "In use" if current else "Use",
            key=f"use {dataset.sha}",
            disabled=current,
            on_click=use,
            args=(dataset.sha,),
        )
        if readonly.on():
            return
        with st.popover("Rename", key=f"rename {dataset.sha}", on_change="rerun") as box:
            if box.open:
                field = f"name {dataset.sha} {dataset.name}"
                with st.form(f"naming {dataset.sha}", border=False):
                    st.text_input("New name", dataset.name, max_chars=200, key=field)
                    st.form_submit_button("Save", on_click=rename, args=(dataset.sha, field), type="primary")
        st.button("Delete", key=f"delete {dataset.sha}", on_click=delete, args=(dataset.sha, dataset.name))


def use(sha: str) -> None:
    """Takes a kept dataset, with what was last chosen for it."""
    with notices.shown():
        state.keep_upload(None)
        state.choose_dataset(sha)


def rename(sha: str, field: str) -> None:
    """Gives a dataset the name in that field, as it was when Save was pressed."""
    with notices.shown():
        resources.rename(sha, st.session_state[field])
        state.renew()


def delete(sha: str, name: str) -> None:
    """Deletes a dataset; it can be brought back for a while."""
    with notices.shown():
        resources.delete(sha)
        if sha == state.dataset():
            state.forget_dataset()
        state.keep_deleted(sha, name)


def restore(sha: str) -> None:
    """Brings a deleted dataset back."""
    with notices.shown():
        resources.restore(sha)
        state.keep_deleted(None)
