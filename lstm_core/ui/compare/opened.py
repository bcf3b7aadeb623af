"""All runs, and the forecasts of those that are over, read once for all tabs."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.errors import DamagedRun
from lstm_core.evaluation import baselines
from lstm_core.runs import listing
from lstm_core.ui import finished, workspaces

if TYPE_CHECKING:
    import pandas as pd


def runs() -> list[listing.Listed]:
    """All runs, the newest first."""
    return _listing(workspaces.home()).runs()


@st.cache_resource(show_spinner=False)
def _listing(home: Path) -> listing.Listing:
    return listing.Listing(home)


def tested(run: listing.Listed) -> "dict[str, pd.DataFrame]":
    """By model, ours and the simplest methods, the multi-step rows of a run's test part; DamagedRun without them."""
    return _tested(run.record.folder, finished.ended(run.record), run.asked.network.kind)


@st.cache_resource(show_spinner=False, max_entries=24)
def _tested(folder: Path, ended: float, ours: str) -> "dict[str, pd.DataFrame]":
    from lstm_core.runs.record import Record

    rows = Record(folder.name, folder).backtest()
    rows = rows[(rows.part == "test") & (rows["mode"] == "multi_step") & rows.model.isin([ours, *baselines.NAMES])]
    if not (rows.model == ours).any():
        raise DamagedRun(f"The backtest of run {folder.name} lacks its own forecasts. Train it again.")
    return dict(iter(rows.groupby("model")))


def optimism(runs: list[listing.Listed], looks: int) -> float:
    """What the best of so many equally good runs gains on test by chance, told by these runs, in the series' units."""
    told = ((run.record.folder, finished.ended(run.record), run.asked.network.kind) for run in runs)
    return _optimism(tuple(told), looks)


@st.cache_data(show_spinner=False, max_entries=64)
def _optimism(runs: tuple, looks: int) -> float:
    from lstm_core.evaluation import comparing

    return comparing.optimism(comparing.common({told[0].name: _tested(*told)[told[2]] for told in runs}), looks)
