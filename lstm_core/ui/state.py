"""What one browser tab has chosen. Every session key of ours stands in this file, but those of `workspaces`.

The dataset, the target and the run also stand in the address, so a reload, a second tab and a link find them again.
"""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.errors import DamagedRun, NotFound
from lstm_core.runs import store
from lstm_core.ui import resources, workspaces

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future

    from lstm_core.evaluation.proof import Proof
    from lstm_core.many.sources import Found
    from lstm_core.specs import Data, Experiment, Features, Spec, Split, Window
    from lstm_core.ui.arrival import Arrival
    from lstm_core.ui.design import Design
    from lstm_core.ui.uploads import Upload

DATASET, TARGET, RUN, SEARCH = "data", "target", "run", "search"
LESSON, STEP, TERM = "lesson", "step", "term"
STANDS, PRESETS = "lesson_stands", "lesson_presets"
ORIGIN, LAYER, UNIT, INSIDE = "origin", "layer", "unit", "inside_run"
MODE, LAB, VIEW, PART = "mode", "lab", "view", "part"
DATA, FEATURES, WINDOW = "draft_data", "draft_features", "draft_window"
SPLIT, REMOVED, PROVEN = "draft_split", "removed_features", "proven"
DESIGN, TRIED, CALENDAR = "draft_design", "tried", "draft_calendar"
UPLOAD, ARRIVAL, DELETED = "upload", "arrival", "deleted"
GENERATION, OPEN_WHEN_DONE, COMPARED = "generation", "open_when_done", "compared_run"
CLASS, BEGUN, RUNS, DELETED_RUN, TRAIN = "class_met", "begun", "runs", "deleted_run", "train_asked"
PICKED, MOST_PICKED, DELETED_TOGETHER = "runs", 100, "deleted_together"  # PICKED in the address, RUNS in the session
DELETED_SEARCH = "deleted_search"
GROUP, MEMBER, DELETED_GROUP = "group", "series", "deleted_group"
ALL_ASKED, SENDING, FOUND = "many_asked", "many_sending", "many_found"


def linked(key: str, most: int = 200) -> str | None:
    """The value in the address, cut at so many characters; else the one of this session, put back into the address."""
    if key in st.query_params:
        st.session_state[f"linked_{key}"] = st.query_params[key][:most]
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
    return {
        key: value for key in (DATASET, TARGET, RUN, LESSON, STEP) if (value := st.session_state.get(f"linked_{key}"))
    }


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


def take_over(experiment: "Experiment") -> None:
    """Makes the data, the features and the window of an experiment the drafts of this tab."""
    from lstm_core.specs import Window

    choose_dataset(experiment.data.dataset, experiment.data.target)
    st.session_state[DATA] = experiment.data
    keep_features(experiment.features)
    keep_split(experiment.split)
    keep_window(Window(look_back=experiment.window.look_back, horizon=experiment.window.horizon))


def generation() -> int:
    """Part of the key of every widget that shows a draft: it changes when a draft was changed elsewhere."""
    return st.session_state.get(GENERATION, 0)


def renew() -> None:
    """Makes the widgets show their drafts anew; without this a widget holds on to what was last typed into it."""
    st.session_state[GENERATION] = generation() + 1


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


def deleted() -> tuple[str, str] | None:
    """Id and name of the dataset deleted last, which can still be brought back."""
    return st.session_state.get(DELETED)


def keep_deleted(sha: str | None, name: str = "") -> None:
    """Remembers what was deleted last; None forgets it."""
    st.session_state[DELETED] = (sha, name) if sha else None


def run() -> str | None:
    """The run that this tab looks at."""
    return linked(RUN)


def choose_run(run_id: str | None, open_when_done: bool = False) -> None:
    """Looks at a run; `open_when_done` goes on to its forecast by itself."""
    link(RUN, run_id)
    st.session_state[OPEN_WHEN_DONE] = open_when_done
    if run_id is not None:
        st.session_state[RUNS] = [run_id, *(one for one in runs() if one != run_id)]


def ask_training() -> None:
    """Remembers a click on Train until the form is read: it may hold a choice that was made just before."""
    st.session_state[TRAIN] = True


def training_asked() -> bool:
    """Whether Train was pressed; asked once."""
    return bool(st.session_state.pop(TRAIN, False))


