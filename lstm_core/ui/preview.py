"""The chosen features over the series, with training, validation and test as bands whose borders can be dragged."""

import pandas as pd
import streamlit as st

from lstm_core.data.series import Series
from lstm_core.features import build, catalogue
from lstm_core.features.build import FeatureTable
from lstm_core.specs import Features
from lstm_core.ui import fragment, gestures, look, notices, state
from lstm_core.ui.charts import features as chart
from lstm_core.ui.forms import split as form
from lstm_core.windows.splits import Parts

MOST_PANES = 6  # those chosen last; more of them make a chart that nobody scrolls through
CHART = "preview"


@fragment.of
def over_the_series(series: Series, table: FeatureTable, chosen: Features, parts: Parts) -> None:
    """The chart; a border let go of at another place moves the split."""
    times = table.frame.index
    done = gestures.moved(CHART)
    overlays, panes = pieces(series, table, chosen)
    left_out = len(panes) - MOST_PANES
    panes = dict(list(panes.items())[-MOST_PANES:])
    borders = (times[parts.validation.start], times[parts.test.start])
    figure = chart.preview(series.frame[series.target], overlays, panes, borders, look.dark(), zoom=done.axes)
    said = f"{series.target} with the chosen features, and the parts of the split"
    gestures.chart(figure, CHART, said, done, edits={"shapePosition": True})
    if left_out > 0:
        st.caption(f"The last {MOST_PANES} panes are drawn; {left_out} more go in all the same.")
    for at, place in done.dragged.items():
        if at < len(chart.BORDERS):
            drag(chart.BORDERS[at], place, parts, times)


def drag(part: str, place: object, parts: Parts, times: pd.Index) -> None:
    """A border was let go of: the numbers follow it."""
    with notices.shown():
        state.keep_split(form.moved(state.split(), part, place, parts, times))
        st.rerun()


def pieces(series: Series, table: FeatureTable, chosen: Features) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """What is drawn on the target's scale, and what needs a pane of its own; what is known ahead at its own time."""
    overlays, panes = [], {}
    for pick in chosen.indicators:
        columns, on_the_price = list(catalogue.columns(pick)), list(catalogue.on_the_price(pick))
        known = catalogue.find(pick.name).known_ahead
        values = build.indicator(series, pick) if known else table.frame[columns]
        overlays.append(values[on_the_price])
        if len(on_the_price) < len(columns):
            panes[catalogue.label(pick)] = values.drop(columns=on_the_price)
    for column in chosen.columns:
        panes[column] = series.frame[[column]]
    return pd.concat([table.frame[[]], *overlays], axis=1), panes
