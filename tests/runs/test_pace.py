import pytest

from lstm_core.runs import files, pace, store
from lstm_core.windows import cost


def trained(home, experiment, slower, state="finished", first=9.0):
    """A run over 500 rows of 2 features whose epochs took `slower` times what is expected, the first one `first` s."""
    record = store.create(home, experiment)
    expected = cost.of(500, 2, experiment.window, experiment.network, experiment.training).seconds
    for epoch, seconds in enumerate((first, slower * expected, slower * expected), start=1):
        files.append_line(record.folder / "history.jsonl", {"epoch": epoch, "seconds": seconds})
    files.write_json(record.folder / "scaler.json", {"rows": 500, "columns": ["y", "x"]})
    files.write_json(record.folder / "state.json", {"state": state})


def test_there_is_no_pace_before_a_run_has_told(home):
    assert pace.of(home) is None


def test_the_pace_is_the_middle_of_the_last_runs_without_their_first_epochs(home, experiment):
    for slower in (2.0, 3.0, 50.0):
        trained(home, experiment, slower)
    trained(home, experiment, 99.0, state="failed")
    assert pace.of(home) == pytest.approx(3.0)


def test_a_run_that_tells_nothing_is_passed_over(home, experiment):
    trained(home, experiment, 2.0)
    for name in ("scaler.json", "experiment.json", "history.jsonl"):
        broken = store.create(home, experiment)
        files.write_json(broken.folder / "state.json", {"state": "finished"})
        (broken.folder / name).write_text("[")
    assert pace.of(home) == pytest.approx(2.0)
