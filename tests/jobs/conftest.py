"""Real worker processes, shared by the tests of this folder, and a small sine to learn."""

import pytest

from lstm_core.jobs.workers import Workers
from lstm_core.runs import store
from tests.jobs import asking


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
