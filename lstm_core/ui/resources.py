"""What all tabs share: kept datasets, the workers. Others cache in `measured`, `finished`, `scenes`, `many`."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core import readonly
from lstm_core.runs import store
from lstm_core.ui import workspaces
from lstm_core.ui.held import Held

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from lstm_core.data.gaps import Gaps
    from lstm_core.data.library import Kept
    from lstm_core.data.series import Dataset, Series
    from lstm_core.evaluation.look_back import Advice
    from lstm_core.features.build import FeatureTable
    from lstm_core.jobs.workers import Workers
    from lstm_core.runs.record import Record
    from lstm_core.specs import Data, Experiment, Features, Split, Window

READERS = 2  # data that are fetched or read at once; the rest wait
PACE_SECONDS = 20  # between two looks at how fast the last runs were
MOST_BYTES = 600 * 2**20  # of tables in memory


@st.cache_resource(show_spinner=False, validate=lambda workers: workers.is_alive, on_release=lambda gone: gone.close())
def workers() -> "Workers":
    """The worker processes; started once, and again when they have died."""
    from lstm_core.jobs.workers import Workers
    from lstm_core.search import driver

    started = Workers.start(store.home())
    driver.go_on(store.home(), started)
    return started


def warm_up() -> None:
    """Starts the workers, which import TensorFlow while the person is still looking around."""
    workers()


def start(experiment: "Experiment", owner: str = "") -> "Record":
    """A new run of the experiment, submitted to a worker. No `st.` call in between: a rerun can't interrupt it."""
    record = store.create(workspaces.home(), experiment)
    workers().submit(record, owner)
    return record


def longer(record: "Record", epochs: int, owner: str = "") -> "Record":
    """A new run that goes on from the end of this one for more epochs, submitted to a worker."""
    onward = store.longer(workspaces.home(), record, epochs)
    workers().submit(onward, owner)
    return onward


def pace() -> float | None:
    """How this machine's last runs compare with what was expected of them."""
    return _pace(workspaces.home())


@st.cache_data(show_spinner=False, ttl=PACE_SECONDS)
def _pace(home: Path) -> float | None:
    from lstm_core.runs import pace as pacing

    return pacing.of(home)


@st.cache_resource(show_spinner=False)
def readers() -> ThreadPoolExecutor:
    """The threads that fetch and read data while the page stays usable."""
    return ThreadPoolExecutor(READERS, "reader")


@st.cache_resource(show_spinner=False)
def held() -> Held:
    """The datasets, series and feature tables made last; frozen, so all tabs share one copy."""
    return Held(MOST_BYTES)


def keep(dataset: "Dataset", home: Path | None = None) -> str:
    """The dataset's id, once it is kept in the home folder; another thread says in which."""
    from lstm_core.data import library

    return library.keep(home or workspaces.home(), dataset)


def dataset(sha: str) -> "Dataset":
    """A kept dataset."""
    from lstm_core.data import library

    def made() -> "Dataset":
        with st.spinner("Opening the data …"):
            return library.load(home, sha)

    home = workspaces.home()
    return held().get(("dataset", home, sha), made)


def hold(sha: str, dataset: "Dataset") -> None:
    """Holds a dataset that was just made or renamed: it need not be opened again."""
    held().put(("dataset", workspaces.home(), sha), dataset)


def recent(limit: int, matching: str = "") -> "list[Kept]":
    """The datasets kept last whose name holds `matching`, the newest first."""
    from lstm_core.data import library

    return library.recent(workspaces.home(), limit, matching)


def rename(sha: str, name: str) -> None:
    """Gives a kept dataset another name."""
    from lstm_core.data import library

    library.rename(workspaces.home(), sha, name)
    held().drop(("dataset", workspaces.home(), sha))


def delete(sha: str) -> None:
    """Takes a dataset out of the list, for `restore` to bring back."""
    from lstm_core.data import library

    library.delete(workspaces.home(), sha)
    held().drop(("dataset", workspaces.home(), sha))