def runs() -> list[str]:
    """The runs that this tab has looked at, the last one first."""
    return st.session_state.get(RUNS, [])


def owner() -> str:
    """Whose runs these are in the queue, so that people take turns."""
    return workspaces.owner()


def deleted_run() -> tuple[str, str] | None:
    """Id and name of the run deleted last, which can still be brought back."""
    return st.session_state.get(DELETED_RUN)


def keep_deleted_run(run_id: str | None, name: str = "") -> None:
    """Remembers which run was deleted last; None forgets it."""
    st.session_state[DELETED_RUN] = (run_id, name) if run_id else None


def search() -> str | None:
    """The search that this tab looks at."""
    return linked(SEARCH)


def choose_search(search_id: str | None) -> None:
    """Looks at a search; None at none."""
    link(SEARCH, search_id)


def deleted_search() -> tuple[str, str] | None:
    """Id and name of the search deleted last, which can still be brought back."""
    return st.session_state.get(DELETED_SEARCH)


def keep_deleted_search(search_id: str | None, name: str = "") -> None:
    """Remembers which search was deleted last; None forgets it."""
    st.session_state[DELETED_SEARCH] = (search_id, name) if search_id else None


def group() -> str | None:
    """The group of many series that this tab looks at."""
    return linked(GROUP)


def choose_group(group_id: str | None) -> None:
    """Looks at a group; None at none."""
    link(GROUP, group_id)


def member() -> str | None:
    """The series of a group that is looked at, as the address names it, unchecked."""
    return linked(MEMBER)


def choose_member(name: str) -> None:
    """Looks at that series of the group."""
    link(MEMBER, name)


def deleted_group() -> tuple[str, str] | None:
    """Id and name of the group deleted last, which can still be brought back."""
    return st.session_state.get(DELETED_GROUP)


def keep_deleted_group(group_id: str | None, name: str = "") -> None:
    """Remembers which group was deleted last; None forgets it."""
    st.session_state[DELETED_GROUP] = (group_id, name) if group_id else None


def ask_training_on_all() -> None:
    """Remembers a click until the form of many series is read, as `ask_training` does."""
    st.session_state[ALL_ASKED] = True


def training_on_all_asked() -> bool:
    """Whether to train on all was asked; asked once."""
    return bool(st.session_state.pop(ALL_ASKED, False))


def sending(group_id: str) -> "Future | None":
    """What this tab is sending, or has sent, of a group's runs."""
    return st.session_state.get(SENDING, {}).get(group_id)


def keep_sending(group_id: str, work: "Future") -> None:
    """Remembers that this tab sends a group's runs."""
    st.session_state[SENDING] = st.session_state.get(SENDING, {}) | {group_id: work}


def found(way: str) -> "tuple[object, Found | None]":
    """Where many series came from last by that way, and what was found there; None, None before."""
    return st.session_state.get(FOUND, {}).get(way, (None, None))


def keep_found(way: str, source: object, series: "Found") -> None:
    """Remembers what was found there."""
    st.session_state[FOUND] = st.session_state.get(FOUND, {}) | {way: (source, series)}


def enter(run_id: str) -> None:
    """Looks inside a run: origin, layer and unit of another one are forgotten, those in the address count."""
    if st.session_state.get(INSIDE, run_id) != run_id:
        for key in {ORIGIN, LAYER, UNIT} - set(st.query_params):
            link(key, None)
    st.session_state[INSIDE] = run_id


def class_met() -> bool:
    """Whether this tab was given what its class begins with."""
    return bool(st.session_state.get(CLASS))


def meet_class() -> None:
    """Remembers that it was given, so that a choice made since then stays."""
    st.session_state[CLASS] = True


def is_new_here() -> bool:
    """Whether no feature was drafted or taken from an address in this visit; asked once."""
    return not (st.session_state.get(FEATURES) or st.session_state.get(BEGUN)) and begin()


def begin() -> bool:
    """Remembers that the address was asked; from now on the drafts count."""
    st.session_state[BEGUN] = True
    return True


def picked() -> list[str]:
    """The runs that are compared, as the address names them, unchecked."""
    told = linked(PICKED, most=23 * MOST_PICKED) or ""  # an id and a comma
    return list(dict.fromkeys(filter(None, told.split(","))))


def pick(run_ids: list[str]) -> None:
    """Compares these runs, and says so in the address."""
    link(PICKED, ",".join(run_ids[:MOST_PICKED]) or None)


