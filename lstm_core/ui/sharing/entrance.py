"""Before any page: who logs in, which browser this is, and whether a link leads to somebody's workspace."""

from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitAuthError

from lstm_core.errors import BadSetting
from lstm_core.runs import store
from lstm_core.runs import workspaces as kept
from lstm_core.ui import notices, workspaces

WORKSPACE = "workspace"
REFUSED = (
    "You are not logged in: the login was broken off, or its answer failed a check. Try again; if that does not help,"
    " ask who runs this server. Its log says why."
)
_VISITOR = st.components.v2.component("visitor", js=Path(__file__).with_name("visitor.js").read_text("utf-8"))
_LOGIN = st.components.v2.component("login", js=Path(__file__).with_name("login.js").read_text("utf-8"))


def check() -> None:
    """Ends the page where somebody has to log in first, or is asked to join a workspace."""
    inside = workspaces.is_logged_in()
    if inside is not None:
        told = _LOGIN(key="keys login", data={"inside": inside}, on_refused_change=lambda: None)
    if inside is False:
        log_in(bool(told.refused))
    asked = st.query_params.get(WORKSPACE)
    if not workspaces.on():
        st.query_params.pop(WORKSPACE, None)  # all share one here
        return
    if not inside:
        remember()
    if asked is not None:
        invited(asked)


def log_in(refused: bool) -> None:
    """A page with nothing but the way in, and a word where that was tried in vain. Ends the page."""
    st.title("LSTM Lab")
    st.markdown("Log in to see your runs and your data.")
    if refused:
        st.error(REFUSED, icon=":material/error:")
    auth = st.secrets.get("auth", {})
    named = [name for name, told in auth.items() if hasattr(told, "keys") and "client_id" in told]
    providers = [None, *named] if "client_id" in auth or not named else named
    with st.container(key="log in"):
        for provider in providers:
            label = f"Log in with {provider.capitalize()}" if provider else "Log in"
            if st.button(label, type="primary", icon=":material/login:", key=label):
                ask(provider)
    st.stop()


def ask(provider: str | None) -> None:
    """Sends the browser to who knows this person; where the login is not set up completely, says what is missing."""
    with notices.shown():
        try:
            st.login(provider)
        except StreamlitAuthError as fault:
            missing = " ".join(str(fault).replace("`", "").split())
            raise BadSetting(f"Nobody can log in here yet. {missing}") from None


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
