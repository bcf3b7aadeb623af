"""The evaluation contract, on real trainings: what was fitted saw nothing that it may not see."""

import json
import math
import subprocess
import sys

import keras
import numpy as np
import pandas as pd
import pytest

from lstm_core.data import series
from lstm_core.errors import Diverged, Paused, TooLittleData
from lstm_core.evaluation import baselines, scoring
from lstm_core.features import build
from lstm_core.learning import rolling, traced
from lstm_core.results import State
from lstm_core.specs import Features, Window
from lstm_core.windows import scaling as scalings

PICKS = {"indicators": [{"name": "RSI"}, {"name": "ATR"}, {"name": "SMA", "parameters": {"timeperiod": 5}}]}


def noisy_after(frame: pd.DataFrame, row: int) -> pd.DataFrame:
    changed = frame.copy()
    changed.iloc[row:] = np.random.default_rng(9).uniform(1, 1000, changed.iloc[row:].shape)
    return changed


def test_noise_after_the_training_part_changes_nothing_that_was_fitted(learn, prices):
    # 300 rows less 14 of warm-up: 286, of which 43 test and 43 validate; training ends 200 rows behind the warm-up
    settings = {"features": PICKS, "training": {"epochs": 2, "patience": None}}
    (clean, heard, folder), (noisy, again, elsewhere) = (
        learn(frame, "Close", **settings) for frame in (prices, noisy_after(prices, 214))
    )
    assert clean.scaler == noisy.scaler
    assert [report.loss for report in heard.epochs] == [report.loss for report in again.epochs]
    weights = [keras.models.load_model(run / "model.keras").get_weights() for run in (folder, elsewhere)]
    assert all(np.array_equal(*pair) for pair in zip(*weights, strict=True))
    assert clean.backtest["scale"].iloc[0] == noisy.backtest["scale"].iloc[0]


def test_noise_in_the_test_part_changes_no_choice_made_before_it(learn, prices):
    settings = {"features": PICKS, "training": {"epochs": 3, "patience": 1}}
    (clean, heard, _), (noisy, again, _) = (
        learn(frame, "Close", **settings) for frame in (prices, noisy_after(prices, 257))
    )
    assert [(e.loss, e.val_loss, e.line_to_beat) for e in heard.epochs] == [
        (e.loss, e.val_loss, e.line_to_beat) for e in again.epochs
    ]
    assert clean.verdict.baseline == noisy.verdict.baseline
    validation = [run.backtest[run.backtest.part == "validation"] for run in (clean, noisy)]
    pd.testing.assert_frame_equal(*validation)
    widths = [(run.backtest.upper - run.backtest.lower).dropna().round(9).unique() for run in (clean, noisy)]
    assert sorted(widths[0]) == pytest.approx(sorted(widths[1]), abs=1e-6)


def test_the_same_experiment_gives_the_same_numbers(learn, prices):
    first, second = (learn(prices, "Close", features=PICKS)[0] for _ in range(2))
    pd.testing.assert_frame_equal(first.backtest, second.backtest, check_exact=True)
    pd.testing.assert_frame_equal(first.forecast, second.forecast, check_exact=True)


def test_every_score_can_be_computed_again_from_the_backtest_alone(learn, prices, tmp_path):
    outcome, _, _ = learn(prices, "Close")
    outcome.backtest.to_parquet(tmp_path / "backtest.parquet")
    again = scoring.score(pd.read_parquet(tmp_path / "backtest.parquet"))
    assert [repr(score) for score in again] == [repr(score) for score in outcome.scores]


def test_every_model_forecasts_the_same_rows(learn, prices):
    rows = learn(prices, "Close")[0].backtest
    assert set(rows.model) == {"lstm", *baselines.NAMES}
    keys = rows.groupby("model")[["part", "mode", "origin", "step", "time", "actual"]].apply(
        lambda one: list(map(tuple, one.to_numpy()))
    )
    assert all(each == keys.iloc[0] for each in keys)
    assert (rows.time > rows.origin).all()
    assert rows[rows.part == "test"].time.min() > rows[rows.part == "validation"].time.max()


