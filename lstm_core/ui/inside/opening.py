"""Which units open when: by hour, weekday and month, and the windows at whose end one unit is strongest."""

import numpy as np
import pandas as pd
import streamlit as st

from lstm_core.inside import units
from lstm_core.ui import look, notices, words
from lstm_core.ui.charts import gates as chart
from lstm_core.ui.inside import view as views
from lstm_core.ui.inside.parts import PARTS
from lstm_core.ui.inside.view import View

BY = {"hour": "Hour", "weekday": "Weekday", "month": "Month"}
STRONGEST = 5  # windows that are listed
UNITS = 24  # that are drawn, those that differ most between groups


def show(view: View) -> None:
    """The picture by group, then the strongest windows of the chosen unit."""
    ends = view.study.ends[view.layer]
    part = st.selectbox(
        "Gate or state",
        list(ends),
        format_func=lambda name: PARTS[name].title,
        width=320,
        key=f"opens {view.record.id} {view.layer}",
    )
    ways = units.groupings(view.run.times[view.study.origins])
    if ways:
        by = st.segmented_control(
            "By",
            list(ways),
            default=next(iter(ways)),
            format_func=BY.get,
            required=True,
            key=f"opens by {view.record.id}",
        )
        by_group(part, ends[part], ways[by], BY[by])
    strongest(view, part, ends[part][:, view.unit])


def by_group(part: str, values: np.ndarray, groups: pd.Series, by: str) -> None:
    """The units that differ most between groups."""
    means = units.by_group(values, groups)
    means = means[(means.max() - means.min()).sort_values(ascending=False).index[:UNITS]]
    said = sentence(part, means, by.lower())
    st.markdown(notices.plain(said))
    figure = chart.by_group(means, PARTS[part].hue, look.dark(), f"{PARTS[part].title} by {by.lower()}")
    table = means.rename(columns="unit {}".format).rename_axis(index=by)
    look.chart(figure, f"opens by {by}", said, table)
    left = values.shape[1] - means.shape[1]
    st.caption(
        f"Means where windows of the test part end, over {len(values):,} windows."
        + (f" The {UNITS} units that differ most; {left:,} more differ less." if left > 0 else "")
    )


def sentence(part: str, means: pd.DataFrame, by: str) -> str:
    """Which unit differs most between the groups, and where it is highest and lowest.

    >>> sentence("input_gate", pd.DataFrame({3: [0.9, 0.2]}, index=["Monday", "Sunday"]), "weekday")
    'Unit 3 differs most by weekday: its input gate is at 0.90 on average for Monday, and at 0.20 for Sunday.'
    """
    unit = means.columns[0]
    high, low = means[unit].idxmax(), means[unit].idxmin()
    return (
        f"Unit {unit} differs most by {by}: its {PARTS[part].title.lower()} is at {means[unit][high]:.2f} on average"
        f" for {high}, and at {means[unit][low]:.2f} for {low}."
    )


def strongest(view: View, part: str, values: np.ndarray) -> None:
    """The windows at whose end the unit is strongest, each a way to go there."""
    apart = max(1, len(values) // (4 * STRONGEST))
    found = units.highest(values, STRONGEST, apart)
    st.markdown(f"**Where unit {view.unit} has its highest {PARTS[part].title.lower()}**")
    with st.container(horizontal=True):
        for at in found:
            origin = int(view.study.origins[at])
            label = f"{notices.plain(words.date(view.run.times[origin]))}: {values[at]:.2f}"
            told, go = "Look at the window that ends there", (view.run, origin, view.unit)
            if st.button(label, key=f"to {origin}", help=told, on_click=views.choose, args=go):
                st.rerun()  # the whole page: the film stands elsewhere now
