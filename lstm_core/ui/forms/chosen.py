"""What is chosen: indicators in their order with bounded numbers, and other columns of the data."""

import streamlit as st

from lstm_core import specs
from lstm_core.data.series import Series
from lstm_core.features import catalogue
from lstm_core.features.entries import Entry, Parameter
from lstm_core.guide import glossary
from lstm_core.ui import notices, state
from lstm_core.ui.forms import variants


def features(series: Series) -> None:
    """The list, the way back from the last removal, and the other columns."""
    draft = fitting(series, state.features())
    if draft != state.features():
        state.keep_features(draft)
    if not draft.indicators and not draft.columns:
        st.caption(f"The network sees the {glossary.link('target')}'s own past only. Add what may tell it more.")
    with st.container(gap="xsmall"):
        for position, pick in enumerate(draft.indicators):
            row(position, pick, draft)
    back()
    columns(series, draft)


def fitting(series: Series, draft: specs.Features) -> specs.Features:
    """The draft without what this series can't have."""
    offered = {entry.name for entry in catalogue.for_series(series)}
    others = set(series.frame.columns) - {series.target}
    return specs.checked(
        specs.Features,
        indicators=tuple(pick for pick in draft.indicators if pick.name in offered),
        columns=tuple(column for column in draft.columns if column in others),
    )


def row(position: int, pick: specs.Pick, draft: specs.Features) -> None:
    """One indicator: its numbers behind a button that names it; once more; away."""
    label, entry = catalogue.label(pick), catalogue.find(pick.name)
    more = variants.another(entry, draft.indicators, like=pick)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        icon = ":material/event_available:" if entry.known_ahead else ":material/tune:"
        with st.popover(label, icon=icon, key=f"tune {position}", width="stretch"):
            st.markdown(f"**{entry.title}** · {entry.group}  \n{notices.plain(entry.about)}")
            if entry.reason:
                st.caption(entry.reason)
            if entry.known_ahead:
                st.caption("Known in advance: the network is given its values at the steps ahead too.")
            if not entry.parameters:
                st.caption("Has no numbers to set.")
            for parameter in entry.parameters:
                number(position, entry, parameter, catalogue.resolve(pick)[parameter.name])
        st.button(
            f"Duplicate {label}",
            icon=":material/content_copy:",
            type="tertiary",
            key=f"duplicate {position}",
            on_click=insert,
            args=(position + 1, more),
            disabled=more is None,
        )
        st.button(
            f"Remove {label}",
            icon=":material/close:",
            type="tertiary",
            key=f"remove {position}",
            on_click=remove,
            args=(position, label),
        )


def number(position: int, entry: Entry, parameter: Parameter, kept: float | str) -> None:
    """One setting; a kind of moving average and a country are chosen by name."""
    label = f"{entry.name}: {parameter.title.lower()}"
    key = f"setting {position} {entry.name} {parameter.name}"
    state.follow(key, kept)
    then = {"key": key, "on_change": change, "args": (position, parameter.name, key)}
    if parameter.choices:
        st.selectbox(label, parameter.choices, **then)
    elif parameter.is_average_kind:
        kinds = range(int(parameter.low), int(parameter.high) + 1)
        st.selectbox(label, kinds, format_func=catalogue.average_kind, **then)
    else:
        kind = int if parameter.whole else float
        bounds = f"{catalogue.number(parameter.low)} to {catalogue.number(parameter.high)}"
        st.number_input(label, kind(parameter.low), kind(parameter.high), help=f"From {bounds}.", **then)


def change(position: int, name: str, key: str) -> None:
    """A setting was changed."""
    picks = list(state.features().indicators)
    values = catalogue.resolve(picks[position]) | {name: st.session_state[key]}
    picks[position] = specs.Pick(name=picks[position].name, parameters=values)
    keep(picks)


def insert(position: int, pick: specs.Pick) -> None:
    """One more indicator at that place of the list."""
    picks = list(state.features().indicators)
    keep([*picks[:position], pick, *picks[position:]])


def remove(position: int, label: str) -> None:
    """One indicator away; it can be put back."""
    draft = state.features()
    picks = draft.indicators[:position] + draft.indicators[position + 1 :]
    state.remove_features(specs.checked(specs.Features, indicators=picks, columns=draft.columns), f"{label} removed")


def keep(picks: list[specs.Pick]) -> None:
    """The draft with these indicators."""
    columns = state.features().columns
    with notices.shown():
        state.keep_features(specs.checked(specs.Features, indicators=tuple(picks), columns=columns))


def back() -> None:
    """The way back from the last removal."""
    if removed := state.removed():
        words, before = removed
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(notices.plain(words), width="content")
            st.button(
                "Undo",
                icon=":material/undo:",
                type="tertiary",
                key="undo remove",
                on_click=state.keep_features,
                args=(before,),
            )


def columns(series: Series, draft: specs.Features) -> None:
    """Other columns of the data; of those known in advance the page says how they reach the network."""
    others = [column for column in series.frame.columns if column != series.target]
    if not others:
        return
    state.follow("other columns", [column for column in others if column in draft.columns])
    st.pills(
        "Other columns of the data",
        others,
        selection_mode="multi",
        format_func=lambda column: f"{notices.plain(column[:60])}{KNOWN if column in series.known_ahead else ''}",
        wrap=True,
        key="other columns",
        on_change=choose_columns,
        help="Their past goes in beside the target's. Of a column marked “known in advance” on the Data page the"
        " values of the steps ahead go in as well.",
    )
    known = [column for column in draft.columns if column in series.known_ahead]
    if known:
        named = ", ".join(f"“{notices.plain(column[:60])}”" for column in known)
        reach = len(series.ahead) if series.ahead is not None else 0
        until = f"for {reach:,} rows behind the last one" if reach else "up to the last row only"
        st.caption(
            f"{named}: known in advance, so the network sees the values of the steps ahead too. The data hold them"
            f" {until}; further on the last value stands in for them."
        )


KNOWN = " :material/event_available:"


def choose_columns() -> None:
    """Other columns were chosen."""
    draft = state.features()
    with notices.shown():
        state.keep_features(
            specs.checked(specs.Features, indicators=draft.indicators, columns=tuple(st.session_state["other columns"]))
        )
