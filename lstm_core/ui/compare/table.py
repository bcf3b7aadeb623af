"""The runs in one table, each with its place in its group; the ticked rows are picked."""

import hashlib
import math
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from lstm_core.runs import listing
from lstm_core.runs.listing import Listed
from lstm_core.ui import fragment, state
from lstm_core.ui.compare import named, opened
from lstm_core.ui.training import runs as badges

OUTCOMES = {"better": "Better", "not_distinguishable": "Not distinguishable", "worse": "Worse"}
EVERY = 2.0  # seconds between two looks at the folder
TALL = 460  # px; fewer rows take less
PICKED = "picked runs"
VALIDATION = (
    "1 - error / error of the best simple method, in percent, on the validation part. Runs are ranked by it."
    " A choice among runs flatters the chosen one a little: test tells by how much."
)
TEST = "The same on the test part, beside the same simple method. For reporting: choose by validation."
COLUMNS = {
    "Name": st.column_config.TextColumn(pinned=True, width="medium"),
    "Pinned": st.column_config.CheckboxColumn(width="small"),
    "Rank": st.column_config.NumberColumn(
        format="%d", help="The place on validation among the runs on the same data and split, the best first."
    ),
    "Among": st.column_config.NumberColumn(format="%d", help="How many runs are ranked together."),
    "Validation skill": st.column_config.NumberColumn(format="%+.1f %%", help=VALIDATION),
    "Test skill": st.column_config.NumberColumn(format="%+.1f %%", help=TEST),
    "Verdict": st.column_config.TextColumn(help="Against the best baseline on test, and whether that could be luck."),
    "Sequence length": st.column_config.NumberColumn(format="%d"),
    "Took": st.column_config.NumberColumn(format="%.1f s", help="Seconds from the worker's start to the forecast."),
    "Age": st.column_config.DatetimeColumn(format="distance"),
    "Tags": st.column_config.ListColumn(),
    "Note": st.column_config.TextColumn(width="medium"),
}


def show(shown: list[Listed], runs: list[Listed]) -> None:
    """The table of the runs that fit, and the picked ones by name, which also a keyboard and a thumb can change."""
    ticked_since = rows(shown, named.apart(runs), listing.ranks(runs))
    full = named.apart(runs, named.full)
    key = f"{PICKED} {digest(full.values())}"  # the browser tells what was chosen by its words
    now = [run_id for run_id in state.picked() if run_id in full]
    elsewhere = st.session_state.get(key, now) != now
    if elsewhere:
        st.session_state[key] = now

    def chosen() -> None:
        if not ticked_since():  # else the box, which follows the ticks, may only not have heard of the one before
            state.pick(st.session_state[key])

    st.multiselect(
        "Picked runs",
        list(full),
        # It begins with them: what is only set is lost where the page runs again before the browser has drawn the box.
        default=None if elsewhere else now,
        format_func=full.get,
        key=key,
        on_change=chosen,
        placeholder="Tick runs in the table, or choose them here",
    )


def rows(shown: list[Listed], names: dict[str, str], places: dict[str, tuple[int, int]]) -> Callable[[], bool]:
    """The table itself; its ticks follow what is picked, and it begins with them as the box below does.

    What comes back tells whether it was ticked since.
    """
    if not shown:
        st.caption("No run fits. Clear the search, or choose fewer filters.")
        return lambda: False
    ids = [one.id for one in shown]
    key = f"runs {digest(ids)}"  # the browser tells what was ticked by its place
    ticked = {"selection": {"rows": [at for at, run_id in enumerate(ids) if run_id in state.picked()]}}
    before = st.session_state.get(key, ticked)
    elsewhere = sorted(before["selection"]["rows"]) != ticked["selection"]["rows"]
    if elsewhere:
        st.session_state[key] = {"selection": ticked["selection"] | {"columns": [], "cells": []}}
    st.dataframe(
        table(shown, names, places),
        column_config=COLUMNS,
        hide_index=True,
        height=TALL if len(shown) > 12 else "content",
        key=key,
        on_select=lambda: tick(ids, st.session_state[key]["selection"]["rows"]),
        selection_mode="multi-row",
        selection_default=None if elsewhere else ticked,
        alt="All runs, one a row; tick those to lay side by side",
    )
    return lambda: sorted(st.session_state[key]["selection"]["rows"]) != ticked["selection"]["rows"]


def digest(words: Iterable[str]) -> str:
    """A few letters that change when any of the words does."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


def picked(runs: list[Listed]) -> list[Listed]:
    """The picked runs, in the order in which they were picked; those that are gone are passed over."""
    there = {one.id: one for one in runs}
    return [there[run_id] for run_id in state.picked() if run_id in there]


def tick(ids: list[str], ticked: list[int]) -> None:
    """Picks the ticked rows, and keeps what is picked but not shown."""
    now = [ids[at] for at in ticked if at < len(ids)]
    kept = [run_id for run_id in state.picked() if run_id in now or run_id not in ids]
    state.pick([*kept, *(run_id for run_id in now if run_id not in kept)])


def table(shown: list[Listed], names: dict[str, str], places: dict[str, tuple[int, int]]) -> pd.DataFrame:
    """The runs as rows; columns that would be empty are left out."""
    told = pd.DataFrame([row(one, names[one.id], places.get(one.id)) for one in shown])
    empty = {"Pinned": not told["Pinned"].any(), "Tags": not told["Tags"].any(), "Note": not told["Note"].any()}
    return told.drop(columns=[name for name, nothing in empty.items() if nothing])


def row(one: Listed, name: str, place: tuple[int, int] | None) -> dict:
    """One run as the table tells it."""
    asked = one.asked
    skills = {part: 100 * one.skill(part) for part in ("validation", "test")}
    return {
        "Name": name,
        "State": badges.BADGES[one.state][0],
        "Rank": place and place[0],
        "Among": place and place[1],
        "Validation skill": skills["validation"],
        "Test skill": skills["test"],
        "Verdict": OUTCOMES.get(one.verdict.outcome) if one.verdict else None,
        "Data": asked.data.name if asked else None,
        "Target": asked.data.target if asked else None,
        "Features": len(asked.features.indicators) + len(asked.features.columns) if asked else None,
        "Network": named.network(asked) if asked else None,
        "Sequence length": asked.window.look_back if asked else None,
        "Horizon": asked.window.horizon if asked else None,
        "Took": math.nan if one.seconds is None else one.seconds,
        "Age": datetime.strptime(one.id[:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC),
        "Pinned": one.about.pinned,
        "Tags": list(one.about.tags),
        "Note": one.about.note,
    }


def follow(drawn: list[Listed]) -> None:
    """Draws the page anew when a run began, went on or ended meanwhile."""

    def look() -> None:
        if stands(opened.runs()) != stands(drawn):
            st.rerun()

    fragment.of(look, run_every=EVERY)()


def stands(runs: list[Listed]) -> list[tuple]:
    """Which runs there are, and where each stands."""
    return [(one.id, one.state) for one in runs]