def deleted_together() -> list[tuple[str, str]]:
    """Ids and names of the runs that were deleted at one go, and can still be brought back."""
    return st.session_state.get(DELETED_TOGETHER, [])


def keep_deleted_together(runs: list[tuple[str, str]]) -> None:
    """Remembers which runs were deleted at one go; none forgets them."""
    st.session_state[DELETED_TOGETHER] = runs


def opens_when_done() -> bool:
    """Whether to go on to the forecast when the run is over; asked once."""
    return bool(st.session_state.pop(OPEN_WHEN_DONE, False))


def compared() -> tuple[str | None, bool]:
    """The run whose forecast was asked to be compared with the statistical methods, and whether these are fitted."""
    return st.session_state.get(COMPARED, (None, False))


def compare(run_id: str | None, fitted: bool = False) -> None:
    """Compares a run's forecast with the statistical methods; None no longer does."""
    st.session_state[COMPARED] = (run_id, fitted)


def upload() -> "Upload | None":
    """The last uploaded file with the choices it was read by, kept so that it can be read otherwise."""
    return st.session_state.get(UPLOAD)


def keep_upload(upload: "Upload | None") -> None:
    """Keeps an uploaded file for this session; None forgets it: the data now come from elsewhere."""
    st.session_state[UPLOAD] = upload


def arrival() -> "Arrival | None":
    """The data that are on their way to this tab."""
    return st.session_state.get(ARRIVAL)


def keep_arrival(arrival: "Arrival | None") -> None:
    """Remembers what is on its way; None forgets it."""
    st.session_state[ARRIVAL] = arrival


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


def calendar() -> bool:
    """Whether a recipe that goes by the calendar may add its waves."""
    return st.session_state.get(CALENDAR, True)


def keep_calendar(wanted: bool) -> None:
    """Keeps whether the calendar's waves are wanted."""
    st.session_state[CALENDAR] = wanted


def tried(lab: str) -> "tuple[str | None, Spec | None]":
    """The id of the lab of that kind that was played last for this tab, and what it was about."""
    return st.session_state.get(TRIED, {}).get(lab, (None, None))


def keep_tried(lab: str, run_id: str, about: "Spec") -> None:
    """Remembers which lab was played last."""
    st.session_state[TRIED] = st.session_state.get(TRIED, {}) | {lab: (run_id, about)}


def keep_recipe(name: str) -> None:
    """Has the Train page show a preset, for a plain LSTM."""
    from lstm_core.ui import design

    keep_design(design.of(name, recipe=name))


def lesson() -> tuple[str | None, str | None]:
    """Name and step of the lesson that the address names, unchecked; None, None outside a lesson."""
    return linked(LESSON), linked(STEP)


def enter_lesson(name: str | None, step: int = 1) -> None:
    """Goes on with a step of a lesson; None leaves it."""
    link(LESSON, name)
    link(STEP, name and str(step))


def stand(place: tuple) -> tuple | None:
    """Remembers at which place of a lesson this tab stands, and gives the one before; None at the first."""
    before, st.session_state[STANDS] = st.session_state.get(STANDS), place
    return before


def preset(key: str, usual: object) -> object:
    """What the control of that key begins with: as the lesson's step has it, else as usual."""
    return st.session_state.get(PRESETS, {}).get(key, usual)


def keep_presets(controls: "Mapping[str, object]") -> None:
    """Has the controls of a lesson's step begin with these values, by their keys; all others as usual."""
    st.session_state[PRESETS] = controls


def term() -> str | None:
    """The term of the glossary that the address asks for."""
    return st.query_params.get(TERM)


def proven() -> tuple:
    """What the proofs were last asked about, and what they found; None, None before."""
    return st.session_state.get(PROVEN, (None, None))


def keep_proven(asked: tuple, found: "dict[str, Proof] | None" = None) -> None:
    """Remembers what the proofs were asked about, and what they found."""
    st.session_state[PROVEN] = (asked, found)


def at_first(key: str, value: object) -> None:
    """Has the widget of that key begin with a value; once it is on the page it goes its own way. Call it before."""
    if key not in st.session_state:
        st.session_state[key] = value


def follow(key: str, value: object) -> None:
    """Makes the widget of that key show a draft's value, also where the draft was changed elsewhere. Call it before."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
