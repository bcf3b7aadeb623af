"""Before any page: who logs in, which browser this is, and whether a link leads to somebody's workspace."""

from pathlib import Path

import streamlit as st

from lstm_core.runs import store
from lstm_core.runs import workspaces as kept
from lstm_core.ui import notices, workspaces

WORKSPACE = "workspace"
_VISITOR = st.components.v2.component("visitor", js=Path(__file__).with_name("visitor.js").read_text("utf-8"))


def check() -> None:
    """Ends the page where somebody has to log in first, or is asked to join a workspace."""
    if workspaces.is_logged_in() is False:
        log_in()
    asked = st.query_params.get(WORKSPACE)
    if not workspaces.on():
        st.query_params.pop(WORKSPACE, None)  # all share one here
        return
    if not workspaces.is_logged_in():
        remember()
    if asked is not None:
        invited(asked)


def log_in() -> None:
    """A page with nothing but the way in."""
    st.title("LSTM Lab")
    st.markdown("Log in to see your runs and your data.")
    auth = st.secrets.get("auth", {})
    providers = [None] if "client_id" in auth else [name for name, told in auth.items() if hasattr(told, "keys")]
    for provider in providers:
        label = f"Log in with {provider.capitalize()}" if provider else "Log in"
        st.button(label, type="primary", icon=":material/login:", on_click=st.login, args=(provider,), key=label)
    st.stop()


def remember() -> None:
    """Has the browser keep the id of this person's workspace."""
    key = "keys visitor"

    def known() -> None:
        told = st.session_state[key].get("known")
        if kept.is_id(told) and not kept.home_of(store.home(), workspaces.own()).exists():
            workspaces.be(told)

    _VISITOR(key=key, data={"name": workspaces.COOKIE, "id": workspaces.own()}, on_known_change=known)


def invited(asked: str) -> None:
    """Enters the workspace of a link where this person has been before; else asks first."""
    called = kept.name(store.home(), asked)
    mine = workspaces.own()
    if asked in (mine, workspaces.current()):
        st.query_params.pop(WORKSPACE)
    elif called is None:
        st.info(kept.UNKNOWN, icon=":material/info:")
    elif asked in kept.joined(store.home(), mine):
        join(asked)
        st.rerun()
    else:
        st.title(called)
        st.markdown(
            "This link leads to a workspace that others share. Join, and you see, train, rename and delete in it as"
            " they do; what you have in your own workspace stays yours alone."
        )
        with st.container(horizontal=True):
            st.button("Join", type="primary", icon=":material/group_add:", on_click=join, args=(asked,))
            st.button("Stay in mine", on_click=st.query_params.pop, args=(WORKSPACE, None))
        st.stop()


def join(workspace: str) -> None:
    """Goes to a workspace, to what the link shows of it."""
    with notices.shown():
        kept.enter(store.home(), workspaces.own(), workspace)
        workspaces.go(workspace)
    st.query_params.pop(WORKSPACE, None)
