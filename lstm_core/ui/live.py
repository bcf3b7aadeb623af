"""Training as it happens: submit, follow, stop. Reads the run's folder; nothing here is lost by a reload."""

import streamlit as st

from lstm_core import presets, specs
from lstm_core.errors import NotFound
from lstm_core.guide import glossary
from lstm_core.labs.asked import Pace
from lstm_core.results import Progress, State
from lstm_core.runs import store
from lstm_core.runs.record import Record
from lstm_core.ui import frame, look, notices, resources, state, trying, words
from lstm_core.ui.forms import experiment as form
from lstm_core.windows import cost, splits

EVERY = 1.0  # seconds between two looks at the folder


def start(experiment: specs.Experiment) -> None:
    """What will be trained, in one line, and the button."""
    window = experiment.window
    table = resources.features(experiment.data, experiment.features, window, experiment.split)
    splits.check(table.frame.index, experiment.split, window, table.known_ahead)
    ahead = "the whole test period, one step fed back at a time" if window.whole_test else f"the next {window.horizon}"
    st.markdown(
        f"**{notices.plain(experiment.data.name)}** · {notices.plain(experiment.data.target)}  \n"
        f"{window.look_back} rows of {words.count(table.frame.shape[1], 'feature')} → {ahead}"
    )
    whole = splits.seen_whole(window, table.known_ahead)
    rows, features = len(table.frame), cost.features(table.frame.shape[1], experiment.network)
    needs = cost.of(rows, features, window, experiment.network, experiment.training, seen_whole=whole)
    tried = trying.found("pace", experiment)
    price(experiment, needs, tried)
    with st.container(horizontal=True):
        st.button(
            "Train", type="primary", icon=":material/play_arrow:", on_click=begin, args=(experiment,), key="train"
        )
        if tried is None:
            st.button(
                "Measure",
                icon=":material/timer:",
                on_click=lambda: trying.begin(Pace(experiment=experiment)),
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
        trying.follow(tried, measured)


def begin(experiment: specs.Experiment) -> None:
    """A click on Train: runs before the page is drawn, so nothing can interrupt it half way; a second click is none."""
    with notices.shown():
        if not is_under_way(state.run(), experiment):
            state.choose_run(resources.start(experiment).id)


def is_under_way(run_id: str | None, experiment: specs.Experiment) -> bool:
    """Whether the run is training this very experiment already."""
    try:
        record = store.open_run(store.home(), run_id)
    except NotFound:
        return False
    return not record.state.is_over and record.experiment == experiment


def follow(run_id: str | None) -> None:
    """The run as it stands; looks again every second until it is over."""
    if run_id is None:
        st.caption(
            f"Press Train. The {glossary.link('loss')}, the forecast taking shape and the time left will stand here,"
            " live."
        )
        return
    record = store.open_run(store.home(), run_id)
    running = not record.state.is_over
    st.fragment(look_again, run_every=EVERY if running else None)(record, running)


def look_again(record: Record, was_running: bool) -> None:
    """One look; when the run has just ended the whole page is drawn anew, or the forecast opened."""
    over = record.state.is_over
    if was_running and over:
        st.rerun()
    if over and record.has_forecast and state.opens_when_done():
        st.switch_page(frame.FORECAST, query_params=state.address())
    with notices.shown():
        about(record)
        header(record)
        learning(record)


def about(record: Record) -> None:
    """Which run this is, in one line: the form beside it may already say something else."""
    asked = record.experiment
    recipe = presets.PRESETS[asked.preset].title if asked.preset in presets.PRESETS else "Own design"
    st.caption(
        f"{recipe} · {notices.plain(asked.data.name)} · {notices.plain(asked.data.target)} ·"
        f" {asked.window.look_back} rows in · {words.ago(record.id)}"
    )


def header(record: Record) -> None:
    """State, progress and what can be done about it."""
    now = record.state
    if now is State.QUEUED:
        st.markdown("**Waiting for a free worker**" if resources.workers().ready else "**Starting the workers**")
        st.progress(0.0, text="Training begins as soon as a worker is free; TensorFlow takes some seconds to start.")
    elif now is State.RUNNING:
        progress = record.progress or Progress(record.stage)
        st.markdown(f"**{record.stage or 'Starting'}**")
        st.progress(progress.share, text=where(progress))
    if not now.is_over:
        asked = record.stop_asked
        st.button(
            "Stopping …" if asked else "Stop and keep the best",
            icon=":material/stop_circle:",
            on_click=record.ask_stop,
            disabled=asked,
            key="stop",
        )
    elif record.has_forecast:
        st.markdown(f"**{ended(record)}**  \n{notices.plain(record.verdict.sentence) if record.verdict else ''}")
        if st.button("See the forecast", type="primary", icon=":material/query_stats:"):
            st.switch_page(frame.FORECAST, query_params=state.address())
    elif now is State.INTERRUPTED:
        st.warning(
            "This run was interrupted: its processes ended before it was over. Train again.",
            icon=":material/power_off:",
        )
    else:
        st.error(notices.plain(record.error or record.stage or "This run failed."), icon=":material/error:")


def where(progress: Progress) -> str:
    """Epoch, batch and time left in one line."""
    if not progress.epochs:
        return "Getting ready"
    left = f" · about {words.span(progress.seconds_left)} left" if progress.seconds_left is not None else ""
    return f"Epoch {progress.epoch} of {progress.epochs} · batch {progress.batch} of {progress.batches}{left}"


def ended(record: Record) -> str:
    """How a run with a forecast came to its end."""
    how = "Stopped; the best weights are kept" if record.state is State.STOPPED else "Finished"
    return f"{how}: {words.count(record.epochs, 'epoch')} in {words.span(record.seconds.get('training'))}"


def learning(record: Record) -> None:
    """The losses beside the line to beat, and the validation forecast taking shape."""
    from lstm_core.ui.charts import learning as chart

    history, preview = record.history, record.preview
    if history:
        look.chart(chart.losses(history, look.dark()), "losses", "Training and validation loss by epoch")
    if preview:
        look.chart(chart.taking_shape(preview[-1], look.dark()), "shape", "Validation forecast over actual values")
