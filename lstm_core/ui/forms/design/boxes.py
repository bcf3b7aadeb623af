"""Widgets that show the drafted design and keep in it what is changed: a number, a choice, a switch."""

import streamlit as st

from lstm_core.ui import notices, state

HELP = {
    "layers": "How many recurrent layers are stacked; each reads what the one before says.",
    "units": "The width of a layer: how many cells remember side by side.",
    "dropout": "The share of a layer's answers that is silenced while training, against learning by heart.",
    "recurrent_dropout": "The share of what a layer tells itself from one step to the next that is silenced while"
    " training. Keras computes such a layer step by step, so training takes several times as long.",
    "bidirectional": "Each layer reads the window forwards and backwards: twice the weights, and slower. All of the"
    " window is past, so nothing is seen that should not be.",
    "head": "A layer between the recurrent ones and the forecast that mixes what they say (ReLU).",
    "linear": "A straight line from the window to the forecast, to which the network adds. Where all steps are"
    " answered at once, validation says how much of each, and of the simple methods, is in the forecast.",
    "pooled": "The forecast is read from the mean of the last layer's states over the window beside the last of them.",
    "loss": "What training makes small. Squares punish few large misses, absolute errors all alike; Huber is square"
    " near zero and absolute beyond.",
    "optimizer": "How corrections are sized. Adam suits nearly all; AdamW also shrinks the weights a little, against"
    " learning by heart.",
    "batch_size": "How many windows are looked at before each correction of the weights.",
    "learning_rate": "How large each correction is at first. Too large and the loss jumps, too small and it crawls.",
    "schedule": "Constant, or falling from epoch to epoch like a cosine, so that training ends in small steps.",
    "cycle": "After so many epochs the rate jumps back up and falls again, which may lead out of a poor place.",
    "epochs": "How often training goes over all windows, at most.",
    "patience": "Training ends when validation has not improved for so many epochs, and the best weights come back."
    " Without it all epochs are trained and the last weights count.",
    "clip": "A correction longer than this is cut down to it. Errors that flow back through many steps can multiply;"
    " one wild batch would then undo what was learnt.",
    "seed": "Where chance begins: first weights, order of the windows, dropout. The same seed gives the same numbers.",
    "path": "Direct answers every step of the horizon at once; recursive answers one step and feeds it back in.",
    "scaling": "How values are brought to a common size. Always fitted on the training part only.",
    "companions": "What the other columns are along a recursive forecast, where nothing is known of them.",
}


def number(label: str, setting: str, low: float, high: float, step: float | None = None, **how: object) -> None:
    """A number of the design."""
    key = follow(setting)
    st.number_input(
        label, low, high, step=step, key=key, help=HELP[setting], on_change=keep, args=(setting, key), **how
    )


def choice(label: str, setting: str, options: dict[str, str]) -> None:
    """One of several, by their names."""
    key = follow(setting)
    st.selectbox(
        label,
        list(options),
        format_func=options.get,
        key=key,
        help=HELP[setting],
        on_change=keep,
        args=(setting, key),
    )


def switch(label: str, setting: str) -> None:
    """On or off."""
    key = follow(setting)
    st.toggle(label, key=key, help=HELP[setting], on_change=keep, args=(setting, key))


def optional(label: str, unit: str, setting: str, usual: float, low: float, high: float) -> None:
    """A number that can be left out: a switch, and beside it the number in its unit."""
    value, key = now(setting), follow(f"{setting} on", now(setting) is not None)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.toggle(
            label,
            key=key,
            help=HELP[setting],
            on_change=lambda: change(**{setting: usual if st.session_state[key] else None}),
            width=210,
        )
        if value is not None:
            number(unit, setting, low, high, width=150)


def now(setting: str) -> object:
    """The setting as it is drafted."""
    drafted = state.design()
    holder = next(one for one in (drafted.network, drafted.training, drafted) if hasattr(one, setting))
    return getattr(holder, setting)


def follow(setting: str, *value: object) -> str:
    """The key of the setting's widget, which shows what is drafted, or that `value`."""
    key = f"{setting} {state.generation()}"
    state.follow(key, *(value or (now(setting),)))
    return key


def keep(setting: str, key: str) -> None:
    """A widget was changed."""
    change(**{setting: st.session_state[key]})


def change(**settings: object) -> None:
    """The design with other settings; one that can't be is refused in words."""
    with notices.shown():
        state.keep_design(state.design().changed(**settings))
