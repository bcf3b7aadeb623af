"""ARIMA + LSTM on real trainings: what was fitted saw nothing that it may not see, and the parts add up."""

import json
from dataclasses import replace

import keras
import numpy as np
import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import series
from lstm_core.errors import BadSetting, TooLittleData
from lstm_core.evaluation import ablation, baselines, preparing, statistical, verdict
from lstm_core.learning import batches, hybrid
from lstm_core.results import State
from lstm_core.specs import Features, Split, Window
from lstm_core.windows import scaling as scalings

HYBRID = {"network": {"kind": "hybrid", "layers": [{"units": 6}]}}
RANDOM = np.random.default_rng(5)
ROWS = 400
WAVE = (
    50 + 8 * np.sin(np.arange(ROWS) * np.pi / 6) + np.cumsum(RANDOM.normal(size=ROWS)) * 0.3 + RANDOM.normal(size=ROWS)
)
TRAIN = 280  # 60 validate, 60 test
WINDOW, SPLIT = Window(look_back=8, horizon=3), Split()


def monthly(values: np.ndarray = WAVE) -> pd.DataFrame:
    return pd.DataFrame({"y": values}, index=pd.date_range("1990-01-01", periods=len(values), freq="MS", name="time"))


def noisy_after(values: np.ndarray, row: int) -> np.ndarray:
    return np.concatenate([values[:row], np.random.default_rng(9).uniform(1, 1000, len(values) - row)])


def prepared(values: np.ndarray, window: Window = WINDOW, learn_as: str = "level"):
    made = series.of(series.Dataset(monthly(values), "tiny", "test"), "y")
    made = replace(made, learn_as=learn_as)
    return hybrid.prepare(preparing.of(made, Features(), window, SPLIT, "window"), window)


@pytest.fixture(scope="module")
def clean():
    return prepared(WAVE)


def test_noise_after_the_training_part_changes_nothing_that_was_fitted(clean):
    (one, linear), (other, again) = clean, prepared(noisy_after(WAVE, TRAIN))
    assert one.parts.train.stop == TRAIN
    assert linear.plain() == again.plain()
    residuals = [each.table.frame[hybrid.RESIDUAL].to_numpy()[:TRAIN] for each in (one, other)]
    assert np.array_equal(*residuals)
    assert np.array_equal(linear.paths[: TRAIN - 1], again.paths[: TRAIN - 1], equal_nan=True)
    assert one.scaling.plain() == other.scaling.plain()


def test_noise_after_a_block_leaves_the_forecasts_before_it_alone(clean):
    """Orders see the whole training part; given them, a block's forecasts come from rows before it only."""
    linear = clean[1]
    block = linear.ends[2]
    noise = noisy_after(WAVE, block)
    model = statistical.refitted(linear.models[-1], noise[: linear.ends[1]])
    origins = np.arange(linear.ends[1] - 1, block)
    assert np.array_equal(model.forecast(noise, origins, 3), model.forecast(WAVE, origins, 3))
    assert np.array_equal(model.forecast(WAVE, origins[:-1], 3), linear.paths[origins[:-1]])


def test_the_residual_is_the_error_of_the_step_before(clean):
    (made, linear), rows = clean, np.arange(clean[1].first, ROWS)
    left = made.table.frame[hybrid.RESIDUAL].to_numpy()
    assert left[rows] == pytest.approx(WAVE[rows] - linear.paths[rows - 1, 0])
    assert not left[: linear.first].any()
    assert np.isnan(linear.paths[: linear.first - 1]).all()
    assert np.isfinite(linear.paths[linear.first - 1 :]).all()
    assert (linear.ends[0], linear.ends[-1], len(linear.ends)) == (70, TRAIN, hybrid.REFITS + 1)
    assert hybrid.open_to_training(np.arange(200), linear, WINDOW)[0] == 77


def test_behind_the_training_part_it_is_the_arima_of_the_baselines(clean):
    linear, origins = clean[1], np.arange(TRAIN - 1, ROWS)
    assert linear.paths[origins] == pytest.approx(statistical.forecast("arima", WAVE, origins, 3, 12, TRAIN))


def test_where_logarithms_are_learnt_arima_is_one_of_logarithms():
    made, linear = prepared(WAVE, learn_as="log")
    origins, logs = np.arange(TRAIN - 1, ROWS), np.log(WAVE)
    expected = statistical.forecast("arima", logs, origins, 3, 12, TRAIN)
    assert linear.plain()["logs"]
    assert linear.paths[origins] == pytest.approx(np.exp(expected))
    left = made.table.frame[hybrid.RESIDUAL].to_numpy()[origins[1:]]
    assert left == pytest.approx(logs[origins[1:]] - expected[:-1, 0])


