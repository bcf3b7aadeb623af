import errno
import json
import subprocess
import sys

import pytest

from lstm_core.errors import TooLittleData
from lstm_core.jobs import tasks
from lstm_core.results import State
from lstm_core.runs import files


def raising(failure):
    def learn(record, pen):
        raise failure

    return learn


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (TooLittleData("Only 3 rows; bring 10."), "Only 3 rows; bring 10."),
        (MemoryError(), tasks.OUT_OF_MEMORY),
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (RuntimeError("file write failed: errno = 28, error message = 'No space left on device'"), "The disk is full"),
        (ZeroDivisionError("division by zero"), "ZeroDivisionError"),
    ],
)
def test_a_failure_ends_in_words_and_keeps_its_details(ask, failure, words):
    record = ask(epochs=1)
    assert tasks.train(str(record.folder), raising(failure)) == State.FAILED
    assert record.state is State.FAILED
    assert words in record.error
    assert type(failure).__name__ in files.read_object(record.folder / "error.json")["full"]


def test_a_keyboard_interrupt_ends_the_run_and_goes_on(ask):
    record = ask(epochs=1)
    with pytest.raises(KeyboardInterrupt):
        tasks.train(str(record.folder), raising(KeyboardInterrupt()))
    assert record.state is State.INTERRUPTED


def test_a_run_stopped_before_it_began_is_stopped_without_a_forecast(ask):
    record = ask(epochs=1)
    record.ask_stop()
    assert tasks.train(str(record.folder)) == State.STOPPED
    assert record.stage == tasks.STOPPED_EARLY
    assert not record.has_forecast


def test_a_run_that_is_over_is_not_trained_again(ask):
    record = ask(epochs=1)
    tasks.train(str(record.folder), raising(TooLittleData("first")))
    assert tasks.train(str(record.folder), raising(TooLittleData("second"))) == State.FAILED
    assert record.error == "first"


def test_the_dashboard_side_imports_nothing_slow():
    code = (
        "import sys, json, lstm_core.jobs.workers, lstm_core.runs.record, lstm_core.runs.store;"
        "print(json.dumps(sorted(sys.modules)))"
    )
    loaded = set(json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout))
    assert not loaded & {"tensorflow", "keras", "distributed", "pandas", "pyarrow", "streamlit"}
