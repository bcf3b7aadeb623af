"""What this tab looks at of many series, and what it has asked of them."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.ui.state.links import GROUP, MEMBER, link, linked

if TYPE_CHECKING:
    from concurrent.futures import Future

    from lstm_core.many.sources import Found

ALL_ASKED, SENDING, FOUND = "many_asked", "many_sending", "many_found"


def group() -> str | None:
    """The group of many series that this tab looks at."""
    return linked(GROUP)


def choose_group(group_id: str | None) -> None:
    """Looks at a group; None at none."""
    link(GROUP, group_id)


def member() -> str | None:
    """The series of a group that is looked at, as the address names it, unchecked."""
    return linked(MEMBER)


def choose_member(name: str) -> None:
    """Looks at that series of the group."""
    link(MEMBER, name)


def ask_training_on_all() -> None:
    """Remembers a click until the form of many series is read, as `ask_training` does."""
    st.session_state[ALL_ASKED] = True


def training_on_all_asked() -> bool:
    """Whether to train on all was asked; asked once."""
    return bool(st.session_state.pop(ALL_ASKED, False))


def sending(group_id: str) -> "Future | None":
    """What this tab is sending, or has sent, of a group's runs."""
    return st.session_state.get(SENDING, {}).get(group_id)


def keep_sending(group_id: str, work: "Future") -> None:
    """Remembers that this tab sends a group's runs."""
    st.session_state[SENDING] = st.session_state.get(SENDING, {}) | {group_id: work}


def found(way: str) -> "tuple[object, Found | None]":
    """Where many series came from last by that way, and what was found there; None, None before."""
    return st.session_state.get(FOUND, {}).get(way, (None, None))


def keep_found(way: str, source: object, series: "Found") -> None:
    """Remembers what was found there."""
    st.session_state[FOUND] = st.session_state.get(FOUND, {}) | {way: (source, series)}
