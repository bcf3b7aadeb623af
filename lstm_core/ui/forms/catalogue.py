"""The catalogue on screen: ready selections in one click, and every entry with its picture, found by words or group."""

import html

import streamlit as st

from lstm_core import specs
from lstm_core.data.series import Series
from lstm_core.errors import LabError
from lstm_core.features import catalogue, selections
from lstm_core.features.entries import Entry
from lstm_core.ui import fragment, look, measured, notices, state, words
from lstm_core.ui.charts import sparkline
from lstm_core.ui.forms import variants

A_PAGE = 6  # cards
DRAWN = 200  # rows of the person's own data in a card's picture
EVERY_GROUP = "All groups"


def ready(series: Series) -> None:
    """Ready selections as pills: a click takes that choice instead of the one before, a second click takes it away."""
    offered = selections.for_series(series)
    draft = state.features()
    chosen = next((title for title, picks in offered.items() if picks == draft.indicators), None)
    state.follow("ready selection", chosen)
    st.pills(
        "Ready selections",
        list(offered),
        wrap=True,
        key="ready selection",
        on_change=take,
        args=(offered,),
        help="What this series has the columns for. Each click can be undone.",
    )


def take(offered: dict[str, tuple[specs.Pick, ...]]) -> None:
    """A click on a ready selection."""
    title, draft = st.session_state["ready selection"], state.features()
    picks = offered.get(title, ())
    chosen = specs.checked(specs.Features, indicators=picks, columns=draft.columns)
    if draft.indicators:
        state.remove_features(chosen, f"{words.count(len(draft.indicators), 'indicator')} replaced")
    else:
        state.keep_features(chosen)


@fragment.of
def search(series: Series, drawn: specs.Features) -> None:
    """Every entry that the series can have, a page of cards at a time. `drawn` is the draft that the page shows."""
    if state.features() != drawn:
        st.rerun()  # something was added: the list and the chart stand outside this fragment
    every = catalogue.for_series(series)
    drawer = st.expander(
        f"Catalogue: {len(every)} indicators and calendar features",
        icon=":material/search:",
        key="catalogue",
        on_change="rerun",
    )
    if not drawer.open:
        return
    with drawer:
        asked = st.text_input(
            "Search", placeholder="RSI, average, volatility, hour …", type="search", live=True, key="catalogue words"
        )
        groups = list(dict.fromkeys(entry.group for entry in every))
        group = st.selectbox("Group", [EVERY_GROUP, *groups], key="catalogue group")
        found = [entry for entry in catalogue.search(asked or "", series) if group in (EVERY_GROUP, entry.group)]
        if not found:
            st.caption("Nothing of that name. Try another word, or another group.")
            return
        pages = -(-len(found) // A_PAGE)
        page = st.pagination(pages, key=f"catalogue page {asked} {group}") if pages > 1 else 1
        with st.grid(2, min_column_width=210):
            for entry in found[(page - 1) * A_PAGE : page * A_PAGE]:
                card(entry)


def card(entry: Entry) -> None:
    """One entry: its picture on the person's own rows, what it tells, and the button that adds it."""
    with st.container(border=True, height="stretch", gap="small", vertical_alignment="distribute"):
        about = html.escape(f"{entry.about} {entry.reason}".strip())
        st.html(
            f"<strong>{entry.name}</strong> · {html.escape(entry.title)}{picture(entry)}"
            f'<small style="display:block;line-height:1.45">{about}</small>'
        )
        pick = variants.another(entry, state.features().indicators)
        label = f"Add {catalogue.label(pick)}" if pick else f"{entry.name} is chosen"
        st.button(
            label,
            icon=":material/add:",
            key=f"add {entry.name}",
            width="stretch",
            on_click=add,
            args=(pick,),
            disabled=pick is None,
        )


def add(pick: specs.Pick) -> None:
    """One more indicator at the end of the list."""
    draft = state.features()
    with notices.shown():
        state.keep_features(specs.checked(specs.Features, indicators=(*draft.indicators, pick), columns=draft.columns))


def picture(entry: Entry) -> str:
    """The entry over the person's own last rows; nothing where they are too few for it."""
    try:
        values = measured.tail(state.data(), state.split(), entry.name, DRAWN)
    except LabError:
        return ""
    return sparkline.image(values, f"{entry.name} over the last {len(values)} rows", look.dark())
