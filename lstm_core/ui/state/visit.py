"""How this visit began, and what is on its way to it: a class's beginning, an uploaded file, data that arrive."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.ui.state.drafts import FEATURES

if TYPE_CHECKING:
    from lstm_core.ui.arrival import Arrival
    from lstm_core.ui.uploads import Upload

CLASS, BEGUN, UPLOAD, ARRIVAL = "class_met", "begun", "upload", "arrival"


def class_met() -> bool:
    """Whether this tab was given what its class begins with."""
    return bool(st.session_state.get(CLASS))


def meet_class() -> None:
    """Remembers that it was given, so that a choice made since then stays."""
    st.session_state[CLASS] = True


def is_new_here() -> bool:
    """Whether no feature was drafted or taken from an address in this visit; asked once."""
    return not (st.session_state.get(FEATURES) or st.session_state.get(BEGUN)) and begin()


def begin() -> bool:
    """Remembers that the address was asked; from now on the drafts count."""
    st.session_state[BEGUN] = True
    return True


def upload() -> "Upload | None":
    """The last uploaded file with the choices it was read by, kept so that it can be read otherwise."""
    return st.session_state.get(UPLOAD)


def keep_upload(upload: "Upload | None") -> None:
    """Keeps an uploaded file for this session; None forgets it: the data now come from elsewhere."""
    st.session_state[UPLOAD] = upload


def arrival() -> "Arrival | None":
    """The data that are on their way to this tab."""
    return st.session_state.get(ARRIVAL)


def keep_arrival(arrival: "Arrival | None") -> None:
    """Remembers what is on its way; None forgets it."""
    st.session_state[ARRIVAL] = arrival
