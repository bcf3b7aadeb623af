"""What was deleted last, and can still be brought back: a dataset, a run, several runs, a search, a group."""

import streamlit as st

DELETED, DELETED_RUN, DELETED_TOGETHER = "deleted", "deleted_run", "deleted_together"
DELETED_SEARCH, DELETED_GROUP = "deleted_search", "deleted_group"


def deleted() -> tuple[str, str] | None:
    """Id and name of the dataset deleted last, which can still be brought back."""
    return st.session_state.get(DELETED)


def keep_deleted(sha: str | None, name: str = "") -> None:
    """Remembers what was deleted last; None forgets it."""
    st.session_state[DELETED] = (sha, name) if sha else None


def deleted_run() -> tuple[str, str] | None:
    """Id and name of the run deleted last, which can still be brought back."""
    return st.session_state.get(DELETED_RUN)


def keep_deleted_run(run_id: str | None, name: str = "") -> None:
    """Remembers which run was deleted last; None forgets it."""
    st.session_state[DELETED_RUN] = (run_id, name) if run_id else None


def deleted_together() -> list[tuple[str, str]]:
    """Ids and names of the runs that were deleted at one go, and can still be brought back."""
    return st.session_state.get(DELETED_TOGETHER, [])


def keep_deleted_together(runs: list[tuple[str, str]]) -> None:
    """Remembers which runs were deleted at one go; none forgets them."""
    st.session_state[DELETED_TOGETHER] = runs


def deleted_search() -> tuple[str, str] | None:
    """Id and name of the search deleted last, which can still be brought back."""
    return st.session_state.get(DELETED_SEARCH)


def keep_deleted_search(search_id: str | None, name: str = "") -> None:
    """Remembers which search was deleted last; None forgets it."""
    st.session_state[DELETED_SEARCH] = (search_id, name) if search_id else None


def deleted_group() -> tuple[str, str] | None:
    """Id and name of the group deleted last, which can still be brought back."""
    return st.session_state.get(DELETED_GROUP)


def keep_deleted_group(group_id: str | None, name: str = "") -> None:
    """Remembers which group was deleted last; None forgets it."""
    st.session_state[DELETED_GROUP] = (group_id, name) if group_id else None
