"""What all tabs share: kept datasets, the worker processes. Every cache decorator stands in this file."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.runs import store
from lstm_core.ui.held import Held

if TYPE_CHECKING:
    from lstm_core.data.series import Dataset, Series
    from lstm_core.features.build import FeatureTable
    from lstm_core.jobs.workers import Workers
    from lstm_core.runs.record import Record
    from lstm_core.specs import Data, Experiment, Features

READERS = 2  # data that are fetched or read at once; the rest wait
MOST_BYTES = 600 * 2**20  # of tables in memory


@st.cache_resource(show_spinner=False, validate=lambda workers: workers.is_alive, on_release=lambda gone: gone.close())
def workers() -> "Workers":
    """The worker processes; started once, and again when they have died."""
    from lstm_core.jobs.workers import Workers

    return Workers.start(store.home())


def warm_up() -> None:
    """Starts the workers, which import TensorFlow while the person is still looking around."""
    workers()


def start(experiment: "Experiment") -> "Record":
    """A new run of the experiment, submitted to a worker. No `st.` call in between: a rerun can't interrupt it."""
    record = store.create(store.home(), experiment)
    workers().submit(record)
    return record


@st.cache_resource(show_spinner=False)
def readers() -> ThreadPoolExecutor:
    """The threads that fetch and read data while the page stays usable."""
    return ThreadPoolExecutor(READERS, "reader")


@st.cache_resource(show_spinner=False)
def held() -> Held:
    """The datasets, series and feature tables made last; frozen, so all tabs share one copy."""
    return Held(MOST_BYTES)


def keep(dataset: "Dataset") -> str:
    """The dataset's id, once it is kept in the home folder."""
    from lstm_core.data import library

    return library.keep(store.home(), dataset)


def dataset(sha: str) -> "Dataset":
    """A kept dataset."""
    from lstm_core.data import library

    def made() -> "Dataset":
        with st.spinner("Opening the data …"):
            return library.load(store.home(), sha)

    return held().get(("dataset", sha), made)


def hold(sha: str, dataset: "Dataset") -> None:
    """Holds a dataset that was just made or renamed: it need not be opened again."""
    held().put(("dataset", sha), dataset)


def remember(data: "Data") -> None:
    """Keeps what was last chosen for a dataset beside it."""
    from lstm_core.data import library

    library.remember(store.home(), data.dataset, data)


def remembered(sha: str) -> "Data | None":
    """What was last chosen for a dataset."""
    from lstm_core.data import library

    return library.remembered(store.home(), sha)


def series(data: "Data") -> "Series":
    """A kept dataset as a series: its target, its roles and its preparation."""
    from lstm_core.data import series as regular

    def made() -> "Series":
        whole = dataset(data.dataset)
        with st.spinner("Preparing the series …"):
            return regular.of(whole, data.target, data.roles, data.preparation)

    return held().get(("series", settings(data)), made)


def features(data: "Data", chosen: "Features") -> "FeatureTable":
    """The feature table of a series."""
    from lstm_core.features import build

    def made() -> "FeatureTable":
        base = series(data)
        with st.spinner("Computing the features …"):
            return build.build(base, chosen)

    return held().get(("features", settings(data), chosen.model_dump_json()), made)


def settings(data: "Data") -> str:
    """What makes the series, as text: all but the dataset's name."""
    return data.model_dump_json(exclude={"name"})


@st.cache_data(show_spinner=False, max_entries=8)
def tables(folder: Path, finished: float) -> tuple:
    """A finished run's backtest and forecast; `finished` is its end, so an old look is never shown for a new one."""
    from lstm_core.runs.record import Record

    record = Record(folder.name, folder)
    return record.backtest(), record.forecast()