def test_an_exact_arima_leaves_the_network_nothing_to_blow_up(learn):
    outcome, heard, _ = learn(monthly(np.sin(np.arange(ROWS) * np.pi / 6)), "y", **HYBRID)
    assert heard.epochs[0].loss < 1
    error = outcome.backtest.query("model == 'hybrid'")
    assert np.abs(error.actual - error.forecast).max() < 1e-5


@pytest.mark.parametrize("learn_as", ["level", "log", "difference", "log_return"])
def test_whatever_the_form_an_answer_of_nothing_is_arima_and_the_right_answer_is_the_truth(learn_as):
    made, linear = prepared(WAVE, learn_as=learn_as)
    origins = np.arange(300, 310)
    rows, last, paths = (
        made.scaling.see(made.table.frame.to_numpy(), made.table.before),
        WAVE[origins],
        linear.paths[origins],
    )
    measured = made.scaling.measure(rows[origins[:, None] + np.arange(-7, 1), 0])
    linear = replace(linear, unit=0.3)
    nothing = linear.joined(np.zeros((10, 3)), paths, made.scaling, last, *measured)
    assert nothing == pytest.approx(paths)
    truth = WAVE[origins[:, None] + np.arange(1, 4)]
    asked = [made.scaling.ask(path, last, *measured) for path in (truth, paths)]
    assert linear.joined((asked[0] - asked[1]) / 0.3, paths, made.scaling, last, *measured) == pytest.approx(truth)


def test_no_more_of_the_network_is_added_than_helps_on_validation(clean):
    paths, truth = np.zeros((4, 2)), np.full((4, 2), 1.0)
    for full, share in ((1.0, 1.0), (2.0, 0.5), (-1.0, 0.0)):
        linear = hybrid.trusted(clean[1], paths + full, paths, truth)
        assert linear.share == share


@pytest.mark.parametrize(
    ("values", "window", "refusal", "why"),
    [
        (np.full(200, 3.0), WINDOW, statistical.NotFitted, "training part is constant.*Choose the LSTM alone"),
        (WAVE[:80], Window(look_back=15, horizon=3), TooLittleData, "first 36 of 56 training rows.*choose 8 or fewer"),
    ],
)
def test_a_series_without_an_arima_or_without_windows_is_refused_in_words(values, window, refusal, why):
    with pytest.raises(refusal, match=why):
        prepared(values, window)


def test_a_recursive_hybrid_is_refused_in_words():
    with pytest.raises(BadSetting, match="answers all steps of a horizon at once; or choose the direct"):
        specs.checked(
            specs.Experiment,
            data={"dataset": "0" * 64, "name": "tiny", "target": "y"},
            window={"strategy": "recursive"},
            network={"kind": "hybrid"},
        )


def test_noise_after_the_training_part_leaves_every_weight_alone(learn):
    settings = HYBRID | {"training": {"epochs": 2, "patience": None}}
    (one, heard, folder), (other, again, elsewhere) = (
        learn(monthly(values), "y", **settings) for values in (WAVE, noisy_after(WAVE, TRAIN))
    )
    assert [report.loss for report in heard.epochs] == [report.loss for report in again.epochs]
    weights = [keras.models.load_model(run / "model.keras").get_weights() for run in (folder, elsewhere)]
    assert all(np.array_equal(*pair) for pair in zip(*weights, strict=True))
    # How much of the network is added is chosen on validation, as its best epoch is; all else is the training part's.
    one.scaler["arima"].pop("share"), other.scaler["arima"].pop("share")
    assert one.scaler == other.scaler