def test_the_truth_in_the_backtest_is_the_series_itself(learn, prices):
    rows = learn(prices, "Close")[0].backtest
    assert (rows.actual.to_numpy() == prices.Close.reindex(rows.time).to_numpy()).all()
    assert (rows["last"].to_numpy() == prices.Close.reindex(rows.origin).to_numpy()).all()


def test_a_recursive_forecast_recomputes_its_indicators_from_its_own_path(learn, prices):
    settings = {"features": PICKS, "window": {"look_back": 8, "horizon": 4, "strategy": "recursive"}}
    outcome, _, folder = learn(prices, "Close", **settings)
    rows = outcome.backtest
    path = rows[(rows.part == "test") & (rows["mode"] == "multi_step") & (rows.model == "lstm")]
    path = path[path.origin == path.origin.iloc[0]].sort_values("step")
    # By hand: append what was forecast, hold the other columns, build every feature anew, ask the saved network.
    network, scaler = keras.models.load_model(folder / "model.keras"), outcome.scaler
    frame = prices[: path.origin.iloc[0]]
    for expected in path.forecast:
        made = series.of(series.Dataset(frame, "by hand", "test"), "Close")
        table = build.build(made, Features.model_validate(PICKS)).frame.tail(8).to_numpy()
        scaled = (table - scaler["centre"]) / scaler["spread"]
        anchor = scaled[-1, 0]
        seen = scaled - anchor * np.array(scaler["relative_to_the_last_target"])
        value = (float(network(seen[None])[0, 0]) + anchor) * scaler["spread"][0] + scaler["centre"][0]
        assert value == pytest.approx(expected, abs=1e-3)
        frame = pd.concat([frame, frame.tail(1).assign(Close=expected).set_axis(frame.index[-1:] + pd.offsets.BDay())])


def test_the_textbook_runs_free_over_the_whole_test_period_from_one_origin(learn, prices):
    window = {"look_back": 8, "horizon": 5, "strategy": "recursive", "whole_test": True}
    training = {"scaling": "minmax", "epochs": 2, "patience": None, "clip": None}
    outcome, _, _ = learn(prices, "Close", window=window, training=training)
    path = outcome.backtest.query("part == 'test' and mode == 'multi_step' and model == 'lstm'")
    assert path.origin.nunique() == 1
    assert path.step.tolist() == list(range(1, 46))
    assert path.time.tolist() == prices.index[-45:].tolist()
    assert outcome.verdict.outcome == "not_distinguishable"
    assert outcome.forecast.step.max() == 5


def test_the_future_begins_where_the_data_end(learn, prices):
    future = learn(prices, "Close")[0].forecast
    lstm = future[future.model == "lstm"]
    assert lstm.step.tolist() == [1, 2, 3]
    assert lstm.time.tolist() == pd.date_range(prices.index[-1], periods=4, freq="B")[1:].tolist()
    assert (lstm.lower < lstm.forecast).all()
    assert (lstm.forecast < lstm.upper).all()


