"""The frame around every page: what the browser's tab shows, the navigation, and the workers that warm up behind it."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from lstm_core.ui import look, resources
from lstm_core.ui.guide import onpage, tour
from lstm_core.ui.sharing import addressed, classroom, corner, entrance

NAMES = [
    "start",
    "data",
    "features",
    "train",
    "search",
    "many",
    "forecast",
    "compare",
    "inside",
    "memory",
    "pitfalls",
    "guide",
]
START, DATA, FEATURES, TRAIN, SEARCH, MANY, FORECAST, COMPARE, INSIDE, MEMORY, PITFALLS, GUIDE = (
    f"pages/{name}.py" for name in NAMES
)


def navigation() -> st.Page:
    """The pages in the order of the journey; the one that the address names."""
    return st.navigation(
        [
            st.Page(START, title="Start", icon=":material/rocket_launch:", default=True),
            st.Page(DATA, title="Data", icon=":material/table_view:"),
            st.Page(FEATURES, title="Features", icon=":material/ssid_chart:"),
            st.Page(TRAIN, title="Train", icon=":material/model_training:"),
            st.Page(SEARCH, title="Search", icon=":material/travel_explore:"),
            st.Page(MANY, title="Many series", icon=":material/stacked_line_chart:"),
            st.Page(FORECAST, title="Forecast", icon=":material/query_stats:"),
            st.Page(COMPARE, title="Compare", icon=":material/compare_arrows:"),
            st.Page(INSIDE, title="Inside", icon=":material/neurology:"),
            st.Page(MEMORY, title="Memory lab", icon=":material/memory:"),
            st.Page(PITFALLS, title="Pitfalls", icon=":material/warning:"),
            st.Page(GUIDE, title="Guide", icon=":material/school:"),
        ],
        position="top",
    )


def run() -> None:
    """Draws the page that the address names, then lets the workers start: the person sees something first."""
    look.page()
    page = navigation()
    name = page.url_path or "start"
    entrance.check()
    classroom.arrive()
    addressed.check()
    tour.bar(name)
    with st.container(key="corner", horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        corner.show()
        onpage.words_of(name)  # before the page, which may end early where it has nothing to show
    page.run()
    resources.warm_up()


def ready() -> None:
    """Makes sure that app.py has run.

    A fresh server that is first asked for an inner page takes the `pages` folder for Streamlit's old kind of app and
    runs that page alone. Declaring the navigation once tells it otherwise, and the page starts again inside its frame.
    """
    if PagesManager.uses_pages_directory:
        look.page()  # before the navigation, which would fetch its icon for the tab from outside
        navigation()
        st.rerun()
