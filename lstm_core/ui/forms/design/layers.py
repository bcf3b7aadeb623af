"""The recurrent layers, one row each: units, dropout, and behind a button what is needed less often."""

import streamlit as st

from lstm_core.specs import Layer
from lstm_core.ui import state
from lstm_core.ui.forms.design import boxes

MOST = 4
WIDTH = 130  # px: a row fits a phone


def show() -> None:
    """A row a layer in the order in which they are stacked, and the button for one more."""
    stacked = state.design().network.layers
    for at, layer in enumerate(stacked):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            number(f"Layer {at + 1}: units", at, "units", layer, 1, 512, width=WIDTH)
            number(f"Layer {at + 1}: dropout", at, "dropout", layer, 0.0, 0.9, width=WIDTH)
            with st.popover("", icon=":material/more_horiz:", help=f"More of layer {at + 1}"):
                more(at, layer, len(stacked))
    if len(stacked) < MOST:
        st.button(
            "Add a layer",
            icon=":material/add:",
            on_click=put,
            args=((*stacked, stacked[-1]),),
            help=boxes.HELP["layers"],
        )


def more(at: int, layer: Layer, count: int) -> None:
    """Recurrent dropout, and where the layer stands."""
    number(f"Layer {at + 1}: recurrent dropout", at, "recurrent_dropout", layer, 0.0, 0.9)
    for words, icon, to in (("Move up", "arrow_upward", at - 1), ("Move down", "arrow_downward", at + 1)):
        if 0 <= to < count:
            st.button(words, icon=f":material/{icon}:", key=f"{words} {at}", on_click=swap, args=(at, to))
    if count > 1:
        st.button("Remove", icon=":material/delete:", key=f"remove layer {at}", on_click=remove, args=(at,))


def number(label: str, at: int, setting: str, layer: Layer, low: float, high: float, **how: object) -> None:
    """A number of one layer."""
    key = boxes.follow(f"layer {at} {setting}", getattr(layer, setting))
    step = 0.05 if isinstance(low, float) else None
    st.number_input(
        label, low, high, step=step, key=key, help=boxes.HELP[setting], on_change=keep, args=(at, setting, key), **how
    )


def keep(at: int, setting: str, key: str) -> None:
    """A number was changed."""
    stacked = list(state.design().network.layers)
    stacked[at] = dict(stacked[at]) | {setting: st.session_state[key]}
    put(stacked)


def swap(one: int, other: int) -> None:
    """Two layers change places."""
    stacked = list(state.design().network.layers)
    stacked[one], stacked[other] = stacked[other], stacked[one]
    put(stacked)


def remove(at: int) -> None:
    """One layer less."""
    stacked = state.design().network.layers
    put(stacked[:at] + stacked[at + 1 :])


def put(stacked: tuple) -> None:
    """These layers in place of the drafted ones."""
    boxes.change(layers=tuple(stacked))