def test_linear_part_and_network_add_up_beside_the_network_alone(learn):
    outcome, heard, folder = learn(monthly(), "y", **HYBRID)
    rows = outcome.backtest
    assert set(rows.model) == {"hybrid", "arima", "lstm", *baselines.NAMES} == set(outcome.forecast.model)
    keys = rows.groupby("model")[["part", "mode", "origin", "step", "time", "actual"]].apply(
        lambda one: list(map(tuple, one.to_numpy()))
    )
    assert all(each == keys.iloc[0] for each in keys)

    told = ablation.storyboard(rows)
    assert (told.linear + told["lstm"] + told.left).to_numpy() == pytest.approx(told.actual.to_numpy())
    assert len(told) == (rows.model == "hybrid").sum()
    table = ablation.of(rows)
    mae = {
        s.model: s.value
        for s in outcome.scores
        if (s.part, s.mode, s.step, s.metric) == ("test", "multi_step", None, "mae")
    }
    assert table.mae.to_dict() == pytest.approx({name: mae[name] for name in ("hybrid", "arima", "lstm", "naive")})
    assert outcome.verdict.skill == pytest.approx(1 - mae["hybrid"] / mae[outcome.verdict.baseline], abs=verdict.SAME)
    assert "ARIMA + LSTM is off by" in outcome.verdict.sentence

    assert len(heard.epochs) == len(heard.previews) == outcome.epochs == 2
    assert "Training the LSTM alone, to compare" in heard.stages
    assert not (folder / "alone.weights.h5").exists()
    own = learn(monthly(), "y", network={"layers": [{"units": 6}]})[0].backtest
    pd.testing.assert_frame_equal(
        *(one[one.model == "lstm"].reset_index(drop=True) for one in (rows, own)), check_exact=True
    )


def test_the_saved_network_and_scaler_give_the_forecast_again(learn):
    outcome, _, folder = learn(monthly(), "y", training={"epochs": 6, "learning_rate": 0.02}, **HYBRID)
    told = json.loads(json.dumps(outcome.scaler))
    assert told["columns"] == ["y", hybrid.RESIDUAL]
    assert told["arima"]["model"].startswith("ARIMA(")
    made, linear = prepared(WAVE)
    network, at = keras.models.load_model(folder / "model.keras"), np.array([ROWS - 1])
    rows = made.scaling.see(made.table.frame.to_numpy(), np.nan)[None, -8:]
    measured = made.scaling.measure(rows[..., 0])
    answers = network.predict(made.scaling.relative(rows, *measured), verbose=0)
    linear = replace(linear, unit=told["arima"]["unit"], share=told["arima"]["share"])
    expected = linear.joined(answers, linear.paths[at], made.scaling, WAVE[at], *measured)[0]
    assert outcome.forecast.query("model == 'hybrid'").forecast.to_numpy() == pytest.approx(expected)
    assert outcome.forecast.query("model == 'arima'").forecast.to_numpy() == pytest.approx(linear.paths[-1])


def test_the_line_to_beat_is_the_best_other_error_in_units_of_arimas(learn, heard):
    outcome, told, _ = learn(monthly(), "y", report=heard(stop_after=30), **HYBRID)
    rows = outcome.backtest.query("part == 'validation' and mode == 'multi_step' and model not in ('hybrid', 'lstm')")
    squares = ((rows.actual - rows.forecast) ** 2).groupby(rows.model).mean()
    unit = outcome.scaler["arima"]["unit"] * outcome.scaler["spread"][0]
    assert squares.idxmin() == told.epochs[0].baseline == "arima"
    assert told.epochs[0].line_to_beat == pytest.approx(squares["arima"] / unit**2, rel=1e-3)


def test_the_network_brings_what_arima_cannot_know(learn):
    """A plan, known ahead, that moves the series: ARIMA sees only its traces."""
    plan = np.random.default_rng(3).normal(size=500)
    frame = pd.DataFrame(
        {"y": 10 + plan * 4 + np.sin(np.arange(500)), "plan": plan},
        index=pd.date_range("2026-01-01", periods=500, freq="h", name="time"),
    )
    outcome = learn(
        frame, "y", roles={"plan": "known_ahead"}, features={"columns": ["plan"]},
        window={"look_back": 4, "horizon": 2}, training={"epochs": 25, "batch_size": 16, "learning_rate": 0.02},
        **HYBRID,
    )[0]  # fmt: skip
    table = ablation.of(outcome.backtest)
    assert table.mae["hybrid"] < 0.5 * table.mae["arima"]
    assert table.p_hybrid["arima"] < 0.01
    assert outcome.verdict.outcome == "better"


def test_a_hybrid_that_was_stopped_stands_without_an_untrained_rival(learn, heard):
    outcome, report, _ = learn(monthly(), "y", report=heard(stop_after=2), **HYBRID | {"training": {"epochs": 50}})
    assert outcome.state is State.STOPPED
    assert "lstm" not in set(outcome.backtest.model)
    assert "Training the LSTM alone, to compare" not in report.stages
    assert ablation.of(outcome.backtest).index.tolist() == ["hybrid", "arima", "naive"]


