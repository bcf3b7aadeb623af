"""What is being asked for, and not yet trained: the data, the features, the window, the split and the design."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.errors import DamagedRun, NotFound
from lstm_core.runs import store
from lstm_core.ui import resources, workspaces
from lstm_core.ui.state.links import DATASET, RUN, TARGET, link, linked
from lstm_core.ui.state.widgets import renew

if TYPE_CHECKING:
    from lstm_core.specs import Data, Experiment, Features, Split, Window
    from lstm_core.ui.design import Design

DATA, FEATURES, WINDOW, SPLIT = "draft_data", "draft_features", "draft_window", "draft_split"
DESIGN, CALENDAR, REMOVED = "draft_design", "draft_calendar", "removed_features"


def dataset() -> str | None:
    """The chosen dataset; where only a run is known, the one that it was trained on."""
    linked(TARGET)
    if linked(DATASET) is None and (run_id := linked(RUN)):
        try:
            take_over(store.open_run(workspaces.home(), run_id).experiment)
            keep_calendar(False)  # its features are all that it asks for
        except (NotFound, DamagedRun):
            return None
    return linked(DATASET)


def choose_dataset(sha: str, target: str | None = None) -> None:
    """Takes a dataset, with the target that it had last; features that its columns may not have are forgotten."""
    if sha != st.session_state.get(f"linked_{DATASET}"):
        for key in (FEATURES, REMOVED, SPLIT):
            st.session_state.pop(key, None)
    st.session_state.pop(DATA, None)
    link(DATASET, sha)
    link(TARGET, target or data().target)
    renew()


def forget_dataset() -> None:
    """Has no dataset chosen any more."""
    st.session_state.pop(DATA, None)
    link(DATASET, None)
    link(TARGET, None)


def take_over(experiment: "Experiment") -> None:
    """Makes the data, the features and the window of an experiment the drafts of this tab."""
    from lstm_core.specs import Window

    choose_dataset(experiment.data.dataset, experiment.data.target)
    st.session_state[DATA] = experiment.data
    keep_features(experiment.features)
    keep_split(experiment.split)
    keep_window(Window(look_back=experiment.window.look_back, horizon=experiment.window.horizon))


def data() -> "Data":
    """The chosen dataset with its target, roles and preparation, as drafted here or as last chosen for it."""
    from lstm_core import specs

    sha = dataset()
    draft = st.session_state.get(DATA)
    if draft is None or draft.dataset != sha:
        found = resources.dataset(sha)
        first = specs.checked(specs.Data, dataset=sha, name=found.name[:200], target=found.target)
        draft = st.session_state[DATA] = resources.remembered(sha) or first
    if linked(TARGET) and linked(TARGET) != draft.target and linked(TARGET) in resources.dataset(sha).frame:
        draft = st.session_state[DATA] = draft.model_copy(update={"target": linked(TARGET)})
    if linked(TARGET) != draft.target:
        link(TARGET, draft.target)
    return draft


def redraft(**changes: object) -> "Data":
    """The draft with these changes, kept for the other pages and for the next time that this dataset is chosen."""
    from lstm_core import specs

    before = data()
    draft = specs.checked(specs.Data, **dict(before) | changes)
    if draft != before:
        st.session_state[DATA] = draft
        link(TARGET, draft.target)
        resources.remember(draft)
    return draft


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


def design() -> "Design":
    """The recipe or own design drafted so far."""
    from lstm_core.ui.design import Design

    return st.session_state.get(DESIGN, Design())


def keep_design(draft: "Design") -> None:
    """Keeps the drafted design."""
    st.session_state[DESIGN] = draft


def keep_recipe(name: str) -> None:
    """Has the Train page show a preset, for a plain LSTM."""
    from lstm_core.ui import design

    keep_design(design.of(name, recipe=name))


def calendar() -> bool:
    """Whether a recipe that goes by the calendar may add its waves."""
    return st.session_state.get(CALENDAR, True)


def keep_calendar(wanted: bool) -> None:
    """Keeps whether the calendar's waves are wanted."""
    st.session_state[CALENDAR] = wanted
