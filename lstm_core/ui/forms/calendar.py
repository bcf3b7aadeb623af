"""Whether the waves of day, week and year go in beside the chosen features: yes, where the recipe has them."""

import streamlit as st

from lstm_core import specs
from lstm_core.evaluation import preparing
from lstm_core.features import catalogue
from lstm_core.ui import resources, state

HELP = (
    "Where each row and each step ahead stands in the day, the week and the year, by the clock. Only what the training"
    " part has seen twice goes in. Switch it off to see what it is worth."
)


def asked(data: specs.Data, window: specs.Window, split: specs.Split, usual: bool) -> specs.Features:
    """The drafted features, and the waves that the data have unless they are switched off; none where not `usual`."""
    drafted = state.features()
    if not usual:
        return drafted
    whole = preparing.with_calendar(resources.series(data), drafted, window, split)
    added = [catalogue.find(pick.name).title for pick in whole.indicators[len(drafted.indicators) :]]
    if not added:
        return drafted
    named = ", ".join(added).lower()
    taken = st.toggle(f"Calendar: {named}", True, key="calendar", help=HELP, persist_state="session")
    return whole if taken else drafted
