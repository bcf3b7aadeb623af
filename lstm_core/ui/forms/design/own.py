"""The whole form: what it starts from, what differs by now, and four groups of settings."""

import streamlit as st

from lstm_core import presets, specs
from lstm_core.ui import design, state
from lstm_core.ui.forms.design import boxes, layers, picture, rate
from lstm_core.ui.forms.preparation import LEARN_AS, LEARN_HELP

PATHS = {
    "direct": "Direct: all steps at once",
    "recursive": "Recursive: one step, fed back in",
    "whole": "Recursive over the whole test period",
}
SCALINGS = {
    "window": "Relative to each window's end",
    "window_spread": "Relative to each window's mean and spread",
    "standard": "Standard (mean 0, spread 1)",
    "robust": "Robust (median and quartiles)",
    "minmax": "Min-max (0 to 1)",
}
COMPANIONS = {"held": "Held at their last value", "joint": "Forecast by the network too"}
LOSSES = {
    "mean_squared_error": "Mean squared error (MSE)",
    "mean_absolute_error": "Mean absolute error (MAE)",
    "huber": "Huber",
}
OPTIMIZERS = {"adam": "Adam", "adamw": "AdamW", "rmsprop": "RMSprop"}
SCHEDULES = {"constant": "Constant", "cosine": "Falls like a cosine"}


def show(data: specs.Data, asked: specs.Experiment | None) -> None:
    """The form; `asked` is what it stands at, None where that can't be."""
    start()
    network, learning, ending, advanced = st.tabs(["Network", "Learning", "Ending", "Advanced"])
    with network:
        layers.show()
        boxes.switch("Read both ways", "bidirectional")
        boxes.switch("A linear layer beside", "linear")
        boxes.optional("A dense layer behind", "Its units", "head", 16, 1, 512)
        if asked:
            picture.show(asked)
    with learning:
        rate.show(asked)
        with st.container(horizontal=True):
            boxes.choice("Schedule", "schedule", SCHEDULES)
            boxes.choice("Optimiser", "optimizer", OPTIMIZERS)
        if state.design().training.schedule == "cosine":
            boxes.optional("Start the rate again", "After epochs", "cycle", 5, 1, 1000)
        boxes.choice("Loss", "loss", LOSSES)
        boxes.number("Batch size", "batch_size", 1, 2048, width=180)
    with ending:
        boxes.number("Epochs", "epochs", 1, 1000, width=180)
        boxes.optional("Stop early", "Patience, epochs", "patience", 6, 1, 1000)
    with advanced:
        boxes.choice("Strategy", "path", PATHS)
        boxes.choice("Scaling", "scaling", SCALINGS)
        learn_as(data)
        if state.design().path != "direct" and state.features().columns:
            boxes.choice("Other columns along the forecast", "companions", COMPANIONS)
        boxes.optional("Clip gradients", "Largest norm", "clip", 1.0, 0.001, 1000.0)
        boxes.switch("Read the mean of all states, too", "pooled")
        boxes.number("Seed", "seed", 0, 2**31 - 1, width=180)


def start() -> None:
    """The preset that the design begins as, what differs from it, and the way back to it."""
    drafted = state.design()
    key = boxes.follow("base")
    differs = bool(design.differences(drafted))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Start from",
            list(presets.PRESETS),
            format_func=lambda name: presets.PRESETS[name].title,
            key=key,
            on_change=choose_base,
            args=(key,),
            help="Choosing a preset sets everything below as it has it.",
            width=180,
        )
        st.button("Reset", icon=":material/undo:", on_click=start_from, args=(drafted.base,), disabled=not differs)
    st.caption(design.in_words(drafted))


def choose_base(key: str) -> None:
    """Another preset to start from; the same one says nothing, and may be told again when widgets come and go."""
    if st.session_state[key] != state.design().base:
        start_from(st.session_state[key])


def start_from(base: str) -> None:
    """Everything as the preset has it, its sequence length too where it insists on one; the kind of layers stays."""
    state.keep_design(design.of(base, state.design().network.kind))
    if length := presets.find(base).window.get("look_back"):
        state.keep_window(state.window().model_copy(update={"look_back": length}))


def learn_as(data: specs.Data) -> None:
    """The form of the target: part of the data's preparation, so that the Data page shows the same."""
    state.follow("learn_as", data.preparation.learn_as)
    st.selectbox(
        "The network learns the target as",
        list(LEARN_AS),
        format_func=LEARN_AS.get,
        key="learn_as",
        help=LEARN_HELP,
        on_change=learn_otherwise,
    )


def learn_otherwise() -> None:
    """Another form of the target was chosen."""
    preparation = state.data().preparation.model_copy(update={"learn_as": st.session_state["learn_as"]})
    state.redraft(preparation=preparation)
    state.renew()
