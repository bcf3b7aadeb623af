"""Pages without a browser, over a home folder of their own and real workers."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lstm_core.data import library, samples

APP = str(Path(__file__).parents[2] / "app.py")


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """One home and one worker for all pages, as in a real dashboard."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LSTM_LAB_HOME", str(folder))
        patch.setenv("LSTM_LAB_WORKERS", "1")
        yield folder
        st.cache_resource.clear()  # which closes the workers


@pytest.fixture
def open_page(home):
    """`open_page("train", data=...)` gives the page as it is drawn at that address."""

    def opened(name: str = "start", **address: str) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=60)
        for key, value in address.items():
            app.query_params[key] = value
        app.run()
        if name != "start":
            app.switch_page(f"pages/{name}.py").run()
        assert not app.exception, app.exception
        return app

    return opened


@pytest.fixture
def temperature(home) -> dict[str, str]:
    """The address of a kept dataset."""
    return {"data": library.keep(home, samples.load("temperature")), "target": "temp_max"}


@pytest.fixture
def index(home) -> dict[str, str]:
    """The address of kept OHLCV prices."""
    return {"data": library.keep(home, samples.load("stock-index")), "target": "Close"}
