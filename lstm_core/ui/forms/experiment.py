"""Preset or own design: the network and how it learns; and an experiment from elsewhere taken into the form."""

from contextlib import suppress

import streamlit as st

from lstm_core import presets, specs
from lstm_core.errors import BadSetting, NotFound
from lstm_core.ui import design, notices, resources, state
from lstm_core.ui.forms import calendar
from lstm_core.ui.forms.design import own, picture

MODELS = {"lstm": "LSTM", "gru": "GRU", "rnn": "Simple RNN", "hybrid": "ARIMA + LSTM"}
MODELS_HELP = (
    "LSTM: gates and a long memory. GRU: fewer gates, one memory. Simple RNN: no gates, forgets fast, good to compare"
    " with. ARIMA + LSTM: ARIMA, a classical method, forecasts what is linear; the network learns what ARIMA misses,"
    " and both are added up. Needs the direct strategy."
)


def experiment(data: specs.Data) -> specs.Experiment:
    """Everything that a run needs, from the pages before and the choices here."""
    drafted = state.design()
    titles = {name: preset.title for name, preset in presets.PRESETS.items()} | {design.OWN: "Own design"}
    state.follow("preset", drafted.recipe)
    st.segmented_control(
        "Recipe", list(titles), format_func=titles.get, required=True, wrap=True, key="preset", on_change=choose_recipe
    )
    state.follow("kind", drafted.network.kind)
    st.segmented_control(
        "Model",
        list(MODELS),
        format_func=MODELS.get,
        required=True,
        wrap=True,
        key="kind",
        help=MODELS_HELP,
        on_change=choose_model,
    )
    calendar.ask(data, presets.find(drafted.begun_as))
    if drafted.recipe == design.OWN:
        asked = None
        with suppress(BadSetting):
            asked = made(data)
        own.show(data, asked)
        return made(data)
    st.caption(presets.find(drafted.recipe).about)
    picture.on_request(asked := made(data))
    return asked


def choose_recipe() -> None:
    """Another recipe; an own design that nobody has changed begins as the preset that was chosen before.

    The form's widgets are new ones then: those that have just gone would come back without their values.
    """
    state.renew()
    drafted, recipe = state.design(), st.session_state["preset"]
    if recipe == design.OWN and drafted.recipe != design.OWN and not design.differences(drafted):
        state.keep_design(design.of(drafted.recipe, drafted.network.kind))
    else:
        state.keep_design(drafted.changed(recipe=recipe))


def choose_model() -> None:
    """Another kind of layers, for every recipe."""
    state.keep_design(state.design().changed(kind=st.session_state["kind"]))


def made(data: specs.Data) -> specs.Experiment:
    """The experiment that the drafts of this tab come to. Raises BadSetting where they don't fit together."""
    drafted = state.design()
    window, network, training = design.asked(drafted, state.window())
    return specs.checked(
        specs.Experiment,
        preset=drafted.recipe,
        data=data,
        features=calendar.features(data, presets.find(drafted.begun_as)),
        window=window,
        split=state.split(),
        network=network,
        training=training,
    )


def take(experiment: specs.Experiment) -> None:
    """Makes an experiment the drafts of this tab: data, features, window and split, recipe or design.

    Raises NotFound where its data are not kept here. May be called at any time; the widgets follow with the next run of
    the page.
    """
    try:
        resources.dataset(experiment.data.dataset)
    except NotFound as unknown:
        raise NotFound(
            f"This experiment was made for “{experiment.data.name}”, which is not kept here. Bring these data first,"
            " then take the experiment again."
        ) from unknown
    state.take_over(experiment)
    state.keep_design(design.taken(experiment))
    state.keep_calendar(False)  # its features are all that it asks for


def upload() -> None:
    """Where an experiment.json from a run or a colleague is taken into the form."""
    key = f"experiment file {state.generation()}"  # a file that was taken leaves the box empty
    if file := st.file_uploader("Open an experiment.json", type="json", max_upload_size=1, key=key):
        with notices.shown():
            from lstm_core.data import handed

            take(handed.experiment(file.getvalue()))
            st.rerun()
