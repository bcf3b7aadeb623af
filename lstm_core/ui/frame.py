"""The frame around every page: what the browser's tab shows, the navigation, and the workers that warm up behind it."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from lstm_core.guide import pages
from lstm_core.ui import look, resources, workspaces
from lstm_core.ui.guide import onpage, tour
from lstm_core.ui.sharing import addressed, classroom, corner, entrance

ICONS = {  # of the pages, in the order of the journey
    "start": "rocket_launch",
    "data": "table_view",
    "features": "ssid_chart",
    "train": "model_training",
    "search": "travel_explore",
    "many": "stacked_line_chart",
    "forecast": "query_stats",
    "compare": "compare_arrows",
    "inside": "neurology",
    "memory": "memory",
    "pitfalls": "warning",
    "guide": "school",
}
NAMES = list(ICONS)
START, DATA, FEATURES, TRAIN, SEARCH, MANY, FORECAST, COMPARE, INSIDE, MEMORY, PITFALLS, GUIDE = (
    f"pages/{name}.py" for name in NAMES
)


def navigation() -> st.Page:
    """The pages in the order of the journey, listed for those who are in; the one that the address names."""
    shown = [
        st.Page(f"pages/{name}.py", title=pages.title(name), icon=f":material/{icon}:", default=name == "start")
        for name, icon in ICONS.items()
    ]
    return st.navigation(shown, position="hidden" if workspaces.is_logged_in() is False else "top")


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
