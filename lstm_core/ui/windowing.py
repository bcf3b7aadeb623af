"""How far the network looks back and ahead: one window as a picture, what is left to train on, what it costs."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lstm_core import presets, specs
from lstm_core.data.series import Series
from lstm_core.features.build import FeatureTable
from lstm_core.ui import fragment, look, notices, resources, state, words
from lstm_core.ui.charts import window as chart
from lstm_core.ui.forms import window as form
from lstm_core.windows import cost, splits


@fragment.of
def choose(series: Series, table: FeatureTable, parts: splits.Parts, head: DeltaGenerator) -> None:
    """The numbers, and at once what they mean; a fragment, so that the picture follows the slider.

    How many windows result stands in `head`, at the top of the page.
    """
    window = state.window()
    st.subheader("Sequence length and horizon")
    largest = len(parts.train) - splits.trained_horizon(window) - splits.MIN_WINDOWS + 1
    form.window(min(specs.LOOK_BACK[1], largest))
    window = state.window()
    one, rhythm = st.columns([3, 2], gap="large")
    values = table.frame[series.target]
    with one:
        origin = len(parts.train) - 1 - window.horizon
        figure = chart.window(values, origin, window.look_back, window.horizon, look.dark())
        look.chart(figure, "one window", f"The last training window: {window.look_back} rows in, {window.horizon} out")
    with rhythm:
        advice, correlations, is_clear = resources.rhythm(state.data(), state.split())
        figure = chart.rhythm(correlations, advice.season if is_clear else 1, window.look_back, look.dark())
        look.chart(figure, "rhythm", f"Autocorrelation of the training rows. {advice.sentence}")
    recommend(advice, window.look_back)
    left(table, parts, head)


def recommend(advice, look_back: int) -> None:
    """The advice in one sentence, and the button that follows it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(notices.plain(advice.sentence), width="content")
        if advice.look_back != look_back:
            kept = {"look_back": advice.look_back}
            st.button(f"Take {advice.look_back}", key="take advice", on_click=form.take, kwargs=kept)


def left(table: FeatureTable, parts: splits.Parts, head: DeltaGenerator) -> None:
    """How many windows there are, and what they cost; TooLittleData in words when there are too few."""
    with notices.shown():
        window, times = state.window(), table.frame.index
        splits.check(times, state.split(), window, table.known_ahead)
        count = splits.windows_left(times, state.split(), window)
        head.markdown(
            f"**{count:,} training windows**, each {window.look_back} rows of"
            f" {words.count(table.frame.shape[1], 'feature')} in, the next {words.count(window.horizon, 'value')} out."
        )
        dropped = (
            f" {table.warm_up:,} warm-up rows at the start are dropped: the indicators have no value there."
            if table.warm_up
            else ""
        )
        recipe = presets.find("balanced")
        whole, columns = splits.seen_whole(window, table.planned), table.frame.shape[1]
        needs = cost.of(len(times), columns, window, recipe.network, recipe.training, seen_whole=whole)
        price = words.needs(needs, f"The recipe {recipe.title}", resources.pace())
        st.caption(
            f"By time: {len(parts.train):,} rows train, {len(parts.validation):,} validate,"
            f" the last {len(parts.test):,} test.{dropped} {price}"
        )
