"""What one browser tab has chosen. Every session key of ours stands in this file.

The dataset, the target and the run also stand in the address, so a reload, a second tab and a link find them again.
"""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.errors import DamagedRun, NotFound
from lstm_core.runs import store

if TYPE_CHECKING:
    from lstm_core.specs import Experiment, Features, Split, Window

DATASET, TARGET, RUN = "data", "target", "run"
UPLOAD, FEATURES, WINDOW, OPEN_WHEN_DONE = "upload", "draft_features", "draft_window", "open_when_done"
SPLIT, REMOVED = "draft_split", "removed_features"


def linked(key: str) -> str | None:
    """The value in the address; else the one of this session, put back into the address."""
    if key in st.query_params:
        st.session_state[f"linked_{key}"] = st.query_params[key][:200]
    elif st.session_state.get(f"linked_{key}"):
        st.query_params[key] = st.session_state[f"linked_{key}"]
    return st.session_state.get(f"linked_{key}")


def link(key: str, value: str | None) -> None:
    """Remembers a value and puts it into the address; None forgets it."""
    st.session_state[f"linked_{key}"] = value
    if value is None:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value


def address() -> dict[str, str]:
    """What the next page's address should carry."""
    return {key: value for key in (DATASET, TARGET, RUN) if (value := st.session_state.get(f"linked_{key}"))}


def dataset() -> str | None:
    """The chosen dataset; where only a run is known, the one that it was trained on."""
    linked(TARGET)
    if linked(DATASET) is None and (run_id := linked(RUN)):
        try:
            take_over(store.open_run(store.home(), run_id).experiment)
        except (NotFound, DamagedRun):
            return None
    return linked(DATASET)


def take_over(experiment: "Experiment") -> None:
    """Makes the data, the features and the window of an experiment the drafts of this tab."""
    from lstm_core.specs import Window

    choose_dataset(experiment.data.dataset, experiment.data.target)
    keep_features(experiment.features)
    keep_split(experiment.split)
    keep_window(Window(look_back=experiment.window.look_back, horizon=experiment.window.horizon))


def choose_dataset(sha: str, target: str) -> None:
    """Takes a dataset; features that its columns may not have are forgotten."""
    if sha != st.session_state.get(f"linked_{DATASET}"):
        for key in (FEATURES, REMOVED, SPLIT):
            st.session_state.pop(key, None)
    link(DATASET, sha)
    link(TARGET, target)


def target() -> str | None:
    """The chosen target column."""
    return linked(TARGET)


def choose_target(column: str) -> None:
    """Takes another target of the same dataset."""
    link(TARGET, column)


def run() -> str | None:
    """The run that this tab looks at."""
    return linked(RUN)


def choose_run(run_id: str | None, open_when_done: bool = False) -> None:
    """Looks at a run; `open_when_done` goes on to its forecast by itself."""
    link(RUN, run_id)
    st.session_state[OPEN_WHEN_DONE] = open_when_done


def opens_when_done() -> bool:
    """Whether to go on to the forecast when the run is over; asked once."""
    return bool(st.session_state.pop(OPEN_WHEN_DONE, False))


def upload() -> tuple[str, bytes] | None:
    """Name and content of the last uploaded file, kept so that its time column can be chosen anew."""
    return st.session_state.get(UPLOAD)


def keep_upload(name: str, content: bytes) -> None:
    """Keeps an uploaded file for this session."""
    st.session_state[UPLOAD] = (name, content)


def forget_upload() -> None:
    """Drops the uploaded file: the data now come from elsewhere."""
    st.session_state.pop(UPLOAD, None)


def features() -> "Features":
    """The features drafted so far."""
    from lstm_core.specs import Features

    return st.session_state.get(FEATURES, Features())


def keep_features(draft: "Features") -> None:
    """Keeps the drafted features for the other pages; what was removed before can't be put back any more."""
    st.session_state[FEATURES] = draft
    st.session_state.pop(REMOVED, None)


def remove_features(draft: "Features", words: str) -> None:
    """Keeps the draft, and the one before it under the words that say what was taken away."""
    before = features()
    keep_features(draft)
    st.session_state[REMOVED] = (words, before)


def removed() -> tuple[str, "Features"] | None:
    """What was taken away last, in words, and the draft before it."""
    return st.session_state.get(REMOVED)


def window() -> "Window":
    """The window drafted so far."""
    from lstm_core.specs import Window

    return st.session_state.get(WINDOW, Window())


def keep_window(draft: "Window") -> None:
    """Keeps the drafted window for the other pages."""
    st.session_state[WINDOW] = draft


def split() -> "Split":
    """The split drafted so far."""
    from lstm_core.specs import Split

    return st.session_state.get(SPLIT, Split())


def keep_split(draft: "Split") -> None:
    """Keeps the drafted split for the other pages."""
    st.session_state[SPLIT] = draft


def follow(key: str, value: object) -> None:
    """Makes the widget of that key show a draft's value, also where the draft was changed elsewhere. Call it before."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
