"""Whether the waves of day, week and year go in beside the chosen features: yes, where the recipe has them."""

import streamlit as st

from lstm_core import specs
from lstm_core.evaluation import preparing
from lstm_core.features import catalogue
from lstm_core.presets import Preset
from lstm_core.ui import resources, state

HELP = (
    "Where each row and each step ahead stands in the day, the week and the year, by the clock. Only what the training"
    " part has seen twice goes in. Switch it off to see what it is worth."
)


def ask(data: specs.Data, preset: Preset) -> None:
    """The switch, with the names of the waves that the data have; nothing where there are none."""
    drafted, whole = state.features(), offered(data, preset)
    added = [catalogue.find(pick.name).title for pick in whole.indicators[len(drafted.indicators) :]]
    if added:
        state.follow("calendar", state.calendar())
        st.toggle(f"Calendar: {', '.join(added).lower()}", key="calendar", help=HELP, on_change=switch)


def switch() -> None:
    """It was switched."""
    state.keep_calendar(st.session_state["calendar"])


def features(data: specs.Data, preset: Preset) -> specs.Features:
    """The drafted features, and the waves beside them unless they are switched off."""
    return offered(data, preset) if state.calendar() else state.features()


def offered(data: specs.Data, preset: Preset) -> specs.Features:
    """The drafted features with the waves that the data have, where the preset goes by the calendar."""
    drafted = state.features()
    if not preset.calendar:
        return drafted
    return preparing.with_calendar(resources.series(data), drafted, state.window(), state.split())
