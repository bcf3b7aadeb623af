"""What follows the film: the chosen unit step by step, and the three questions about the window."""

import numpy as np
import pandas as pd
import streamlit as st

from lstm_core.ui import fragment, look, notices, state
from lstm_core.ui.inside import chain, film, forced, opening, resting
from lstm_core.ui.inside import view as views
from lstm_core.ui.inside.parts import PARTS
from lstm_core.ui.inside.view import View

QUESTIONS = {
    "rests": ("What the forecast rests on", resting.show),
    "stuck": ("If a gate were stuck", forced.show),
    "opens": ("Which units open when", opening.show),
}


@fragment.of
def show(view: View) -> None:
    """Runs again by itself when another origin or unit was settled on; what is not open is not computed."""
    film.heard(view)
    with notices.shown():
        view = views.of(view.record)
        look.as_table(whole(view), "layer")
        chain.show(view)
        st.subheader("Ask the network")
        named, titles = state.linked(state.VIEW), [title for title, _ in QUESTIONS.values()]
        if named in QUESTIONS:
            state.at_first("inside", QUESTIONS[named][0])
        tabs = st.tabs(titles, key="inside", on_change="rerun")
        for tab, (name, (_, ask)) in zip(tabs, QUESTIONS.items(), strict=True):
            if tab.open:
                state.link(state.VIEW, name)
                with tab, notices.shown():
                    ask(view)


def whole(view: View) -> pd.DataFrame:
    """Every unit of the layer at every step of the window: (steps x units, gates and states)."""
    count, width = next(iter(view.states.values())).shape
    times = view.run.times[view.origin - count + 1 : view.origin + 1]
    index = pd.MultiIndex.from_product([times, np.arange(width)], names=["Time", "Unit"])
    columns = {PARTS[name].title: values.ravel() for name, values in view.states.items()}
    return pd.DataFrame(columns, index=index).reset_index("Unit")
