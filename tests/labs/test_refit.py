import pytest

from lstm_core.errors import BadSetting
from lstm_core.jobs import tasks
from lstm_core.labs import refit
from lstm_core.labs.asked import Refit
from lstm_core.results import State
from lstm_core.runs import store
from tests.jobs import asking
from tests.labs.hearing import Heard


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    record = store.create(home, asking.experiment(asking.keep_sine(home), 2))
    assert tasks.train(str(record.folder)) == State.FINISHED
    return home, record


def test_the_last_frame_is_the_future_from_all_rows(run):
    home, record = run
    before = {file.name: file.stat().st_mtime_ns for file in record.folder.iterdir()}
    told = Heard()
    refit.play(Refit(run=record.id), told, home)
    assert [(frame["epoch"], frame["epochs"]) for frame in told.frames] == [(1, 2), (2, 2), (2, 2)]
    rows, future = told.frames[-1]["forecast"], record.forecast().query("model == 'lstm'")
    assert [(row["step"], row["time"]) for row in rows] == list(zip(future.step, future.time, strict=True))
    assert [row["upper"] - row["lower"] for row in rows] == pytest.approx((future.upper - future.lower).tolist())
    assert [row["forecast"] for row in rows] != future.forecast.tolist()
    assert {file.name: file.stat().st_mtime_ns for file in record.folder.iterdir()} == before


def test_stopped_it_ends_without_a_forecast(run):
    home, record = run
    told = Heard(stop_after=1)
    refit.play(Refit(run=record.id), told, home)
    assert [set(frame) for frame in told.frames] == [{"epoch", "epochs", "loss"}]


def test_a_run_without_results_is_refused(run):
    home, record = run
    other = store.create(home, record.experiment)
    with pytest.raises(BadSetting, match="one that is finished"):
        refit.play(Refit(run=other.id), Heard(), home)
