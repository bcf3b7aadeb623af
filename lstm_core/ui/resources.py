"""What all tabs share: kept datasets, the worker processes. Every cache decorator stands in this file."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.runs import store

if TYPE_CHECKING:
    from lstm_core.data.series import Dataset, Series
    from lstm_core.features.build import FeatureTable
    from lstm_core.jobs.workers import Workers
    from lstm_core.runs.record import Record
    from lstm_core.specs import Experiment, Features


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


def keep(dataset: "Dataset") -> str:
    """The dataset's id, once it is kept in the home folder."""
    from lstm_core.data import library

    return library.keep(store.home(), dataset)


@st.cache_resource(show_spinner="Opening the data …", max_entries=8)
def dataset(sha: str) -> "Dataset":
    """A kept dataset; frozen, so all tabs share one copy."""
    from lstm_core.data import library

    return library.load(store.home(), sha)


@st.cache_resource(show_spinner="Preparing the series …", max_entries=16)
def series(sha: str, target: str) -> "Series":
    """A kept dataset as a series with this target."""
    from lstm_core.data import series as made

    return made.of(dataset(sha), target)


def features(sha: str, target: str, chosen: "Features") -> "FeatureTable":
    """The feature table of a series."""
    return _features(sha, target, chosen.model_dump_json())


@st.cache_resource(show_spinner="Computing the features …", max_entries=16)
def _features(sha: str, target: str, chosen: str) -> "FeatureTable":
    from lstm_core.features import build
    from lstm_core.specs import Features

    return build.build(series(sha, target), Features.model_validate_json(chosen))


@st.cache_data(show_spinner=False, max_entries=8)
def tables(folder: Path, finished: float) -> tuple:
    """A finished run's backtest and forecast; `finished` is its end, so an old look is never shown for a new one."""
    from lstm_core.runs.record import Record

    record = Record(folder.name, folder)
    return record.backtest(), record.forecast()
