"""The group that is looked at: how far it is, its buttons, and what came of it. A reload loses nothing."""

import streamlit as st

from lstm_core import readonly
from lstm_core.errors import LabError
from lstm_core.many import groups
from lstm_core.results import Progress, State
from lstm_core.runs.record import Record
from lstm_core.ui import fragment, lists, notices, state, words, workspaces
from lstm_core.ui.many import reading, results, sending
from lstm_core.ui.many.reading import Reading
from lstm_core.ui.training import heading

EVERY = 1.0  # seconds between two looks at one network
EVERY_RUNS, EACH_RUN = 2.0, 0.01  # at many runs, whose folders take a while to read


def group() -> None:
    """The group in the address, looked at again and again until it is over; else what will stand here."""
    state.training_on_all_asked()  # a click on a form that was refused is not remembered
    choose()
    undo_deletion()
    if state.group() is None:
        st.caption(
            "Press Train on all. How far it is, the skill on each series, the best and the worst of them, and what they"
            " say together will stand here."
        )
        return
    read = reading.of(state.group())
    going = read.is_going or sending.is_sending(read.record)
    every = EVERY if read.together else EVERY_RUNS + EACH_RUN * len(read.group.members)
    fragment.of(look, run_every=every if going else None)(read.record.id, (going, state.generation()))
    if not going:
        results.show(read)


def choose() -> None:
    """The button that opens the list of groups."""
    found = {one.id: (entry(one), None) for one in groups.recent(workspaces.home(), lists.MOST)}
    lists.choose("Groups", found, state.group(), state.choose_group)


def entry(record: Record) -> str:
    """A group's line in the list."""
    asked = groups.asked_plain(record)
    how = "one network" if asked.get("way") == "together" else "a run each"
    name = notices.plain(str(asked.get("name"))[:60])
    return f"{name} · {len(asked['members']):,} series, {how} · {words.ago(record.id)}"


def undo_deletion() -> None:
    """A line that brings back what was deleted last."""
    if gone := state.deleted_group():
        lists.undo(f"“{notices.plain(gone[1])}”", "undo deleted group", sending.restore, gone[0])


def look(group_id: str, drawn_for: tuple) -> None:
    """One look; the page is drawn anew when the group has ended, goes on or is looked at no more."""
    if state.group() != group_id:
        st.rerun()
    with notices.shown():
        read = reading.of(group_id)
        going = read.is_going or sending.is_sending(read.record)
        if drawn_for != (going, state.generation()):
            st.rerun()
        with st.container(key="heading-part"):
            about(read)
            stands(read, going)
            buttons(read, going)
        refused(read)
        if going and not read.together:
            results.so_far(read)


def about(read: Reading) -> None:
    """Which group this is, in one line."""
    how = "one network for all" if read.together else "a run each"
    window = read.group.recipe.window
    st.caption(
        f"{notices.plain(read.group.name)} · {len(read.group.members):,} series · {how} · {window.look_back} rows in,"
        f" {window.horizon} ahead · {words.ago(read.record.id)}"
    )


def stands(read: Reading, going: bool) -> None:
    """How far it is."""
    if not going:
        if read.is_left and not read.together:
            over = sum(run.has_forecast for run in read.runs.values())
            st.info(f"{over:,} of {len(read.group.members):,} series have a forecast.", icon=":material/pause_circle:")
        st.empty()  # in place of the progress at once, so that nothing moves under the hand
        return
    if read.together:
        told = read.record.progress or Progress(read.record.stage)
        waits = read.record.state is State.QUEUED
        st.markdown(f"**{read.record.stage or ('Waiting for a free worker' if waits else 'Starting')}**")
        st.progress(told.share, text=heading.where(told))
        epoch(read)
        return
    done = sum(state.is_over for state in read.states.values())
    now = [name for name, state in read.states.items() if state is State.RUNNING]
    st.markdown(f"**{done:,} of {len(read.group.members):,} series are done**")
    beside = f"Training {notices.plain(', '.join(now)[:80])}" if now else "Waiting for a free worker"
    made = "" if not sending.is_sending(read.record) else f"; {len(read.runs):,} runs are in the queue so far"
    st.progress(read.share, text=f"{beside}{made}")


def epoch(read: Reading) -> None:
    """The last epoch's validation loss beside the line to beat."""
    if history := read.record.history:
        last = history[-1]
        st.caption(
            f"Validation loss {words.number(last.get('val_loss'))} after epoch {last.get('epoch')};"
            f" {last.get('baseline') or 'the best simple method'} has {words.number(last.get('line_to_beat'))}."
        )


def buttons(read: Reading, going: bool) -> None:
    """Stop or pause, or go on with what is missing, or delete; and another name."""
    record = read.record
    if readonly.on():
        return
    with st.container(horizontal=True):
        if going:
            steer(record)
            rename(read)
            return
        if read.is_left:
            st.button(
                "Resume what is missing",
                type="primary",
                icon=":material/play_arrow:",
                on_click=sending.resume,
                args=(record,),
                key="resume all",
            )
        st.button(
            "Delete",
            icon=":material/delete:",
            on_click=sending.delete,
            args=(record,),
            key="delete group",
            help="Can be undone." if read.together else "Can be undone. The runs stay.",
        )
        rename(read)


def steer(record: Record) -> None:
    """Stop and pause, for all at once."""
    stopping, pausing = record.stop_asked, record.pause_asked
    st.button(
        "Stopping …" if stopping else "Stop and keep what there is",
        icon=":material/stop_circle:",
        on_click=sending.stop,
        args=(record,),
        disabled=stopping,
        key="stop all",
    )
    if not stopping:
        st.button(
            "Pausing …" if pausing else "Pause all",
            icon=":material/pause:",
            on_click=sending.pause,
            args=(record,),
            disabled=pausing,
            help="Frees the workers for other runs. Resume goes on from the last whole epoch.",
            key="pause all",
        )


def rename(read: Reading) -> None:
    """A form for another name."""
    name, group_id = read.group.name, read.record.id
    with st.popover("Rename", icon=":material/edit:", key=f"rename {group_id}"):
        field = f"group name {group_id} {name}"
        with st.form(f"naming {group_id}", border=False):
            st.text_input("New name", name, max_chars=200, key=field, width=360)
            st.form_submit_button("Save", on_click=sending.rename, args=(read.record, field), type="primary")


def refused(read: Reading) -> None:
    """Why a group has failed, or its runs could not be made."""
    sent = state.sending(read.record.id)
    fault = sent.exception() if sent is not None and sent.done() else None
    if isinstance(fault, LabError):
        st.error(notices.plain(str(fault)), icon=":material/error:")
    elif fault is not None:
        raise fault
    if read.together and read.record.state in (State.FAILED, State.INTERRUPTED):
        st.error(notices.plain(read.record.error or "Training failed."), icon=":material/error:")
