"""Real worker processes, shared by the tests of this folder, and a small sine to learn."""

import pytest

from lstm_core.jobs.workers import Workers
from lstm_core.runs import store
from tests.jobs import asking, standin


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def dataset(home):
    return asking.keep_sine(home)


@pytest.fixture(scope="session")
def workers(home):
    running = Workers.start(home)
    running.wait()
    yield running
    running.close()


@pytest.fixture
def ask(home, dataset):
    """A new run that asks for so many epochs."""
    return lambda epochs, **data: store.create(home, asking.experiment(dataset, epochs, **data))


@pytest.fixture
def short(monkeypatch):
    """An epoch of the stand-in takes a twentieth of a second; there is one worker."""
    monkeypatch.setenv("PAUSE", "0.05")
    monkeypatch.setenv("LSTM_LAB_WORKERS", "1")


@pytest.fixture
def begin(short, tmp_path):
    """Starts one worker that trains with the stand-in, in a home of the test's own; all are closed afterwards."""
    begun = []

    def start():
        begun.append(Workers.start(tmp_path, standin.train))
        begun[-1].wait()
        return begun[-1]

    yield start
    for workers in begun:
        workers.close()


@pytest.fixture
def asked(tmp_path):
    """A new run there that asks for so many epochs."""
    return lambda epochs=1000: store.create(tmp_path, asking.experiment("a" * 64, epochs))
