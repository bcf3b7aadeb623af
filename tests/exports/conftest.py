"""One tiny finished run for all tests of this folder."""

import shutil

import pytest

from lstm_core.jobs import tasks
from lstm_core.results import State
from lstm_core.runs import store
from tests.jobs import asking


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """The home and the run, trained once; read it, never write there."""
    pytest.importorskip("lstm_core.learning.pipeline")
    home = tmp_path_factory.mktemp("home")
    record = store.create(home, asking.experiment(asking.keep_sine(home), 1))
    assert tasks.train(str(record.folder)) == State.FINISHED
    return home, record


@pytest.fixture
def copied(finished, tmp_path):
    """The same in a home of the test's own."""
    home, record = finished
    shutil.copytree(home, tmp_path / "copy")
    return tmp_path / "copy", store.open_run(tmp_path / "copy", record.id)
