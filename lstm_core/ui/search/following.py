"""A search as it goes: how far it is, what can be done with it, and what its trials show so far."""

import streamlit as st

from lstm_core import readonly
from lstm_core.results import State
from lstm_core.runs import store
from lstm_core.search import judging, shelf
from lstm_core.search.kept import Kept
from lstm_core.ui import fragment, lists, notices, state, words, workspaces
from lstm_core.ui.search import asking, results, winner

EVERY = 1.0  # seconds between two looks at the folder
MORE = 10  # trials to go on for
BADGES = {
    State.QUEUED: ("Not begun", ":material/schedule:", "gray"),
    State.RUNNING: ("Searching", ":material/travel_explore:", "blue"),
    State.FINISHED: ("Finished", ":material/check:", "green"),
    State.STOPPED: ("Stopped", ":material/stop_circle:", "gray"),
    State.FAILED: ("Failed", ":material/error:", "red"),
    State.INTERRUPTED: ("Interrupted", ":material/power_off:", "orange"),
}


def follow(search_id: str | None) -> None:
    """The search that the address names; looks again every second until it is over."""
    others()
    if search_id is None:
        st.caption(
            "Press Search. Each trial trains with other settings and is judged on the validation part; the leaderboard"
            " beside the simple methods, and what mattered, will stand here, live."
        )
        return
    kept = shelf.opened(workspaces.home(), search_id)
    going = kept.state is State.RUNNING
    fragment.of(look_again, run_every=EVERY if going else None)(kept, going)
    with notices.quiet():  # what is wrong with it the look says
        if not going and (found := judging.finding(kept.tried)):
            winner.show(kept, found)


def look_again(kept: Kept, going: bool) -> None:
    """One look; the page is drawn anew when the search has ended, goes on or is gone."""
    if state.search() != kept.id or not store.is_own(kept.folder) or (kept.state is State.RUNNING) != going:
        st.rerun()
    with notices.shown():
        asked, tried = kept.asked, kept.tried
        found = judging.finding(tried)
        with st.container(key="heading-part"):  # on a phone it stands before the form
            heading(kept, found)
            buttons(kept)
        if found:
            results.leaderboard(kept, found)
            results.charts(kept, asked, tried, found)
        elif tried:
            results.without(tried)


def heading(kept: Kept, found: judging.Finding | None) -> None:
    """Which search this is, how it stands, and what it means so far."""
    asked, made = kept.asked, sum(one.outcome != "cut" for one in kept.tried)
    data, now = asked.experiment.data, kept.state
    how = "guided (TPE)" if asked.guided else "random"
    st.caption(f"{notices.plain(data.name)} · {notices.plain(data.target)} · {how} · {words.ago(kept.id)}")
    if now is State.RUNNING:
        share, told = progress(kept, made)
        st.progress(share, text=told)
        under_way(kept)
    else:
        label, icon, color = BADGES[now]
        st.badge(f"{label} after {judging.trials(made)}, {words.span(kept.seconds)}", icon=icon, color=color)
    if now in (State.FAILED, State.INTERRUPTED) and kept.error:
        st.warning(notices.plain(kept.error), icon=":material/error:")
    if found:
        so_far = "So far: " if now is State.RUNNING else ""
        st.markdown(f"#### {so_far}{notices.plain(found.sentence)}")
        unseen = "" if kept.repeats else " The test part was not looked at."
        st.markdown(notices.plain(found.caution + unseen))


def progress(kept: Kept, made: int) -> tuple[float, str]:
    """How far the search is, and about how long still."""
    asked = kept.asked
    if asked.trials is None:
        left = max(0.0, 60 * asked.minutes - kept.seconds)
        return min(1.0, kept.seconds / (60 * asked.minutes)), f"{judging.trials(made)} made · {words.span(left)} left"
    told = f"{made} of {judging.trials(asked.trials)} made"
    if made:
        told += f" · about {words.span(kept.seconds / made * max(0, asked.trials - made))} left"
    return min(1.0, made / asked.trials), told


def under_way(kept: Kept) -> None:
    """What is being tried now."""
    now = kept.under_way
    if kept.stop_asked:
        st.caption("Stopping: trials under way are cut off, and asked anew when the search goes on.")
    elif not now:
        st.caption("Waiting for a free worker: trainings go first.")
    for number, record in now:
        if record.state is State.QUEUED:
            doing = "waiting for a worker"
        elif at := record.progress:
            doing = f"epoch {at.epoch} of {at.epochs}"
        else:
            doing = (record.stage or "Starting").lower()
        st.caption(f"Trial {number + 1}: {doing}")


def buttons(kept: Kept) -> None:
    """What can be done with the search as it stands."""
    now = kept.state
    if readonly.on():
        return
    with st.container(horizontal=True):
        if now is State.RUNNING:
            stopping = kept.stop_asked
            label = "Stopping …" if stopping else "Stop"
            icon = ":material/stop_circle:"
            st.button(label, icon=icon, on_click=kept.ask_stop, disabled=stopping, key="stop search")
            return
        if not kept.repeats:
            ended = now is State.FINISHED
            label, go = (f"Try {MORE} more", more) if ended else ("Resume", resume)
            kind = "secondary" if ended else "primary"
            st.button(label, icon=":material/play_arrow:", type=kind, on_click=go, args=(kept,), key="resume search")
        st.button("Delete", icon=":material/delete:", on_click=delete, args=(kept,), key="delete search")


def resume(kept: Kept) -> None:
    """Goes on with a search from the trials that it has."""
    with notices.shown():
        asking.drive(kept)


def more(kept: Kept) -> None:
    """Goes on for more trials; a second click is none."""
    with notices.shown():
        if kept.state.is_over:
            shelf.extend(kept, MORE)
        asking.drive(kept)


def others() -> None:
    """The way to other searches, and to the one deleted last."""
    choose()
    undo_deletion()


def choose() -> None:
    """The button that opens the list of searches to look at."""
    found = {one.id: entry(one) for one in shelf.recent(workspaces.home(), lists.MOST)}
    lists.choose("Searches", found, state.search(), state.choose_search)


def entry(kept: Kept) -> tuple[str, str]:
    """A search's line in the list, and its icon."""
    label, icon, _ = BADGES[kept.state]
    return f"{label} · {notices.plain(name(kept))} · {words.ago(kept.id)}", icon


def name(kept: Kept) -> str:
    """What a search is about; also of a damaged one."""
    told = "Damaged search"
    with notices.quiet():
        data = kept.asked.experiment.data
        told = f"{data.name} · {data.target}"
    return told[:80]


def delete(kept: Kept) -> None:
    """Deletes a search that is not under way; it can be brought back for a while. A second click is none."""
    with notices.shown():
        called = name(kept)
        if store.is_own(kept.folder):
            shelf.delete(workspaces.home(), kept.id)
        state.keep_deleted_search(kept.id, called)
        state.choose_search(None)


def undo_deletion() -> None:
    """A line that brings back what was deleted last."""
    if gone := state.deleted_search():
        search_id, called = gone
        lists.undo(f"“{notices.plain(called)}”", "undo deleted search", restore, search_id)


def restore(search_id: str) -> None:
    """Brings a deleted search back, and looks at it."""
    with notices.shown():
        shelf.restore(workspaces.home(), search_id)
        state.keep_deleted_search(None)
        state.choose_search(search_id)
