"""What all tabs share: kept datasets, the worker processes. Every cache decorator stands here or in `finished`."""

import dataclasses
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.runs import store
from lstm_core.ui.held import Held

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from lstm_core.data.gaps import Gaps
    from lstm_core.data.library import Kept
    from lstm_core.data.series import Dataset, Series
    from lstm_core.evaluation.look_back import Advice
    from lstm_core.evaluation.proof import Proof
    from lstm_core.features.build import FeatureTable
    from lstm_core.jobs.workers import Workers
    from lstm_core.runs.record import Record
    from lstm_core.specs import Data, Experiment, Features, Split, Window

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


def recent(limit: int, matching: str = "") -> "list[Kept]":
    """The datasets kept last whose name holds `matching`, the newest first."""
    from lstm_core.data import library

    return library.recent(store.home(), limit, matching)


def rename(sha: str, name: str) -> None:
    """Gives a kept dataset another name."""
    from lstm_core.data import library

    library.rename(store.home(), sha, name)
    held().drop(("dataset", sha))


def delete(sha: str) -> None:
    """Takes a dataset out of the list, for `restore` to bring back."""
    from lstm_core.data import library

    library.delete(store.home(), sha)
    held().drop(("dataset", sha))


def restore(sha: str) -> None:
    """Brings a deleted dataset back."""
    from lstm_core.data import library

    library.restore(store.home(), sha)


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
        base = series(data)
        with st.spinner("Computing the features …"):
            return build.build(base, features, ahead)

    ahead = ahead if build.known_ahead(series(data), features) else 0  # without such features the table is the same
    return held().get(("features", settings(data), features.model_dump_json(), ahead), made)


@st.cache_data(show_spinner=False, max_entries=32)
def columns(sha: str) -> "pd.DataFrame":
    """Missing values, smallest, mean and largest of each column of a dataset."""
    frame = dataset(sha).frame
    return frame.agg(["min", "mean", "max"]).T.assign(missing=frame.isna().sum())


def gaps(data: "Data") -> "Gaps":
    """What the target lacks in its dataset."""
    return _gaps(data.dataset, data.target)


@st.cache_resource(show_spinner=False, max_entries=32)
def _gaps(sha: str, target: str) -> "Gaps":
    from lstm_core.data import gaps as lacking

    return lacking.found(dataset(sha), target)


def rhythm(data: "Data", split: "Split | None" = None) -> "tuple[Advice, np.ndarray, bool]":
    """The advice on sequence length, the training part's autocorrelation by lag, and whether its season is clear."""
    from lstm_core.specs import Split

    return _rhythm(settings(data), (split or Split()).model_dump_json())


@st.cache_resource(show_spinner=False, max_entries=32)
def _rhythm(settled: str, split: str) -> "tuple[Advice, np.ndarray, bool]":
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


def relevance(data: "Data", chosen: "Features", split: "Split") -> tuple:
    """What each feature tells of the next value, how alike they are, and how many training rows said so."""
    return _relevance(settings(data), data, chosen.model_dump_json(), split.model_dump_json())


@st.cache_data(show_spinner="Asking the training rows …", max_entries=32)
def _relevance(of: str, _data: "Data", chosen: str, split: str) -> tuple:
    from lstm_core.features import relevance as measuring
    from lstm_core.specs import Features, Split, Window
    from lstm_core.windows import splits

    asked = Split.model_validate_json(split)
    table = features(_data, Features.model_validate_json(chosen), Window(horizon=1), asked)
    train = splits.cut(table.frame.index, asked).train
    rows = min(len(train), measuring.MOST_ROWS)
    return measuring.measured(table, train), measuring.redundancy(table, train), rows


def proofs(data: "Data", chosen: "Features", window: "Window", split: "Split", scaling: str) -> dict[str, "Proof"]:
    """The prefix test and the border test, run now, or what they gave for the very same."""
    asked = (part.model_dump_json() for part in (chosen, window, split))
    return _proofs(settings(data), data, *asked, scaling)


@st.cache_data(show_spinner="Comparing …", max_entries=32)
def _proofs(of: str, _data: "Data", chosen: str, window: str, split: str, scaling: str) -> dict[str, "Proof"]:
    from lstm_core.evaluation import proof
    from lstm_core.specs import Features, Split, Window

    features, asked = Features.model_validate_json(chosen), Split.model_validate_json(split)
    base, season = series(_data), rhythm(_data, asked)[0].season
    windows = Window.model_validate_json(window)
    return {
        "prefix": proof.prefix(base, features, season),
        "border": proof.border(base, features, windows, asked, scaling),
    }


def tail(data: "Data", split: "Split", name: str, rows: int) -> "np.ndarray":
    """An entry of the catalogue by its defaults over the last rows of a series: (rows, outputs)."""
    from lstm_core.specs import Features, Pick

    pick = settled(data, Features(indicators=(Pick(name=name),)), split).indicators[0]
    return _tail(settings(data), data, pick.model_dump_json(), rows)


@st.cache_data(show_spinner=False, max_entries=1_000)
def _tail(of: str, _data: "Data", pick: str, rows: int) -> "np.ndarray":
    from lstm_core.features import build, catalogue
    from lstm_core.specs import Pick

    base, asked = series(_data), Pick.model_validate_json(pick)
    recent = dataclasses.replace(base, frame=base.frame.tail(rows + catalogue.warm_up(asked)))
    return build.indicator(recent, asked).tail(rows).to_numpy()
