"""The Start page: what this is, a demo in one click, and the runs so far. Imports nothing slow before the click."""

import streamlit as st

from lstm_core import readonly
from lstm_core.data import demos
from lstm_core.data import samples as built_in
from lstm_core.runs import store
from lstm_core.runs.record import Record
from lstm_core.ui import arriving, frame, notices, resources, state, words, workspaces
from lstm_core.ui.training import runs


def welcome() -> None:
    """The promise in two lines, and the way to one's own data."""
    st.title("See an LSTM forecast your series")
    st.markdown(
        "Bring a series, watch a network learn it live, and read an honest answer:"
        " does it beat the simplest method, and could that be luck?"
    )
    label = "Look at the data" if readonly.on() else "Bring your own data"
    with st.container(horizontal=True):
        if st.button(label, type="primary", icon=":material/upload_file:", key="to data"):
            st.switch_page(frame.DATA, query_params=state.address())
        arriving.upload()


def samples() -> None:
    """One card a sample: a click trains a network on it and goes on to its forecast."""
    st.subheader("Or try one in a click")
    with st.grid(5, min_column_width=200):
        for demo in demos.DEMOS:
            sample = built_in.find(demo.sample)
            with st.container(border=True, height="stretch"):
                st.markdown(f"**:material/{sample.icon}: {sample.title}**")
                st.caption(demo.question)
                if st.button(
                    "Train it",
                    key=f"demo {demo.sample}",
                    width="stretch",
                    icon=":material/play_arrow:",
                    disabled=readonly.on(),
                    help=readonly.WORDS if readonly.on() else None,
                ):
                    with notices.shown():
                        begin(demo)


def begin(demo: demos.Demo) -> None:
    """Trains a demo by the Quick preset and its own changes, and shows it."""
    from lstm_core import presets, specs

    sample, quick = built_in.find(demo.sample), presets.find("quick")
    dataset = resources.keep(built_in.load(demo.sample))
    experiment = specs.checked(
        specs.Experiment,
        preset=quick.name,
        data=specs.checked(specs.Data, dataset=dataset, name=sample.title, target=sample.target),
        features=specs.checked(specs.Features, columns=demo.columns),
        window=specs.checked(specs.Window, look_back=demo.look_back, horizon=demo.horizon),
        network=quick.network,
        training=specs.checked(specs.Training, **quick.training.model_dump() | demo.training),
    )
    record = resources.start(experiment, state.owner())
    state.take_over(record.experiment)
    state.choose_run(record.id, open_when_done=True)
    st.switch_page(frame.TRAIN, query_params=state.address())


def recent_runs(limit: int = 8) -> None:
    """The newest runs, each with its state and its verdict."""
    records = store.recent(workspaces.home(), limit)
    if not records:
        return
    st.subheader("Recent runs")
    runs.undo_deletion()
    for record in records:
        row(record)
    if st.button("Compare all runs", icon=":material/compare_arrows:"):
        st.switch_page(frame.COMPARE, query_params=state.address())


def row(record: Record) -> None:
    """One run on one line: what, how it stands, what came out, and the way there."""
    label, icon, color = runs.BADGES[record.state]
    verdict = record.verdict
    said = verdict.sentence if verdict else record.error or record.stage
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(label, icon=icon, color=color)
        st.markdown(f"**{notices.plain(runs.name(record))}**  \n{notices.plain(said)}")
        st.caption(words.ago(record.id), width="content")
        page = frame.FORECAST if record.has_forecast else frame.TRAIN
        if st.button("Open", key=f"open {record.id}"):
            state.choose_run(record.id)
            st.switch_page(page, query_params={state.RUN: record.id})
        if record.state.is_over and not readonly.on():
            st.button(
                "Delete",
                icon=":material/delete:",
                key=f"remove {record.id}",
                help="Delete this run; it can be brought back.",
                on_click=runs.delete,
                args=(record,),
            )
