"""Indicators, other columns, sequence length and horizon: what the network will see."""

import streamlit as st

from lstm_core import specs
from lstm_core.data.series import Series
from lstm_core.features import catalogue
from lstm_core.ui import state


def features(series: Series) -> specs.Features:
    """The chosen indicators with their parameters, and the other columns that go along."""
    before = state.features()
    entries = {entry.name: entry for entry in catalogue.for_series(series)}
    kept = [pick for pick in before.indicators if pick.name in entries]
    names = st.multiselect(
        "Technical indicators",
        list(entries),
        default=[pick.name for pick in kept],
        format_func=lambda name: f"{name} · {entries[name].title} · {entries[name].group}",
        placeholder=f"Search {len(entries)} indicators: RSI, average, volatility …",
        filter_mode="contains",
        select_all=False,
        wrap=False,  # a field that grows while it is typed in would move the button away under the click
        key=f"indicators {state.dataset()} {series.target}",
        persist_state="session",
        help="Computed from past values only. The network sees them beside the target's own past.",
    )
    defaults = {pick.name: pick for pick in kept}
    with st.container(horizontal=True):
        picks = tuple(parameters(entries[name], defaults.get(name)) for name in names)
    others = [column for column in series.frame.columns if column != series.target]
    columns = (
        st.pills(
            "Other columns of the data",
            others,
            selection_mode="multi",
            default=[column for column in before.columns if column in others],
            wrap=True,
            key=f"columns {state.dataset()} {series.target}",
            persist_state="session",
            help="Their past goes in beside the target's. Nothing is known of them after the origin.",
        )
        if others
        else []
    )
    return specs.checked(specs.Features, indicators=picks, columns=tuple(columns))


def parameters(entry: catalogue.Entry, before: specs.Pick | None) -> specs.Pick:
    """One indicator's numbers behind a button that names it, bounded as in the catalogue."""
    pick = before or specs.Pick(name=entry.name)
    kept = catalogue.resolve(pick)
    with st.popover(catalogue.label(pick), icon=":material/tune:", key=f"tune {entry.name}"):
        st.markdown(f"**{entry.title}** · {entry.group}")
        if not entry.parameters:
            st.caption("Has no numbers to set.")
        values = {parameter.name: number(entry, parameter, kept[parameter.name]) for parameter in entry.parameters}
    return specs.Pick(name=entry.name, parameters=values)


def number(entry: catalogue.Entry, parameter: catalogue.Parameter, kept: float) -> float:
    """One parameter; a kind of moving average is chosen by name."""
    label = f"{entry.name}: {parameter.title.lower()}"
    state_of = {"key": f"{entry.name} {parameter.name}", "persist_state": "session"}
    if parameter.is_average_kind:
        kinds = range(int(parameter.low), int(parameter.high) + 1)
        return st.selectbox(label, kinds, index=int(kept), format_func=catalogue.average_kind, **state_of)
    kind = int if parameter.whole else float
    return st.number_input(label, kind(parameter.low), kind(parameter.high), kind(kept), **state_of)


def window() -> specs.Window:
    """Sequence length and horizon."""
    before = state.window()
    look_back = st.number_input(
        "Sequence length",
        *specs.LOOK_BACK,
        value=before.look_back,
        key=f"look_back {state.generation()}",
        help="How many past rows the network reads before it answers. Also called look-back.",
    )
    horizon = st.number_input(
        "Horizon",
        *specs.HORIZON,
        value=before.horizon,
        key=f"horizon {state.generation()}",
        help="How many steps ahead it forecasts.",
    )
    return specs.checked(specs.Window, **{**before.model_dump(), "look_back": look_back, "horizon": horizon})