def test_the_saved_model_opens_in_a_python_that_has_nothing_of_ours(learn, prices, tmp_path):
    outcome, _, folder = learn(prices, "Close")
    program = (
        "import sys, json, keras, numpy as np;"
        "window = np.array(json.loads(sys.argv[2]), 'float32')[None];"
        "told = [keras.models.load_model(f'{sys.argv[1]}/model.{kind}').predict(window, verbose=0)[0].tolist()"
        " for kind in ('keras', 'h5')];"
        "assert not any('lstm_core' in name for name in sys.modules);"
        "print(json.dumps(told))"
    )
    scaler = outcome.scaler
    scaled = (prices.Close.to_numpy()[-8:] - scaler["centre"][0]) / scaler["spread"][0]
    seen = (scaled - scaled[-1])[:, None].tolist()
    told = subprocess.run(
        [sys.executable, "-c", program, folder, json.dumps(seen)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    expected = outcome.forecast.query("model == 'lstm'").forecast.to_numpy()
    for answer in json.loads(told.stdout.splitlines()[-1]):
        restored = (np.array(answer) + scaled[-1]) * scaler["spread"][0] + scaler["centre"][0]
        assert restored == pytest.approx(expected, abs=1e-4)


def test_stop_in_the_first_epoch_still_gives_a_forecast(learn, prices, heard):
    outcome, report, folder = learn(prices, "Close", report=heard(stop_after=2), training={"epochs": 50})
    assert outcome.state is State.STOPPED
    assert report.steps[-1].batch == 2 < report.steps[-1].batches
    assert (outcome.epochs, report.epochs) == (0, [])
    assert np.isfinite(outcome.forecast.forecast).all()
    assert (folder / "model.h5").exists()
    assert outcome.importance == {}


def test_stop_later_keeps_the_best_epoch(learn, prices, heard):
    outcome, report, folder = learn(
        prices, "Close", report=heard(stop_after=20), training={"epochs": 50, "patience": None}
    )
    assert outcome.state is State.STOPPED
    assert 1 <= outcome.epochs == len(report.epochs) < 50
    network = keras.models.load_model(folder / "model.keras")
    kept = [weight.copy() for weight in network.get_weights()]
    network.load_weights(folder / "best.weights.h5")
    assert all(np.array_equal(*pair) for pair in zip(kept, network.get_weights(), strict=True))
    best = np.load(folder / "checkpoint.npz")
    assert all(np.array_equal(weight, best[f"best.{number}"]) for number, weight in enumerate(kept))


@pytest.mark.parametrize("beside", [{}, {"linear": True, "pooled": True}])
def test_a_paused_run_that_goes_on_ends_as_one_that_never_paused(learn, prices, heard, tmp_path, beside):
    settings = {"network": {"layers": [{"units": 4, "dropout": 0.3}], **beside}, "training": {"epochs": 4}}
    whole, told, _ = learn(prices, "Close", **settings)
    folder, paused = tmp_path / "paused", heard(pause_after=15)  # an epoch has 4 batches
    with pytest.raises(Paused):
        learn(prices, "Close", paused, folder=folder, **settings)
    assert 1 <= len(paused.epochs) < 4
    assert [file.name for file in folder.iterdir()] == ["checkpoint.npz"]
    parts, later, _ = learn(prices, "Close", folder=folder, **settings)
    assert [one.loss for one in paused.epochs + later.epochs] == [one.loss for one in told.epochs]
    pd.testing.assert_frame_equal(whole.backtest, parts.backtest, check_exact=True)
    assert whole.scaler == parts.scaler


def test_networks_used_again_give_the_numbers_of_new_ones(learn, prices):
    traced._kept.clear()
    one = {"network": {"layers": [{"units": 5, "dropout": 0.2}]}}
    other = {"network": {"layers": [{"units": 5, "dropout": 0.1}]}, "training": {"epochs": 1, "learning_rate": 0.5}}
    (first, told, _), _, (again, same, _) = (learn(prices, "Close", **settings) for settings in (one, other, one))
    assert [(e.loss, e.val_loss) for e in told.epochs] == [(e.loss, e.val_loss) for e in same.epochs]
    pd.testing.assert_frame_equal(first.backtest, again.backtest, check_exact=True)
    assert first.importance == again.importance
    assert len(traced._kept) == 2
    assert [
        traced.of(network).learn.__wrapped__.experimental_get_tracing_count() for network in traced._kept.values()
    ] == [1, 1]


def test_a_loss_that_becomes_infinite_is_said_in_words(learn, prices):
    grown = prices.assign(Close=np.exp(np.linspace(0, 400, 300)))
    with pytest.raises(Diverged, match=r"validation loss became infinite in epoch 1.*logarithm"):
        learn(grown, "Close")


def test_progress_moves_batch_by_batch_with_time_left(learn, prices):
    _, report, _ = learn(prices, "Close")
    shares = [step.share for step in report.steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert report.steps[-1].seconds_left == pytest.approx(0.0)
    assert len(report.previews) == 2
    assert len(report.previews[0]["forecast"]) == len(report.previews[0]["time"]) > 10


@pytest.mark.parametrize("value", [0.0, 5.0])
def test_a_constant_series_trains_and_divides_by_nothing(learn, value):
    frame = pd.DataFrame({"y": np.full(120, value)}, index=pd.RangeIndex(120, name="time"))
    outcome, _, _ = learn(frame, "y", features={"indicators": [{"name": "RSI"}, {"name": "BBANDS"}]})
    assert np.isfinite(outcome.backtest.forecast).all()
    assert outcome.verdict.outcome == "not_distinguishable"
    assert next(s for s in outcome.scores if s.metric == "mase").value != 0.0


def test_too_short_a_series_is_refused_before_training(learn, prices):
    with pytest.raises(TooLittleData, match="bring a longer series"):
        learn(prices.head(20), "Close", window={"look_back": 60, "horizon": 5})


def test_many_rows_give_a_bounded_number_of_origins_at_one_distance():
    origins, steps = rolling.multi_step_origins(range(10_000, 60_000), Window(look_back=5, horizon=10), slow=False)
    assert steps == 10
    assert len(origins) <= rolling.MAX_ORIGINS
    assert len(set(np.diff(origins))) == 1
    assert origins[-1] == 60_000 - 11


def test_interpolated_rows_are_no_origins_and_are_not_scored(learn, prices):
    frame = prices.reset_index(drop=True).rename_axis("time")
    gaps = [*range(100, 104), 230, 231, 260, 261, 262, 280]
    frame.loc[gaps, "Close"] = np.nan
    frame.loc[290, "Open"] = np.nan
    rows = learn(frame, "Close", preparation={"gaps": "interpolate"})[0].backtest
    assert set(rows[rows.actual.isna()].time) == {230, 231, 260, 261, 262, 280}
    assert not set(rows.origin) & {*gaps, 290}
    assert rows.forecast.notna().all()
    assert all(math.isfinite(score.value) for score in scoring.score(rows) if score.metric == "mae")


def test_a_gap_filled_across_the_border_of_the_training_part_gives_nothing_away(learn, prices):
    # 300 rows: training ends before row 210, and a gap reaches over it
    frame = prices.reset_index(drop=True).rename_axis("time")
    told = []
    for rows in (frame, noisy_after(frame, 215)):
        gapped = rows.copy()
        gapped.loc[205:214, "Close"] = np.nan
        told.append(learn(gapped, "Close", preparation={"gaps": "interpolate"}))
    (clean, heard, _), (noisy, again, _) = told
    assert clean.scaler == noisy.scaler
    assert [report.loss for report in heard.epochs] == [report.loss for report in again.epochs]
    assert clean.backtest["scale"].iloc[0] == noisy.backtest["scale"].iloc[0]


def test_a_free_run_starts_behind_rows_that_lean_on_later_ones():
    window, peeking = Window(look_back=5, horizon=3, whole_test=True), np.isin(np.arange(60), [39, 40])
    origins, steps = rolling.multi_step_origins(range(40, 60), window, False, peeking)
    assert (origins.tolist(), steps) == ([41], 18)
    assert rolling.multi_step_origins(range(40, 60), window, False)[1] == 20


def by_hand(outcome, folder, rows: np.ndarray) -> np.ndarray:
    """The saved network's answers, in own units, to the window at the end of feature rows (rows, columns)."""
    told = outcome.scaler
    scaling = scalings.read(told)
    scaled = scaling.see(rows, np.nan)[None, -told["look_back"] :]
    measured = scaling.measure(scaled[..., 0])
    answers = keras.models.load_model(folder / "model.keras").predict(scaling.relative(scaled, *measured), verbose=0)
    return scaling.tell(answers, rows[-1:, 0], *measured)[0]


def multi_step(outcome, origin: int) -> pd.DataFrame:
    """One path of the network over the test part."""
    rows = outcome.backtest.query("part == 'test' and mode == 'multi_step' and model == 'lstm'")
    return rows[rows.origin == rows.origin.unique()[origin]]


def test_the_calendar_and_marked_columns_reach_every_step_ahead(learn):
    """y is what was planned for its own row: only a network that sees the plan ahead can know it."""
    plan = np.random.default_rng(3).normal(size=500)
    frame = pd.DataFrame(
        {"y": plan, "plan": plan}, index=pd.date_range("2026-01-01", periods=500, freq="h", name="time")
    )
    frame.loc[frame.index[-2:], "y"] = np.nan  # planned, not yet measured
    settings = {
        "features": {"indicators": [{"name": "HOUR"}], "columns": ["plan"]},
        "window": {"look_back": 4, "horizon": 2},
        "training": {"epochs": 25, "batch_size": 16, "learning_rate": 0.02, "scaling": "standard"},
    }
    outcome, _, _ = learn(frame, "y", roles={"plan": "known_ahead"}, **settings)
    error = {
        s.model: s.value
        for s in outcome.scores
        if (s.part, s.mode, s.step, s.metric) == ("test", "multi_step", None, "mae")
    }
    assert error["lstm"] < 0.3 * min(error[name] for name in baselines.NAMES)
    assert (outcome.scaler["known_ahead"], outcome.scaler["held"]) == (["plan", "HOUR_sin", "HOUR_cos"], [])
    future = outcome.forecast.query("model == 'lstm'").forecast.to_numpy()
    np.testing.assert_allclose(future, plan[-2:], atol=0.6)
    mattered = {one["name"]: one["mean"] for one in outcome.importance["features"]}
    assert max(mattered, key=mattered.get) == "plan"


@pytest.mark.parametrize(
    ("learn_as", "scaling"),
    [("difference", "window"), ("log_return", "robust"), ("log", "window_spread")],
)
def test_a_forecast_is_in_own_units_whatever_the_form(learn, prices, learn_as, scaling):
    outcome, _, folder = learn(
        prices, "Close", preparation={"learn_as": learn_as}, features={"columns": ["High", "Volume"]},
        training={"epochs": 1, "scaling": scaling}, split={"validation_size": 40, "test_from": "2020-12-15"},
    )  # fmt: skip
    path = multi_step(outcome, 5)
    assert outcome.backtest.query("part == 'test'").time.min() == pd.Timestamp("2020-12-15")
    known = prices.loc[: path.origin.iloc[0], ["Close", "High", "Volume"]].to_numpy()
    np.testing.assert_allclose(by_hand(outcome, folder, known), path.forecast, rtol=1e-6)
    assert np.abs(path.forecast / path["last"] - 1).max() < 0.3
    assert (path.actual.to_numpy() == prices.Close.reindex(path.time).to_numpy()).all()


def test_companions_that_are_forecast_too_are_fed_back(learn, prices):
    window = {"look_back": 8, "horizon": 3, "strategy": "recursive", "companions": "joint"}
    features = {"indicators": [{"name": "MEDPRICE"}], "columns": ["High", "Low"]}
    outcome, heard, folder = learn(prices, "Close", window=window, features=features)
    assert outcome.scaler["outputs"] == ["Close", "High", "Low"]
    assert np.isfinite([report.line_to_beat for report in heard.epochs]).all()
    path = multi_step(outcome, 0)
    rows = prices.loc[: path.origin.iloc[0], ["Close", "High", "Low"]].assign(middle=lambda f: (f.High + f.Low) / 2)
    rows = rows.to_numpy()
    for expected in path.forecast:
        close, high, low = by_hand(outcome, folder, rows)
        assert close == pytest.approx(expected, rel=1e-6)
        rows = np.vstack([rows, [close, high, low, (high + low) / 2]])


def test_a_period_left_open_is_the_season_of_the_training_part(learn):
    y = np.sin(np.arange(300) / 12 * 2 * np.pi) + np.random.default_rng(0).normal(0, 0.1, 300)
    frame = pd.DataFrame({"y": y}, index=pd.RangeIndex(300, name="time"))
    picks = [{"name": "SEASONAL_LAG"}, {"name": "FOURIER"}]
    outcome, _, _ = learn(frame, "y", features={"indicators": picks}, training={"epochs": 1})
    assert outcome.scaler["season"] == 12
    assert outcome.scaler["columns"] == ["y", "SEASONAL_LAG_12", "FOURIER_12_1_sin1", "FOURIER_12_1_cos1"]