def restore(sha: str) -> None:
    """Brings a deleted dataset back."""
    from lstm_core.data import library

    library.restore(workspaces.home(), sha)


def remember(data: "Data") -> None:
    """Keeps what was last chosen for a dataset beside it; where people may only look, for this tab alone."""
    from lstm_core.data import library

    if not readonly.on():
        library.remember(workspaces.home(), data.dataset, data)


def remembered(sha: str) -> "Data | None":
    """What was last chosen for a dataset."""
    from lstm_core.data import library

    return library.remembered(workspaces.home(), sha)


def series(data: "Data") -> "Series":
    """A kept dataset as a series: its target, its roles and its preparation."""
    from lstm_core.data import series as regular

    def made() -> "Series":
        whole = dataset(data.dataset)
        with st.spinner("Preparing the series …"):
            return regular.of(whole, data.target, data.roles, data.preparation)

    return held().get(("series", workspaces.home(), settings(data)), made)


def settled(data: "Data", chosen: "Features", split: "Split") -> "Features":
    """The features with every period that is left open set to the season of the training part."""
    from lstm_core.features import catalogue

    if not any(map(catalogue.is_open, chosen.indicators)):
        return chosen
    return catalogue.settled(chosen, rhythm(data, split)[0].season)


def features(data: "Data", chosen: "Features", window: "Window", split: "Split") -> "FeatureTable":
    """The feature table of a series, as a run with this window and this split has it."""
    from lstm_core.features import build
    from lstm_core.windows import splits

    features, ahead = settled(data, chosen, split), splits.trained_horizon(window)

    def made() -> "FeatureTable":
        with st.spinner("Computing the features …"):
            return build.build(base, features, ahead)

    base = series(data)
    parts = splits.cut(base.frame.index, split)
    build.check(base, features, parts.train.stop, "the training part")
    ahead = ahead if build.known_ahead(base, features) else 0  # without such features the table is the same
    return held().get(("features", workspaces.home(), settings(data), features.model_dump_json(), ahead), made)


def columns(sha: str) -> "pd.DataFrame":
    """Missing values, smallest, mean and largest of each column of a dataset."""
    return _columns(workspaces.home(), sha)


@st.cache_data(show_spinner=False, max_entries=32)
def _columns(home: Path, sha: str) -> "pd.DataFrame":
    frame = dataset(sha).frame
    return frame.agg(["min", "mean", "max"]).T.assign(missing=frame.isna().sum())


def gaps(data: "Data") -> "Gaps":
    """What the target lacks in its dataset."""
    return _gaps(workspaces.home(), data.dataset, data.target)


@st.cache_resource(show_spinner=False, max_entries=32)
def _gaps(home: Path, sha: str, target: str) -> "Gaps":
    from lstm_core.data import gaps as lacking

    return lacking.found(dataset(sha), target)


def rhythm(data: "Data", split: "Split | None" = None) -> "tuple[Advice, np.ndarray, bool]":
    """The advice on sequence length, the training part's autocorrelation by lag, and whether its season is clear."""
    from lstm_core.specs import Split

    return _rhythm(workspaces.home(), settings(data), (split or Split()).model_dump_json())


@st.cache_resource(show_spinner=False, max_entries=32)
def _rhythm(home: Path, settled: str, split: str) -> "tuple[Advice, np.ndarray, bool]":
    from lstm_core.evaluation import look_back, seasonality
    from lstm_core.specs import Data, Split
    from lstm_core.windows import splits

    whole, asked = series(Data(**json.loads(settled), name="")), Split.model_validate_json(split)
    told = look_back.advice(whole, asked)
    train = whole.values[: splits.closed(splits.cut(whole.frame.index, asked), whole.peeking).train.stop]
    lags = seasonality.autocorrelation(train, min(len(train) // 3, max(100, 3 * told.season)))
    return told, lags, seasonality.is_clear(train, told.season)


def settings(data: "Data") -> str:
    """What makes the series, as text: all but the dataset's name."""
    return data.model_dump_json(exclude={"name"})