LINEAR = {"kind": "hybrid", "layers": [{"units": 6}], "linear": True, "pooled": True}


def test_the_saved_pattern_and_coefficients_repeat_arimas_forecast():
    """An autoregression of one lag around a fixed pattern of 30 rows, by hand from what scaler.json holds."""
    values = 50 + 5 * np.sin(np.arange(ROWS) / 15 * np.pi) + RANDOM.normal(size=ROWS)
    told = hybrid.fit(values, TRAIN, 30, 2).plain()
    fitted = statistical.fit("arima", values[:TRAIN], 30)
    assert len(told["pattern"]) == 30
    at, pattern = np.arange(TRAIN, ROWS), np.array(told["pattern"])
    known = pattern[(at[:, None] + [1, 2] - told["pattern_from_row"]) % 30]
    bare = replace(fitted, pattern=np.zeros(1))
    rest = values - pattern[(np.arange(ROWS) - told["pattern_from_row"]) % 30]
    assert bare.forecast(rest, at, 2) + known == pytest.approx(fitted.forecast(values, at, 2))
    assert told["orders"] == list(fitted.found["arma"])


def wandering(seed: int) -> np.ndarray:
    """A wave on a random walk: what ARIMA knows of it validation may say otherwise."""
    drawn = np.random.default_rng(seed)
    wave = 5 * np.sin(np.arange(ROWS) * np.pi / 6)
    return 50 + np.cumsum(drawn.normal(size=ROWS)) / 2 + wave + drawn.normal(size=ROWS)


@pytest.mark.parametrize(("values", "alone"), [(WAVE, False), (wandering(2), True)])
def test_beside_a_linear_layer_validation_says_how_much_of_arima_there_is(learn, values, alone):
    outcome, _, folder = learn(monthly(values), "y", network=LINEAR)
    told = json.loads(json.dumps(outcome.scaler))
    shares, arima = told["blend"], told["arima"]
    assert sum(shares.values()) == pytest.approx(1.0)
    assert (arima["part"] == 0 and "ARIMA residual" not in told["columns"]) == alone
    keras.models.load_model(folder / "model.keras").load_weights(folder / "best.weights.h5")
    made, linear = prepared(values, learn_as=told["learn_as"])
    rows, at = outcome.backtest, np.array([ROWS - 1])
    errors = {
        model: (one.actual - one.forecast).abs().mean()
        for model, one in rows.query("part == 'validation' and mode == 'multi_step'").groupby("model")
    }
    assert errors["hybrid"] <= errors["lstm"] + 1e-6
    assert errors["hybrid"] <= errors["naive"] + 1e-6
    # The file alone gives the forecast again: what the network answers, beside its part of ARIMA.
    table = made.table.frame[told["columns"]].to_numpy()
    scaling = scalings.read(told)
    seen = scaling.see(table, np.nan)[None, -8:]
    measured = scaling.measure(seen[..., 0])
    answers = keras.models.load_model(folder / "model.keras").predict(scaling.relative(seen, *measured), verbose=0)
    linear = replace(linear, unit=arima["unit"], part=arima["part"], share=arima["share"])
    expected = linear.joined(answers, linear.paths[at], scaling, values[at], *measured)[0]
    assert outcome.forecast.query("model == 'hybrid'").forecast.to_numpy() == pytest.approx(expected, rel=1e-5)


def test_of_a_series_without_a_linear_part_for_arima_none_is_taken_off(clean):
    made, linear = clean
    train, validation = batches.of(series.of(series.Dataset(monthly(), "tiny", "test"), "y"), made, WINDOW)
    useless = replace(linear, paths=np.random.default_rng(1).normal(0, 50, linear.paths.shape))
    assert hybrid.settled(useless, train, validation, WINDOW, 1, WAVE).part == 0
    # and of one that ARIMA knows by heart all of it is
    known = replace(linear, paths=np.column_stack([np.append(WAVE[step:], [0.0] * step) for step in (1, 2, 3)]))
    assert hybrid.settled(known, train, validation, WINDOW, 1, WAVE).part == 1


def test_shares_of_arima_add_up(clean):
    linear = replace(clean[1], part=0.5)
    assert hybrid.blended(linear, {"network": 0.4, "ridge": 0.2, "arima": 0.2, "last": 0.2}).part == pytest.approx(0.5)
    assert hybrid.blended(linear, {}).part == 0.5
    assert hybrid.blended(None, {"network": 1.0}) is None
