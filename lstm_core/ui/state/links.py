"""What stands in the address, so that a reload, a second tab and a link find it again."""

import streamlit as st

DATASET, TARGET, RUN, SEARCH = "data", "target", "run", "search"
GROUP, MEMBER = "group", "series"
LESSON, STEP, TERM = "lesson", "step", "term"
ORIGIN, LAYER, UNIT = "origin", "layer", "unit"
MODE, LAB, VIEW, PART, PICKED = "mode", "lab", "view", "part", "runs"


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


def term() -> str | None:
    """The term of the glossary that the address asks for."""
    return st.query_params.get(TERM)
