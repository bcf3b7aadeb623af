"""A home folder of a test's own, and an experiment to ask for."""

import pytest

from lstm_core import specs
from lstm_core.runs import store


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LSTM_LAB_HOME", str(tmp_path / "home"))
    return store.home()


@pytest.fixture
def experiment():
    return specs.Experiment(data=specs.Data(dataset="a" * 64, name="sine", target="value"))
