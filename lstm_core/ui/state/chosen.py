"""What this tab looks at: a run, a search, several runs; and what it last asked of a run, a lab or the proofs."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.ui import workspaces
from lstm_core.ui.state.links import LAYER, ORIGIN, PICKED, RUN, SEARCH, UNIT, link, linked

if TYPE_CHECKING:
    from lstm_core.evaluation.proof import Proof
    from lstm_core.specs import Spec

RUNS, OPEN_WHEN_DONE, TRAIN, INSIDE = "runs", "open_when_done", "train_asked", "inside_run"
COMPARED, TRIED, PROVEN = "compared_run", "tried", "proven"
MOST_PICKED = 100


def run() -> str | None:
    """The run that this tab looks at."""
    return linked(RUN)


def choose_run(run_id: str | None, open_when_done: bool = False) -> None:
    """Looks at a run; `open_when_done` goes on to its forecast by itself."""
    link(RUN, run_id)
    st.session_state[OPEN_WHEN_DONE] = open_when_done
    if run_id is not None:
        st.session_state[RUNS] = [run_id, *(one for one in runs() if one != run_id)]


def runs() -> list[str]:
    """The runs that this tab has looked at, the last one first."""
    return st.session_state.get(RUNS, [])


def owner() -> str:
    """Whose runs these are in the queue, so that people take turns."""
    return workspaces.owner()


def ask_training() -> None:
    """Remembers a click on Train until the form is read: it may hold a choice that was made just before."""
    st.session_state[TRAIN] = True


def training_asked() -> bool:
    """Whether Train was pressed; asked once."""
    return bool(st.session_state.pop(TRAIN, False))


def opens_when_done() -> bool:
    """Whether to go on to the forecast when the run is over; asked once."""
    return bool(st.session_state.pop(OPEN_WHEN_DONE, False))


def enter(run_id: str) -> None:
    """Looks inside a run: origin, layer and unit of another one are forgotten, those in the address count."""
    if st.session_state.get(INSIDE, run_id) != run_id:
        for key in {ORIGIN, LAYER, UNIT} - set(st.query_params):
            link(key, None)
    st.session_state[INSIDE] = run_id


def compared() -> tuple[str | None, bool]:
    """The run whose forecast was asked to be compared with the statistical methods, and whether these are fitted."""
    return st.session_state.get(COMPARED, (None, False))


def compare(run_id: str | None, fitted: bool = False) -> None:
    """Compares a run's forecast with the statistical methods; None no longer does."""
    st.session_state[COMPARED] = (run_id, fitted)


def search() -> str | None:
    """The search that this tab looks at."""
    return linked(SEARCH)


def choose_search(search_id: str | None) -> None:
    """Looks at a search; None at none."""
    link(SEARCH, search_id)


def picked() -> list[str]:
    """The runs that are compared, as the address names them, unchecked."""
    told = linked(PICKED, most=23 * MOST_PICKED) or ""  # an id and a comma
    return list(dict.fromkeys(filter(None, told.split(","))))


def pick(run_ids: list[str]) -> None:
    """Compares these runs, and says so in the address."""
    link(PICKED, ",".join(run_ids[:MOST_PICKED]) or None)


def tried(lab: str) -> "tuple[str | None, Spec | None]":
    """The id of the lab of that kind that was played last for this tab, and what it was about."""
    return st.session_state.get(TRIED, {}).get(lab, (None, None))


def keep_tried(lab: str, run_id: str, about: "Spec | None") -> None:
    """Remembers which lab was played last."""
    st.session_state[TRIED] = st.session_state.get(TRIED, {}) | {lab: (run_id, about)}


def proven() -> tuple:
    """What the proofs were last asked about, and what they found; None, None before."""
    return st.session_state.get(PROVEN, (None, None))


def keep_proven(asked: tuple, found: "dict[str, Proof] | None" = None) -> None:
    """Remembers what the proofs were asked about, and what they found."""
    st.session_state[PROVEN] = (asked, found)
