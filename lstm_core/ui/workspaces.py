"""In whose home folder this tab works. Its session keys stand here, since `state` already asks where to look.

One home for all who come, as on a laptop, unless LSTM_LAB_WORKSPACES=1 or a login is configured: then everybody has a
private workspace. Its id is kept by the browser as a cookie, which comes with the first request of every later visit;
of people who log in it is made of who they are.
"""

import os
import secrets
from pathlib import Path

import streamlit as st

from lstm_core import readonly
from lstm_core.runs import store
from lstm_core.runs import workspaces as kept

OWN, CURRENT, VISIT = "own_workspace", "current_workspace", "owner"
COOKIE = "lstm_lab"


def on() -> bool:
    """Whether people have workspaces of their own; not where all may only look, at what there is."""
    wanted = os.environ.get("LSTM_LAB_WORKSPACES", "") == "1" or is_logged_in() is not None
    return wanted and not readonly.on()


def is_logged_in() -> bool | None:
    """Whether this person logged in; None where no login is configured."""
    told = st.user.to_dict().get("is_logged_in")
    return None if told is None else bool(told)


def home() -> Path:
    """The folder that this tab reads and writes. Ask for it in the page's own thread."""
    return kept.home_of(store.home(), current()) if on() else store.home()


def own() -> str:
    """The id of this person's private workspace: who logged in, or what the browser kept, or a new one."""
    if is_logged_in():
        return kept.of_user(str(st.user.get("iss", "")), str(st.user["sub"]))
    if OWN not in st.session_state:
        told = st.context.cookies.to_dict().get(COOKIE)
        st.session_state[OWN] = told if kept.is_id(told) else kept.new_id()
    return st.session_state[OWN]


def current() -> str:
    """The id of the workspace that this tab is in."""
    mine, now = own(), st.session_state.get(CURRENT)
    if now is None:
        now = st.session_state[CURRENT] = kept.current(store.home(), mine)
    elif now != mine and kept.name(store.home(), now) is None:  # it is shared no longer
        go(mine)
        now = mine
    return now


def go(workspace: str) -> None:
    """Works in a workspace from here on; nothing that was chosen in another one is carried along."""
    mine, visit = own(), owner_of_visit()
    for key in list(st.session_state):
        del st.session_state[key]
    st.session_state[VISIT] = visit
    st.session_state[CURRENT] = workspace
    if not is_logged_in():
        st.session_state[OWN] = mine


def be(workspace: str) -> None:
    """Has another private workspace, which this browser kept before."""
    st.session_state[OWN] = workspace
    st.session_state.pop(CURRENT, None)


def owner() -> str:
    """Who takes turns in the queue: the workspace, or in a home for all a name of chance for this visit."""
    return current() if on() else owner_of_visit()


def owner_of_visit() -> str:
    """A name of chance for this visit."""
    return st.session_state.setdefault(VISIT, secrets.token_hex(6))
