"""Pages without a browser, over a home folder of their own and real workers."""

import gc
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lstm_core import specs
from lstm_core.data import library, samples
from lstm_core.data.series import Dataset
from lstm_core.evaluation import backtest, baselines, scoring, verdict
from lstm_core.results import State
from lstm_core.runs import store
from lstm_core.runs.pen import Pen
from lstm_core.runs.record import Record
from lstm_core.windows import splits

APP = str(Path(__file__).parents[2] / "app.py")


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """One home and one worker for all pages, as in a real dashboard."""
    folder = tmp_path_factory.mktemp("home")
    gc.freeze()  # Streamlit collects garbage after every run of a page: not the TensorFlow of the tests before, too
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


@pytest.fixture
def trained(home):
    """`trained(values, horizon=3)` gives a finished run over daily values, as a worker leaves one.

    No network was trained: "lstm" lies between the last value and the moving average, "arima" is the drift.
    """

    def finished(
        values: np.ndarray, horizon: int = 3, kind: str = "lstm", whole_test: bool = False, dated: bool = True
    ) -> Record:
        rows = len(values) + horizon
        times = pd.date_range("2020-01-01", periods=rows, name="time") if dated else pd.RangeIndex(rows, name="time")
        frame = pd.DataFrame({"x": np.asarray(values, dtype=float)}, index=times[: len(values)])
        data = specs.Data(dataset=library.keep(home, Dataset(frame, "made up", "here")), name="made up", target="x")
        window = specs.Window(
            look_back=7, horizon=horizon, whole_test=whole_test, strategy="recursive" if whole_test else "direct"
        )
        asked = specs.Experiment(data=data, window=window, network=specs.Network(kind=kind))
        parts = splits.cut(frame.index, asked.split)
        tables = []
        for name, part in (("validation", parts.validation), ("test", parts.test)):
            single = np.arange(part.start - 1, part.stop - 1)
            many = single[:1] if whole_test else single[: len(single) - horizon + 1]
            for mode, origins, steps in (
                ("one_step", single, 1),
                ("multi_step", many, len(part) if whole_test else horizon),
            ):
                paths = halves(kind, frame["x"].to_numpy(), origins, steps)
                tables.append(backtest.table(name, mode, frame.index, frame["x"].to_numpy(), origins, paths))
        tested = backtest.joined(tables, 1.0)
        last = np.array([len(values) - 1])
        beyond = {"origin": frame.index[-1], "step": np.arange(1, horizon + 1), "time": times[len(values) :]}
        beyond |= {"lower": np.nan, "upper": np.nan, "level": np.nan}
        paths = halves(kind, frame["x"].to_numpy(), last, horizon)
        future = pd.concat(
            [pd.DataFrame(beyond | {"model": model, "forecast": path[0]}) for model, path in paths.items()]
        )
        record = store.create(home, asked)
        said = verdict.judge(tested, kind)
        with Pen(record.folder) as pen:
            pen.begin()
            pen.finish(State.FINISHED, said, 1, {}, scoring.score(tested), tested, future, {"kind": "window"})
        return record

    return finished


def halves(kind: str, values: np.ndarray, origins: np.ndarray, steps: int) -> dict[str, np.ndarray]:
    """Every model's paths (origins, steps)."""
    told = {name: baselines.forecast(name, values, origins, steps, 7) for name in baselines.NAMES}
    ours = {"lstm": (told["naive"] + 3 * told["moving_average"]) / 4}
    if kind == "hybrid":
        ours |= {"arima": told["drift"], "hybrid": (told["drift"] + ours["lstm"]) / 2}
    return ours | told
