"""Training as it happens: submit, follow, stop. Reads the run's folder; nothing here is lost by a reload."""

import streamlit as st

from lstm_core import readonly, specs
from lstm_core.errors import NotFound
from lstm_core.guide import glossary
from lstm_core.labs.asked import Pace
from lstm_core.runs import store
from lstm_core.runs.record import Record
from lstm_core.ui import fragment, frame, notices, resources, state, trying, words, workspaces
from lstm_core.ui.forms import experiment as form
from lstm_core.ui.sharing import classroom
from lstm_core.ui.training import cluster, control, film, heading, runs
from lstm_core.windows import cost, splits

EVERY = 1.0  # seconds between two looks at the folder


def start(experiment: specs.Experiment) -> None:
    """What will be trained, in one line, and the button."""
    window = experiment.window
    table = resources.features(experiment.data, experiment.features, window, experiment.split)
    splits.check(table.frame.index, experiment.split, window, table.known_ahead)
    if state.training_asked():
        begin(experiment)
    ahead = "the whole test period, one step fed back at a time" if window.whole_test else f"the next {window.horizon}"
    st.markdown(
        f"**{notices.plain(experiment.data.name)}** · {notices.plain(experiment.data.target)}  \n"
        f"{window.look_back} rows of {words.count(table.frame.shape[1], 'feature')} → {ahead}"
    )
    whole = splits.seen_whole(window, table.planned)
    rows, features = len(table.frame), cost.features(table.frame.shape[1], experiment.network)
    needs = cost.of(rows, features, window, experiment.network, experiment.training, seen_whole=whole)
    tried = trying.found("pace", trying.core(experiment))
    price(experiment, needs, tried)
    with st.container(horizontal=True):
        st.button(
            "Train",
            type="primary",
            icon=":material/play_arrow:",
            on_click=state.ask_training,
            key="train",
            disabled=readonly.on(),
            help=readonly.WORDS if readonly.on() else None,
        )
        if tried is None:
            st.button(
                "Measure",
                icon=":material/timer:",
                on_click=lambda: trying.begin(Pace(experiment=experiment), trying.core(experiment)),
                help="Times a few real batches of this very experiment in a worker; takes some seconds.",
            )
        with st.popover("As a file", icon=":material/description:"):
            st.download_button(
                "Save experiment.json",
                experiment.model_dump_json(indent=1),
                "experiment.json",
                "application/json",
                icon=":material/download:",
                help="The file that `python -m lstm_core run` takes, and this page.",
            )
            classroom.save()
            form.upload()


def price(experiment: specs.Experiment, needs: cost.Cost, tried: Record | None) -> None:
    """What the training will cost: estimated, or once somebody asked measured on a few real batches in a worker."""

    def measured(record: Record) -> None:
        if why := trying.fault(record):
            st.error(notices.plain(why), icon=":material/error:")
        else:
            told = next(iter(record.frames), None)
            st.caption(words.measured(needs, told, experiment.training) if told else trying.standing(record))

    if tried is None:
        st.caption(words.needs(needs, "It", resources.pace()))
    else:
        trying.follow(tried, measured, tried.state.is_over)


def begin(experiment: specs.Experiment) -> None:
    """Trains what the form holds now, and looks at it; a second click is none. No `st.` call can interrupt it."""
    if not is_under_way(state.run(), experiment):
        state.choose_run(resources.start(experiment, state.owner()).id)


def is_under_way(run_id: str | None, experiment: specs.Experiment) -> bool:
    """Whether the run is training this very experiment already."""
    try:
        record = store.open_run(workspaces.home(), run_id)
    except NotFound:
        return False
    return not record.state.is_over and record.experiment == experiment


def follow(run_id: str | None) -> None:
    """The run as it stands; looks again every second until it is over."""
    state.training_asked()  # a click on a form that was refused is not remembered
    with st.container(horizontal=True):
        runs.choose()
        cluster.panel()
    runs.undo_deletion()
    if run_id is None:
        st.caption(
            f"Press Train. The {glossary.link('loss')}, the forecast taking shape and the time left will stand here,"
            " live."
        )
        return
    record = store.open_run(workspaces.home(), run_id)
    going = not record.state.is_over
    fragment.of(look_again, run_every=EVERY if going else None)(record, (going, state.generation()))


def look_again(record: Record, drawn_for: tuple) -> None:
    """One look; the page is drawn anew when the run has ended, goes on or is gone, or a button changed the form."""
    over, there = record.state.is_over, state.run() == record.id and store.is_own(record.folder)
    if not there or drawn_for != (not over, state.generation()):
        st.rerun()
    if over and record.has_forecast and state.opens_when_done():
        st.switch_page(frame.FORECAST, query_params=state.address())
    parts = [st.container(key=f"{part}-part") for part in ("heading", "control", "signs")]
    with notices.shown():
        if record.damage:
            st.error(f"{record.damage} Delete the run, or put the file back.", icon=":material/error:")
            control.remove(record)
            return
        with parts[0]:
            heading.about(record)
            heading.state(record)
        with parts[1]:
            control.buttons(record)
        with parts[2]:
            heading.explain(record)
        film.watch(record, over)
