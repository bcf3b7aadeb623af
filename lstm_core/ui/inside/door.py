"""The way from a forecast to the window that it was made from: a link below a chart, which follows what is pressed."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import streamlit as st

from lstm_core.ui import fragment, gestures, notices, state, words
from lstm_core.ui.charts import timemachine
from lstm_core.ui.inside import view
from lstm_core.ui.report.reading import Reading

_LISTENER = st.components.v2.component("door", js=Path(__file__).with_suffix(".js").read_text("utf-8"))


@fragment.of
def below_the_forecast(reading: Reading) -> None:
    """The way to the origin of the forecast that was pressed in the chart."""

    def origin(pressed: dict) -> object | None:
        return origin_of(reading, pressed.get("time"))

    way(reading, "forecast chart", origin, "Press on the chart to choose a forecast.")


@fragment.of
def below_the_machine(reading: Reading) -> None:
    """The way to the origin at which the time machine stands."""
    if reading.is_one_path:
        return
    origins = timemachine.scrubbed(reading.rows("multi_step"))

    def origin(pressed: dict) -> object | None:
        at = pressed.get("frame", 0)
        return origins[at] if isinstance(at, int) and 0 <= at < len(origins) else None

    way(reading, f"time machine {reading.record.id}", origin, "")


def way(reading: Reading, chart: str, origin_of_pressed: Callable[[dict], object | None], hint: str) -> None:
    """The link to Inside, at the origin that was pressed; the `hint` where none was."""
    if not (reading.record.folder / "model.keras").exists():
        return
    said = _LISTENER(
        key=f"zoom door {chart}",  # named so that it takes no room
        data={"key": gestures.class_of(chart)},
        on_pressed_change=gestures.nothing,
    )
    origin = origin_of_pressed(gestures.mapping(dict(said or {}).get("pressed")))
    asked = state.address() | {state.RUN: reading.record.id}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            "pages/inside.py",
            label="Look inside" if origin is None else f"Look inside at {notices.plain(words.date(origin))}",
            icon=":material/neurology:",
            query_params=asked if origin is None else asked | {state.ORIGIN: view.written(origin)},
            help="Gates, memory and arithmetic of the network, over the window that ends at the origin.",
        )
        if origin is None and hint:
            st.caption(hint, width="content")


def origin_of(reading: Reading, pressed: object) -> object | None:
    """The origin of our forecast for that time, as the chart draws it now; None where it draws none."""
    mode = reading.chosen.mode
    parts = [reading.rows(mode, part=part) for part in ("validation", "test")]
    ours = pd.concat([*parts, reading.future[reading.future.model == reading.ours]])
    try:
        time = pd.Timestamp(pressed) if pd.api.types.is_datetime64_any_dtype(ours.time) else int(pressed)
    except (ValueError, TypeError, OverflowError):
        return None
    found = ours[ours.time == time]
    if found.empty:
        return None
    step = 1 if mode == "one_step" else st.session_state.get(f"steps ahead {reading.record.id}", reading.steps)
    return found.origin.iloc[int((found.step - step).abs().argmin())]
