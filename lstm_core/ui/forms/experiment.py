"""Preset or own design: the network and how it learns."""

import streamlit as st

from lstm_core import presets, specs
from lstm_core.ui import state
from lstm_core.ui.forms.preparation import LEARN_AS, LEARN_HELP

OWN = "own"
MODELS = {"lstm": "LSTM", "hybrid": "ARIMA + LSTM"}
SCALINGS = {
    "window": "Relative to each window's end",
    "window_spread": "Relative to each window's mean and spread",
    "standard": "Standard (mean 0, spread 1)",
    "robust": "Robust (median and quartiles)",
    "minmax": "Min-max (0 to 1)",
}
COMPANIONS = {"held": "Held at their last value", "joint": "Forecast by the network too"}
HELP = {
    "kind": "ARIMA + LSTM: ARIMA, a classical method, forecasts what is linear; the network learns what ARIMA misses,"
    " and both are added up. Needs the direct strategy.",
    "strategy": "Direct answers every step of the horizon at once; recursive answers one step and feeds it back in.",
    "scaling": "How values are brought to a common size. Always fitted on the training part only.",
    "companions": "What the other columns are along a recursive forecast, where nothing is known of them.",
    "layers": "How many LSTM layers are stacked; each reads what the one below says.",
    "units": "The width of a layer: how many cells remember side by side.",
    "dropout": "The share of a layer's answers that is silenced while training, against learning by heart.",
    "linear": "A straight line from the window to the forecast, to which the LSTM adds. Where all steps are answered at"
    " once, validation says how much of each, and of the simple methods, is in the forecast.",
    "epochs": "How often training goes over all windows, at most; it ends earlier when validation stops improving.",
    "batch_size": "How many windows are looked at before each correction of the weights.",
    "learning_rate": "How large each correction is at first; it falls from epoch to epoch. Too large and the loss"
    " jumps, too small and it crawls.",
}
STRATEGIES = {"direct": "Direct: all steps at once", "recursive": "Recursive: one step, fed back in"}


def experiment(data: specs.Data) -> specs.Experiment:
    """Everything that a run needs, from the pages before and the choices here."""
    titles = {name: preset.title for name, preset in presets.PRESETS.items()} | {OWN: "Own design"}
    state.begin_with(preset="balanced", kind="lstm")
    name = st.segmented_control(
        "Recipe",
        list(titles),
        format_func=titles.get,
        required=True,
        wrap=True,
        key="preset",
        persist_state="session",
    )
    kind = st.segmented_control(
        "Model",
        list(MODELS),
        format_func=MODELS.get,
        required=True,
        key="kind",
        help=HELP["kind"],
        persist_state="session",
    )
    window, split = state.window(), state.split()
    if name == OWN:
        st.caption("Every choice is yours; what you leave alone is as in Balanced.")
        window, network, training = design(data, window)
    else:
        preset = presets.find(name)
        st.caption(preset.about)
        network, training = preset.network, preset.training
        window = specs.checked(specs.Window, **{**window.model_dump(), **preset.window})
    return specs.checked(
        specs.Experiment,
        preset=name,
        data=data,
        features=state.features(),
        window=window,
        split=split,
        network=specs.checked(specs.Network, **dict(network) | {"kind": kind}),
        training=training,
    )


def design(data: specs.Data, window: specs.Window) -> tuple[specs.Window, specs.Network, specs.Training]:
    """The person's own network and training."""
    start = presets.find("balanced")
    keep = {"persist_state": "session"}
    strategy = st.selectbox(
        "Strategy", list(STRATEGIES), format_func=STRATEGIES.get, key="strategy", help=HELP["strategy"], **keep
    )
    scaling = st.selectbox(
        "Scaling", list(SCALINGS), format_func=SCALINGS.get, key="scaling", help=HELP["scaling"], **keep
    )
    learn_as(data)
    held = companions(strategy)
    count = st.number_input("LSTM layers", 1, 4, 1, key="layer_count", help=HELP["layers"], **keep)
    layer, layers = start.network.layers[0], []
    for number in range(1, count + 1):
        with st.container(horizontal=True):
            units = st.number_input(
                f"Layer {number}: units",
                1,
                512,
                layer.units,
                key=f"units {number}",
                help=HELP["units"],
                width=180,
                **keep,
            )
            dropout = st.number_input(
                f"Layer {number}: dropout",
                0.0,
                0.9,
                layer.dropout,
                0.05,
                key=f"dropout {number}",
                help=HELP["dropout"],
                width=180,
                **keep,
            )
        layers.append(specs.Layer(units=units, dropout=dropout))
    linear = st.toggle("A linear layer beside", start.network.linear, key="linear", help=HELP["linear"], **keep)
    with st.container(horizontal=True):
        epochs = st.number_input(
            "Epochs", 1, 1000, start.training.epochs, key="epochs", help=HELP["epochs"], width=130, **keep
        )
        batch = st.number_input(
            "Batch size",
            1,
            2048,
            start.training.batch_size,
            key="batch_size",
            help=HELP["batch_size"],
            width=130,
            **keep,
        )
        rate = st.number_input(
            "Learning rate",
            1e-6,
            1.0,
            start.training.learning_rate,
            0.0005,
            "%.6f",
            key="learning_rate",
            help=HELP["learning_rate"],
            width=150,
            **keep,
        )
    training = specs.checked(
        specs.Training,
        **{
            **start.training.model_dump(),
            "scaling": scaling,
            "epochs": epochs,
            "batch_size": batch,
            "learning_rate": rate,
        },
    )
    return (
        specs.checked(specs.Window, **window.model_dump() | {"strategy": strategy, "companions": held}),
        specs.checked(specs.Network, **dict(start.network) | {"layers": tuple(layers), "linear": linear}),
        training,
    )


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


def companions(strategy: str) -> str:
    """What the chosen columns are along a recursive forecast; asked only where there are both."""
    if strategy != "recursive" or not state.features().columns:
        return "held"
    return st.selectbox(
        "Other columns along the forecast",
        list(COMPANIONS),
        format_func=COMPANIONS.get,
        key="companions",
        help=HELP["companions"],
        persist_state="session",
    )
