"""Any origin's window rebuilt from a run's folder: the forecasts are those of the run's own backtest."""

import numpy as np
import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import series
from lstm_core.errors import BadSetting, DamagedRun
from lstm_core.inside import film, opened, units
from lstm_core.inside.cells import Forced


class Silent:
    """A report that nobody reads."""

    def stage(self, words):
        pass

    progress = epoch = preview = stage

    def pause_asked(self):
        return False

    def stop_asked(self):
        return False


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """ARIMA + LSTM over a year of days: its folder, what was asked, the series, and what came out."""
    pipeline = pytest.importorskip("lstm_core.learning.pipeline")
    random = np.random.default_rng(4)
    values = 50 + np.cumsum(random.normal(size=260))
    frame = pd.DataFrame({"x": values}, index=pd.date_range("2020-01-01", periods=260, name="time"))
    asked = specs.Experiment.model_validate(
        {
            "data": {"dataset": "0" * 64, "name": "tiny", "target": "x"},
            "window": {"look_back": 8, "horizon": 3},
            "network": {"kind": "hybrid", "layers": [{"units": 4}]},
            "training": {"epochs": 1, "batch_size": 32},
        }
    )
    folder = tmp_path_factory.mktemp("run")
    made = series.of(series.Dataset(frame, "tiny", "test"), "x")
    return folder, asked, made, pipeline.run(asked, made, Silent(), folder)


@pytest.fixture(scope="module")
def hybrid(trained):
    folder, asked, made, outcome = trained
    return opened.of(folder, asked, made, outcome.scaler, pd.concat([outcome.backtest, outcome.forecast]))


def test_beside_arima_every_origin_forecasts_what_the_backtest_holds(hybrid, trained):
    outcome = trained[3]
    rows = outcome.backtest
    rows = rows[(rows.part == "test") & (rows["mode"] == "multi_step") & (rows.model == "hybrid")]
    kept = rows.pivot(index="origin", columns="step", values="forecast")
    origins = hybrid.times.get_indexer(kept.index)
    assert set(origins) == set(hybrid.tested)
    np.testing.assert_allclose(hybrid.forecast(origins), kept.to_numpy(), rtol=1e-5)
    future = outcome.forecast[outcome.forecast.model == "hybrid"]
    np.testing.assert_allclose(hybrid.forecast(hybrid.origins[-1:])[0], future.forecast, rtol=1e-5)
    assert hybrid.ahead(hybrid.origins[-1]).tolist() == future.time.tolist()


def test_truth_ends_with_the_data(hybrid):
    last = len(hybrid.levels) - 1
    assert hybrid.truth(np.array([last - 3]))[0].tolist() == hybrid.levels[-3:].tolist()
    assert np.isnan(hybrid.truth(np.array([last]))).all()


def test_what_an_answer_is_worth_is_in_the_units_of_the_series(hybrid):
    origin, step = int(hybrid.tested[0]), 2
    at = np.array([origin])
    answers = hybrid.network.answer(hybrid.seen(at)).astype(float)
    worth = hybrid.worth(answers, origin, step)[0]
    assert worth[1] > 0 or hybrid.beside.share == 0
    more = hybrid.told(answers + np.array([0, 0.5, 0]), at) - hybrid.told(answers, at)
    assert more[0, 1] == pytest.approx(0.5 * worth[1], abs=1e-9)


@pytest.mark.parametrize(
    ("time", "why"),
    [
        ("2020-03-01", "where this run kept no forecast of ARIMA"),
        ("2031-01-01", "no row of the data"),
        ("yesterday", "no row of the data"),
    ],
)
def test_an_origin_that_can_not_be_shown_is_refused_with_those_that_can(hybrid, time, why):
    with pytest.raises(BadSetting, match=f"{why}.*Choose a row's time from 2020-07-08 to 2020-09-16"):
        hybrid.origin_at(time)
    assert hybrid.times[hybrid.origin_at("2020-09-10")] == pd.Timestamp("2020-09-10")


def test_a_scaler_that_says_nothing_is_damage_in_words(trained):
    folder, asked, made, _ = trained
    with pytest.raises(DamagedRun, match=r"scaler\.json"):
        opened.of(folder, asked, made, {"kind": "window"})


def test_a_gate_held_by_force_stays_there_and_a_silent_unit_says_nothing(hybrid):
    windows = hybrid.seen(hybrid.tested[:3])
    _, (trace,) = hybrid.network.trace(windows, Forced("lstm_1", {"forget_gate": 1.0}, (2,)))
    assert (trace.states["forget_gate"] == 1).all()
    assert (trace.states["hidden_state"][..., 2] == 0).all()
    assert (trace.states["hidden_state"][..., 1] != 0).all()
    grown = trace.states["input_gate"] * trace.states["candidate"]
    np.testing.assert_allclose(trace.states["cell_state"], np.cumsum(grown, axis=1), rtol=1e-4)  # nothing is forgotten


def test_a_film_holds_the_states_of_its_origins_in_bytes(hybrid):
    anchor = int(hybrid.origins[0])
    told = film.of(hybrid, "lstm_1", np.array([1, 3]), anchor)
    assert anchor in told.origins
    _, (trace,) = hybrid.network.trace(hybrid.seen(told.origins))
    gate = trace.states["forget_gate"][..., [1, 3]]
    assert np.abs(told.states["forget_gate"] / 255 - gate).max() < 0.0021
    share = told.states["cell_state"] / 127.0 - 1
    cell = trace.states["cell_state"][..., [1, 3]]
    assert np.abs(share * np.abs(share) * told.largest["cell_state"] - cell).max() < 0.01 * np.abs(cell).max()


def test_a_study_tells_the_errors_of_the_windows_that_it_asked(hybrid):
    told = units.study(hybrid)
    known = np.isfinite(told.errors)
    assert known.sum() == len(told.origins) - 1  # what follows the last row is not known
    assert told.ends["lstm_1"]["hidden_state"].shape == (len(told.origins), 4)
    assert set(units.following(told, hybrid, "lstm_1")) == {units.ERROR, "x", "ARIMA residual"}
