"""The workspace at the top of every page: which it is, who is in it, and the way to another one."""

import streamlit as st

from lstm_core import readonly
from lstm_core.runs import store
from lstm_core.runs import workspaces as kept
from lstm_core.ui import fragment, notices, workspaces
from lstm_core.ui.sharing import entrance, links

PRIVATE = "Private workspace"


def show() -> None:
    """The link to what is seen, and whose it is."""
    if readonly.on():
        st.badge("Read-only", icon=":material/lock:", color="gray", help=readonly.WORDS)
    if workspaces.on():
        workspace()
    elif workspaces.is_logged_in():
        st.button("Log out", icon=":material/logout:", type="tertiary", on_click=st.logout, key="log out")
    links.copy()


@fragment.of
def workspace() -> None:
    """The button with the workspace's name; what can be done with it is drawn when it is opened."""
    now, called = workspaces.current(), named(workspaces.current())
    icon = ":material/lock_person:" if called == PRIVATE else ":material/group:"
    box = st.popover(notices.plain(called), icon=icon, type="tertiary", key="workspace", on_change="rerun")
    if not box.open:
        return
    with box, notices.shown():
        if workspaces.is_logged_in():
            st.caption(f"Logged in as {notices.plain(str(st.user.get('name') or st.user.get('email') or 'yourself'))}")
        private(now) if called == PRIVATE else shared(now, called)
        for other in (workspaces.own(), *kept.joined(store.home(), workspaces.own())):
            if other != now:
                label = f"Go to {notices.plain(named(other))}"
                if st.button(label, icon=":material/swap_horiz:", key=f"go {other}"):
                    kept.enter(store.home(), workspaces.own(), other)
                    away(other)
        if workspaces.is_logged_in():
            st.button("Log out", icon=":material/logout:", on_click=st.logout, key="log out")


def named(workspace: str) -> str:
    """What a workspace is called on screen."""
    return kept.name(store.home(), workspace) or PRIVATE


def private(now: str) -> None:
    """What private means, and how it ends."""
    keeps = "It follows your login." if workspaces.is_logged_in() else "This browser keeps the way to it, as a cookie."
    st.markdown(f"Only you see the runs and data in here. {keeps}")
    with st.form("share workspace", border=False):
        st.text_input("Name", max_chars=kept.LONGEST, key="workspace name", placeholder="Team forecast")
        st.form_submit_button(
            "Name and share", type="primary", icon=":material/group_add:", on_click=share, args=(now,)
        )


def shared(now: str, called: str) -> None:
    """The way for others to come in, and the way out."""
    st.markdown(f"All who have joined **{notices.plain(called)}** see its runs and data, and may change them.")
    links.copy("Copy a link to join", "copy invitation", **{entrance.WORKSPACE: now})
    if now == workspaces.own():
        st.button("Make it private again", icon=":material/lock:", on_click=unshare, args=(now,))
    elif st.button("Leave", icon=":material/group_remove:"):
        kept.leave(store.home(), workspaces.own(), now)
        away(workspaces.own())


def share(now: str) -> None:
    """Gives the workspace the name that was typed."""
    with notices.shown():
        kept.share(store.home(), now, st.session_state["workspace name"])


def unshare(now: str) -> None:
    """Only its owner is in it from now on."""
    with notices.shown():
        kept.unshare(store.home(), now)


def away(other: str) -> None:
    """Works elsewhere from now on, with nothing in the address that belongs here."""
    workspaces.go(other)
    st.query_params.clear()
    st.rerun()
