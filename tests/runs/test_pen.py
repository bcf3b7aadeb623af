import math
import time

import numpy as np
import pandas as pd
import pytest

from lstm_core.results import EpochReport, Progress, Score, State, Verdict
from lstm_core.runs import files, pen, store
from lstm_core.runs.attempts import Superseded

TABLE = pd.DataFrame(
    {"model": ["lstm"], "time": pd.to_datetime(["2026-11-20"]), "forecast": [1.5], "level": [math.nan]}
)
VERDICT = Verdict("No better than naive.", "naive", 0.0, math.nan, "not_distinguishable")


@pytest.fixture
def record(home, experiment):
    return store.create(home, experiment)


def finish(writer):
    score = Score("test", "lstm", "multi_step", None, "mase", math.nan)
    writer.finish(State.FINISHED, VERDICT, 2, {"total": 1.5}, [score], TABLE, TABLE, {"mean": 3.0}, {"base": 1.5})


def test_what_the_worker_tells_is_what_a_reader_sees(record):
    with pen.Pen(record.folder) as writer:
        writer.begin()
        assert record.state is State.RUNNING
        writer.stage("Training")
        assert record.stage == "Training"
        writer.progress(Progress("Training", 1, 2, 3, 4, None))
        assert record.progress == Progress("Training", 1, 2, 3, 4, None)
        writer.epoch(EpochReport(1, 0.5, math.nan, 0.001, 0.2, 0.4))
        assert record.history[0]["val_loss"] is None
        writer.preview({"forecast": [1.0]})
        assert record.preview == [{"forecast": [1.0]}]
        finish(writer)
    assert record.state is State.FINISHED
    assert record.verdict.outcome == "not_distinguishable"
    assert math.isnan(record.verdict.p_value)
    assert (record.epochs, record.seconds, record.error) == (2, {"total": 1.5}, None)
    assert record.scores[0] | {"value": 0} == {
        "part": "test", "model": "lstm", "mode": "multi_step", "step": None, "metric": "mase", "value": 0,
    }  # fmt: skip
    pd.testing.assert_frame_equal(record.backtest(), TABLE, check_dtype=False)
    pd.testing.assert_frame_equal(record.forecast(), TABLE, check_dtype=False)
    assert record.importance == {"base": 1.5}
    assert record.has_forecast
    assert not (record.folder / ".reserve").exists()


def test_progress_is_written_at_most_four_times_a_second_and_ends_with_the_last(record):
    seen = set()
    with pen.Pen(record.folder) as writer:
        writer.begin()
        began = time.monotonic()
        for batch in range(1, 100):
            writer.progress(Progress("Training", 1, 1, batch, 99))
            seen.add(record.progress.batch)
            time.sleep(0.005)
        assert len(seen) <= 1 + (time.monotonic() - began) / pen.PROGRESS_SECONDS
        finish(writer)
    assert record.progress.batch == 99


def test_the_heart_beats_while_nothing_else_is_told(record, monkeypatch):
    monkeypatch.setattr(pen, "HEARTBEAT_SECONDS", 0.02)
    with pen.Pen(record.folder) as writer:
        writer.begin()
        first = record.status["heartbeat"]
        time.sleep(0.2)
        assert record.status["heartbeat"] > first


def test_no_heartbeat_overwrites_the_end(record, monkeypatch):
    monkeypatch.setattr(pen, "HEARTBEAT_SECONDS", 0.001)
    with pen.Pen(record.folder) as writer:
        writer.begin()
        time.sleep(0.02)
        writer.fail("Broken.", "Traceback ...")
        time.sleep(0.05)
    assert record.state is State.FAILED
    assert record.error == "Broken."
    assert files.read_object(record.folder / "error.json")["full"] == "Traceback ..."


def test_a_failure_is_told_even_when_only_one_more_file_fits(record):
    writer = pen.Pen(record.folder)
    writer.begin()
    (record.folder / "error.json").mkdir()
    with pytest.raises(OSError):
        writer.fail("The disk is full.")
    assert record.state is State.FAILED
    assert record.error == "The disk is full."


def test_an_attempt_is_begun_once(record):
    pen.Pen(record.folder).begin()
    with pytest.raises(Superseded):
        pen.Pen(record.folder).begin()


def test_a_pen_whose_run_was_sent_again_writes_no_more_and_its_heart_finds_out(record, monkeypatch):
    monkeypatch.setattr(pen, "HEARTBEAT_SECONDS", 0.01)
    with pen.Pen(record.folder) as writer:
        writer.begin()
        store.again(record)
        time.sleep(0.1)
        with pytest.raises(Superseded):
            writer.stop_asked()
        with pytest.raises(Superseded):
            writer.fail("Broken.")
    assert record.state is State.QUEUED


def test_a_beginning_forgets_the_epochs_that_the_checkpoint_has_not_seen(record):
    for epoch in (1, 2, 3):
        pen.Pen(record.folder).epoch(EpochReport(epoch, 0.5, 0.5, 0.001, 0.2, 0.4))
        pen.Pen(record.folder).preview({"epoch": epoch})
    np.savez(record.folder / "checkpoint.npz", epoch=2)
    pen.Pen(record.folder).begin()
    assert [line["epoch"] for line in record.history] == [line["epoch"] for line in record.preview] == [1, 2]


def test_a_paused_run_says_so_and_keeps_its_epochs(record):
    with pen.Pen(record.folder) as writer:
        writer.begin()
        writer.epoch(EpochReport(1, 0.5, math.nan, 0.001, 0.2, 0.4))
        assert not writer.pause_asked()
        record.ask_pause()
        assert writer.pause_asked()
        writer.pause("Paused by hand.")
    assert (record.state, record.stage, record.epochs, record.error) == (State.PAUSED, "Paused by hand.", 1, None)


def test_a_stopped_run_without_training_has_no_forecast(record):
    with pen.Pen(record.folder) as writer:
        writer.begin()
        writer.stop_early("Stopped before training began.")
    assert record.state is State.STOPPED
    assert record.stage == "Stopped before training began."
    assert record.importance == {}
    assert not record.has_forecast
