"""Which of the runs the table shows."""

import streamlit as st

from lstm_core.results import State
from lstm_core.runs.listing import Listed
from lstm_core.ui.compare import named
from lstm_core.ui.training import runs as badges

SEARCH, GROUP, STATES, TAGS = "compare search", "compare group", "compare states", "compare tags"
ALL = "All data and splits"


def ask(runs: list[Listed]) -> tuple[list[Listed], tuple | None]:
    """The runs that fit what is asked for, pinned ones first; and the group that was chosen, None for all."""
    groups = named.groups(runs)
    standing, used = {one.state for one in runs}, tags(runs)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        said = st.text_input("Search", type="search", key=SEARCH, live=True, persist_state="session", width=220)
        together = box(
            st.selectbox,
            "Ranked together",
            GROUP,
            [ALL, *groups],
            help="Only runs on the same data, preparation, target, split and horizon are ranked against each other.",
            width=420,
        )
        states = box(
            st.multiselect,
            "State",
            STATES,
            [one for one in State if one in standing],
            format_func=lambda one: badges.BADGES[one][0],
            placeholder="All",
            width=220,
        )
        chosen = box(st.multiselect, "Tags", TAGS, used, placeholder="All", width=220) if used else []
    group = groups.get(together)
    fitting = [
        one
        for one in runs
        if (group is None or one.group == group)
        and (not states or one.state in states)
        and set(chosen) <= set(one.about.tags)
        and said.strip().casefold() in searched(one)
    ]
    return sorted(fitting, key=lambda one: not one.about.pinned), group


def tags(runs: list[Listed]) -> list[str]:
    """The tags in use."""
    return sorted({tag for one in runs for tag in one.about.tags}, key=str.casefold)


def box(widget, label: str, key: str, options: list, **how):
    """A choice that lasts while one looks at other pages; what is no longer on offer is no longer chosen."""
    kept = st.session_state.get(key)
    if isinstance(kept, list) and not set(kept) <= set(options):
        st.session_state[key] = [one for one in kept if one in options]
    elif not isinstance(kept, list) and kept not in options:
        st.session_state.pop(key, None)
    return widget(label, options, key=key, persist_state="session", **how)


def searched(one: Listed) -> str:
    """All words of a run that a search looks at."""
    asked = [one.asked.data.name, one.asked.data.target, named.network(one.asked)] if one.asked else []
    return " ".join([named.run(one), one.id, *asked, *one.about.tags, one.about.note]).casefold()
