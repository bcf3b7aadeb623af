"""What is measured on the person's data when it is asked for, once for all tabs."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.runs import files
from lstm_core.runs.record import Record
from lstm_core.ui import finished, resources, workspaces

if TYPE_CHECKING:
    import numpy as np

    from lstm_core.evaluation.proof import Proof
    from lstm_core.inside.last import Last
    from lstm_core.inside.opened import Opened
    from lstm_core.inside.units import Study
    from lstm_core.specs import Data, Features, Split, Window


def relevance(data: "Data", chosen: "Features", split: "Split") -> tuple:
    """What each feature tells of the next value, how alike they are, and how many training rows said so."""
    told = chosen.model_dump_json(), split.model_dump_json()
    return _relevance(workspaces.home(), resources.settings(data), data, *told)


@st.cache_data(show_spinner="Asking the training rows …", max_entries=32)
def _relevance(home: Path, of: str, _data: "Data", chosen: str, split: str) -> tuple:
    from lstm_core.features import relevance as measuring
    from lstm_core.specs import Features, Split, Window
    from lstm_core.windows import splits

    asked = Split.model_validate_json(split)
    table = resources.features(_data, Features.model_validate_json(chosen), Window(horizon=1), asked)
    train = splits.cut(table.frame.index, asked).train
    rows = min(len(train), measuring.MOST_ROWS)
    return measuring.measured(table, train), measuring.redundancy(table, train), rows


def proofs(
    data: "Data", chosen: "Features", window: "Window", split: "Split", scaling: str, kind: str = "lstm"
) -> dict[str, "Proof"]:
    """The prefix test and the border test, run now; beside a hybrid the border test of its ARIMA too."""
    from lstm_core.evaluation import proof

    base, season = resources.series(data), resources.rhythm(data, split)[0].season
    told = {
        "prefix": proof.prefix(base, chosen, season),
        "border": proof.border(base, chosen, window, split, scaling),
    }
    return told | ({"arima": proof.arima(base, chosen, window, split, scaling)} if kind == "hybrid" else {})


def last_window(record: Record) -> "Last":
    """The last window of a run that is over, and its network."""
    return _last_window(record.folder)


@st.cache_resource(show_spinner="Opening the network …", max_entries=8)
def _last_window(folder: Path) -> "Last":
    from lstm_core.inside import last

    record = Record(folder.name, folder)
    asked = record.experiment
    return last.of(folder, asked, resources.series(asked.data), files.read_object(folder / "scaler.json"))


def opened(record: Record) -> "Opened":
    """The network of a run that is over, with the windows of any origin."""
    return _opened(record.folder, finished.ended(record))


@st.cache_resource(show_spinner="Opening the network …", max_entries=4)
def _opened(folder: Path, ended: float) -> "Opened":
    import pandas as pd

    from lstm_core.inside import opened

    record = Record(folder.name, folder)
    asked, told = record.experiment, files.read_object(folder / "scaler.json")
    kept = pd.concat([record.backtest(), record.forecast()]) if asked.network.kind == "hybrid" else None
    return opened.of(folder, asked, resources.series(asked.data), told, kept)


def studied(record: Record) -> "Study":
    """What the layers of that network did at the end of many windows of the test part."""
    return _studied(record.folder, finished.ended(record))


@st.cache_resource(show_spinner="Asking many windows …", max_entries=4)
def _studied(folder: Path, ended: float) -> "Study":
    from lstm_core.inside import units

    return units.study(_opened(folder, ended))


def tail(data: "Data", split: "Split", name: str, rows: int) -> "np.ndarray":
    """An entry of the catalogue by its defaults over the last rows of a series: (rows, outputs)."""
    from lstm_core.specs import Features, Pick

    pick = resources.settled(data, Features(indicators=(Pick(name=name),)), split).indicators[0]
    return _tail(workspaces.home(), resources.settings(data), data, pick.model_dump_json(), rows)


@st.cache_data(show_spinner=False, max_entries=1_000)
def _tail(home: Path, of: str, _data: "Data", pick: str, rows: int) -> "np.ndarray":
    from lstm_core.features import build, catalogue
    from lstm_core.specs import Pick

    base, asked = resources.series(_data), Pick.model_validate_json(pick)
    recent = dataclasses.replace(base, frame=base.frame.tail(rows + catalogue.warm_up(asked)))
    return build.indicator(recent, asked).tail(rows).to_numpy()
