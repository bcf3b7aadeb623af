"""What follows the film: the chosen unit step by step, and the three questions about the window."""

import numpy as np
import pandas as pd
import streamlit as st

from lstm_core.ui import look, notices
from lstm_core.ui.inside import chain, film, forced, opening, resting
from lstm_core.ui.inside import view as views
from lstm_core.ui.inside.parts import PARTS
from lstm_core.ui.inside.view import View


@st.fragment
def show(view: View) -> None:
    """Runs again by itself when another origin or unit was settled on; what is not open is not computed."""
    film.heard(view)
    with notices.shown():
        view = views.of(view.record)
        look.as_table(whole(view), "layer")
        chain.show(view)
        st.subheader("Ask the network")
        questions = {
            "What the forecast rests on": resting.show,
            "If a gate were stuck": forced.show,
            "Which units open when": opening.show,
        }
        for tab, ask in zip(st.tabs(list(questions), key="inside", on_change="rerun"), questions.values(), strict=True):
            if tab.open:
                with tab, notices.shown():
                    ask(view)


def whole(view: View) -> pd.DataFrame:
    """Every unit of the layer at every step of the window: (steps x units, gates and states)."""
    count, width = next(iter(view.states.values())).shape
    times = view.run.times[view.origin - count + 1 : view.origin + 1]
    index = pd.MultiIndex.from_product([times, np.arange(width)], names=["Time", "Unit"])
    columns = {PARTS[name].title: values.ravel() for name, values in view.states.items()}
    return pd.DataFrame(columns, index=index).reset_index("Unit")
