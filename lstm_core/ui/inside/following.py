"""What follows the film: the chosen unit step by step, and the three questions about the window."""

import streamlit as st

from lstm_core.ui import notices
from lstm_core.ui.inside import chain, film, forced, opening, resting
from lstm_core.ui.inside import view as views
from lstm_core.ui.inside.view import View


@st.fragment
def show(view: View) -> None:
    """Runs again by itself when another origin or unit was settled on; what is not open is not computed."""
    film.heard(view)
    with notices.shown():
        view = views.of(view.record)
        st.markdown(f"**{notices.plain(views.sentence(view))}**")
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
