"""One network for many series, for real, in this process."""

import keras
import numpy as np
import pandas as pd
import pytest

from lstm_core.data.series import Dataset
from lstm_core.jobs import tasks
from lstm_core.many import asked, groups, sources
from lstm_core.results import State
from lstm_core.runs import store
from lstm_core.runs.pen import Pen

HOURS = pd.date_range("2024-01-01", periods=160, freq="h", name="time")
NAMES = ("small", "large", "still")


@pytest.fixture
def frame() -> pd.DataFrame:
    """A wave, one a thousand times as high that begins later, one that never moves, and one that is too short."""
    wave = np.sin(np.arange(160) * np.pi / 6) + np.random.default_rng(0).normal(scale=0.1, size=160)
    columns = {"small": 5 + wave, "large": 5000 - 1000 * wave, "still": np.full(160, 3.0), "short": 5 + wave}
    made = pd.DataFrame(columns, index=HOURS)
    made.iloc[:20, 1] = np.nan
    made.iloc[25:, 3] = np.nan
    return made


@pytest.fixture
def ask(tmp_path):
    """A new group of one network for the columns of a frame."""

    def new(frame: pd.DataFrame, **changes):
        found = sources.kept(tmp_path, Dataset(frame, "waves", "made"), {name: {} for name in frame.columns})
        settings = {
            "window": {"look_back": 14, "horizon": 3},
            "network": {"layers": [{"units": 4}], "linear": True},
            "training": {"epochs": 2, "batch_size": 32},
        }
        recipe = asked.Recipe.model_validate(settings | changes)
        return groups.create(
            tmp_path, asked.Group(name="waves", way="together", recipe=asked.for_all(recipe), members=found.members)
        )

    return new


class Pausing(Pen):
    """A pen for a training that is paused after its first epoch."""

    def epoch(self, report):
        super().epoch(report)
        (self.folder / "pause").touch()


def learnt(record) -> pd.DataFrame:
    assert tasks.train(str(record.folder)) == State.FINISHED, record.error
    return groups.scores(record.folder.parents[1], record, groups.asked(record)).set_index("series")


def test_each_series_is_scored_by_itself_and_a_short_one_says_why_it_is_not(ask, frame):
    record = ask(frame)
    scores = learnt(record)
    assert scores.index.tolist() == ["small", "large", "still", "short"]
    assert scores.rows.tolist()[:3] == [160, 140, 160]
    assert scores.mase[["small", "large"]].between(0, 1.5).all(), "of one size, whatever the size of the series"
    assert np.isnan(scores.mase["still"])
    assert "bring a longer series" in scores.why["short"]
    for name in NAMES:
        rows = groups.of_series(record, name, "backtest")
        test = rows[(rows.part == "test") & (rows.model == "lstm")]
        truth = frame[name].loc[test.time].to_numpy()
        np.testing.assert_array_equal(test.actual, truth)
        assert scores.mae[name] == pytest.approx(np.abs(truth - test.forecast).mean())
    future = groups.of_series(record, "large", "forecast")
    ours = future[future.model == "lstm"]
    assert ours.time.tolist() == list(HOURS[-1] + pd.to_timedelta([1, 2, 3], "h"))
    assert (ours.lower < ours.forecast).all()
    assert keras.models.load_model(record.folder / "model.keras").input_shape == (None, 14, 1)


def test_nothing_is_fitted_on_test_rows_of_any_series(ask, frame):
    frame = frame[["small", "large"]]
    noisy = frame.copy()
    test_begins = {"small": 160 - 24, "large": 160 - 21}
    for name, first in test_begins.items():
        noisy.iloc[first:, noisy.columns.get_loc(name)] = 777.0
    kept, changed = (ask(one) for one in (frame, noisy))
    learnt(kept), learnt(changed)
    one, other = (keras.models.load_model(record.folder / "model.keras").get_weights() for record in (kept, changed))
    for before, after in zip(one, other, strict=True):
        np.testing.assert_array_equal(before, after)
    rows = [groups.of_series(record, "small", "backtest") for record in (kept, changed)]
    past = [each[each.part == "validation"].forecast.to_numpy() for each in rows]
    np.testing.assert_array_equal(*past)
    assert rows[0]["scale"].iloc[0] == rows[1]["scale"].iloc[0]


def test_a_series_that_leaps_after_a_constant_past_changes_nothing_for_the_others(ask, frame):
    leaping = frame[["small", "large", "still"]].copy()
    leaping.iloc[112:, 2] = 1e9
    with_it, without = learnt(ask(leaping)), learnt(ask(frame[["small", "large"]]))
    pd.testing.assert_frame_equal(
        with_it.loc[["small", "large"]].drop(columns="coverage"), without.drop(columns="coverage")
    )


def test_training_goes_on_from_its_checkpoint_after_a_pause_to_the_same_numbers(ask, frame):
    frame = frame[["small", "large"]]
    whole, parted = (
        ask(frame, training={"epochs": 3, "batch_size": 32}),
        ask(frame, training={"epochs": 3, "batch_size": 32}),
    )
    expected = learnt(whole)
    with Pausing(parted.folder) as pen:
        assert tasks.told(parted, pen, tasks.learn_all) is State.PAUSED
    store.send_again(parted)
    pd.testing.assert_frame_equal(learnt(parted), expected)
    assert [line["epoch"] for line in parted.history] == [1, 2, 3]


def test_where_no_series_can_be_learnt_from_the_group_says_why(ask, frame):
    record = ask(frame[["short"]])
    assert tasks.train(str(record.folder)) == State.FAILED
    assert record.error.startswith("None of the 1 series can be learnt from. “short”:")


@pytest.mark.parametrize("strategy", [{"strategy": "recursive"}, {"strategy": "recursive", "whole_test": True}])
def test_a_step_that_is_fed_back_is_learnt_from_all_too(ask, frame, strategy):
    scores = learnt(ask(frame[["small", "large"]], window={"look_back": 14, "horizon": 3} | strategy))
    assert np.isfinite(scores.skill).all()


def test_a_stop_before_it_begins_leaves_nothing(ask, frame):
    record = ask(frame)
    record.ask_stop()
    assert tasks.train(str(record.folder)) == State.STOPPED
    assert not (record.folder / "scores.parquet").exists()
