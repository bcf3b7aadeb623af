"""What can be done to the picked runs: open, pin, tag, name, note, delete, and bring back."""

from dataclasses import replace

import streamlit as st

from lstm_core import readonly
from lstm_core.runs import about, store
from lstm_core.runs.listing import Listed
from lstm_core.ui import frame, lists, notices, state, words, workspaces
from lstm_core.ui.compare import named

NAME, NOTE, TAGS = "run name", "run note", "run tags"  # of the fields, each with the runs that it is about


def offer(picked: list[Listed], tags: list[str]) -> None:
    """A row of buttons for the picked runs; `tags` are those in use."""
    undo_deletion()
    if not picked:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="acts"):
        if len(picked) == 1:
            open_one(picked[0])
        if not readonly.on():
            change(picked, tags)
        st.button("Clear", icon=":material/close:", key="clear picked", on_click=state.pick, args=([],))


def change(picked: list[Listed], tags: list[str]) -> None:
    """What changes the picked runs, where people may do more than look."""
    if len(picked) == 1:
        with st.popover("Name and note", icon=":material/edit:"):
            naming(picked[0])
    pinned = all(one.about.pinned for one in picked)
    st.button("Unpin" if pinned else "Pin", icon=":material/keep:", on_click=pin, args=(picked, not pinned))
    with st.popover("Tags", icon=":material/sell:"):
        tagging(picked, tags)
    many = len(picked) > store.DELETED
    st.button(
        "Delete",
        icon=":material/delete:",
        key="delete picked",
        on_click=delete,
        args=(picked,),
        disabled=many,
        help=f"At most {store.DELETED} at once, so that all can be brought back." if many else "Can be undone.",
    )


def open_one(one: Listed) -> None:
    """The way to a run's forecast, or to its training."""
    if st.button("Open", icon=":material/arrow_forward:", key="open picked"):
        state.choose_run(one.id)
        page = frame.FORECAST if one.record.has_forecast else frame.TRAIN
        st.switch_page(page, query_params={state.RUN: one.id})


def naming(one: Listed) -> None:
    """A form for the name and the note of one run."""
    name, note = f"{NAME} {one.id}", f"{NOTE} {one.id}"
    with st.form(f"naming {one.id}", border=False):
        st.text_input(
            "Name", one.about.name, key=name, max_chars=about.LONGEST["name"], placeholder=named.run(one), width=360
        )
        st.text_area("Note", one.about.note, key=note, max_chars=about.LONGEST["note"], height=140)
        st.form_submit_button("Save", type="primary", on_click=call, args=(one, name, note))


def tagging(picked: list[Listed], tags: list[str]) -> None:
    """A form for the tags that all picked runs share."""
    common = [tag for tag in picked[0].about.tags if all(tag in one.about.tags for one in picked)]
    key = f"{TAGS} {' '.join(one.id for one in picked)} {' '.join(common)}"
    with st.form("tagging", border=False):
        st.multiselect(
            "Tags" if len(picked) == 1 else f"Tags that all {len(picked)} share",
            sorted({*tags, *common}, key=str.casefold),
            common,
            key=key,
            accept_new_options=True,
            max_selections=about.MOST_TAGS,
            placeholder="Choose, or type a new one",
            width=360,
        )
        st.form_submit_button("Save", type="primary", on_click=tag, args=(picked, common, key))


def call(one: Listed, name: str, note: str) -> None:
    """Keeps the name and the note that stand in those fields."""
    keep([one], name=st.session_state[name], note=st.session_state[note])


def tag(picked: list[Listed], common: list[str], key: str) -> None:
    """Gives the runs the tags that stand in that field, and takes from them the shared ones that no longer do."""
    chosen = st.session_state[key]
    for one in picked:
        keep([one], tags=(*(tag for tag in one.about.tags if tag not in common), *chosen))


def pin(picked: list[Listed], pinned: bool) -> None:
    """Puts the runs first in lists, or no longer."""
    keep(picked, pinned=pinned)


def keep(picked: list[Listed], **said: object) -> None:
    """Keeps what is said of the runs, over what was said of them last, be it in another tab."""
    with notices.shown():
        for one in picked:
            about.write(workspaces.home(), one.id, replace(about.read(one.record.folder), **said))


def delete(picked: list[Listed]) -> None:
    """Deletes the runs; those that train are refused, and stay."""
    gone = []
    for one in picked:
        with notices.shown():
            store.delete(workspaces.home(), one.id)
            gone.append((one.id, named.run(one)))
            if state.run() == one.id:
                state.choose_run(None)
    if gone:
        state.keep_deleted_together(gone)
        state.pick([run_id for run_id in state.picked() if run_id not in dict(gone)])


def undo_deletion() -> None:
    """A line that brings back what was deleted at one go."""
    if gone := state.deleted_together():
        said = f"“{notices.plain(gone[0][1])}”" if len(gone) == 1 else words.count(len(gone), "run")
        lists.undo(said, "undo deletion together", restore, gone)


def restore(gone: list[tuple[str, str]]) -> None:
    """Brings the runs back, and picks them again."""
    state.keep_deleted_together([])
    for run_id, _ in gone:
        with notices.shown():
            store.restore(workspaces.home(), run_id)
            state.pick([*state.picked(), run_id])
