"""The linear layer: where training starts, what is folded into it, and that nothing of it is the test part's."""

import json

import keras
import numpy as np
import pandas as pd
import pytest

from lstm_core.learning import highway
from lstm_core.learning import network as networks
from lstm_core.learning.batches import Windows
from lstm_core.specs import Layer, Network, Training
from lstm_core.windows import scaling as scalings

BESIDE = Network(layers=(Layer(units=4),), linear=True, pooled=True)
SETTINGS = {"network": BESIDE.model_dump(), "training": {"epochs": 2, "schedule": "cosine"}}
FORMS = [("window", "level"), ("standard", "level"), ("window_spread", "log"), ("robust", "log_return")]


def waves(count: int = 400) -> np.ndarray:
    """A season of 6 with noise around 50."""
    random = np.random.default_rng(2)
    return 50 + 8 * np.sin(np.arange(count) / 6 * 2 * np.pi) + random.normal(size=count)


def made(kind: str, learn_as: str = "level") -> tuple[keras.Model, Windows, Windows, np.ndarray]:
    """A network of random weights, training and validation windows of 12 rows and 3 steps, and the values."""
    values = waves()
    frame = pd.DataFrame({"y": values, "x": values[::-1]})
    scaling = scalings.fit(frame[:300], kind, look_back=12, learn_as=learn_as, before=values[0])
    rows = scaling.see(frame.to_numpy(), values[0])
    parts = (Windows(rows, np.arange(*ends), 12, 3, scaling) for ends in ((12, 297), (299, 396)))
    keras.utils.set_random_seed(3)
    return networks.build(BESIDE, Training(scaling=kind), 12, 2, 3), *parts, values


def windows_of(windows: Windows) -> np.ndarray:
    return np.concatenate([one for one, _ in windows.batches(512)])


def test_before_the_first_epoch_the_network_says_the_ridge():
    network, train, validation, _ = made("window")
    ridge = highway.start(network, train, validation)
    inputs, answers = highway.gathered(train, highway.seen_whole(network))
    seen = windows_of(train)
    np.testing.assert_array_equal(inputs, np.column_stack([seen[:, :, 0], seen[:, -1]]))
    np.testing.assert_allclose(network(seen), ridge(inputs), atol=1e-5)

    from sklearn.linear_model import Ridge

    fits = [Ridge(penalty * len(inputs)).fit(inputs, answers) for penalty in highway.PENALTIES]
    assert min(np.abs(fit.predict(inputs) - ridge(inputs)).max() for fit in fits) < 1e-6


def test_a_layer_too_wide_for_a_ridge_starts_at_zero(monkeypatch):
    monkeypatch.setattr(highway, "WIDEST", 10)
    network, train, validation, _ = made("window")
    assert highway.start(network, train, validation) is None
    assert not network(windows_of(train)).numpy().any()


@pytest.mark.parametrize(("kind", "learn_as"), FORMS)
def test_the_simple_methods_are_weights_of_the_layer(kind, learn_as):
    network, train, _, values = made(kind, learn_as)
    lines = highway.simple(train.scaling, 12, 6, network.get_layer("highway").kernel.shape)
    inputs, _ = highway.gathered(train, 1)
    last = values[train.origins]
    told = {name: train.scaling.tell(line(inputs), last, *train.measured) for name, line in lines.items()}
    np.testing.assert_allclose(told["last"], np.repeat(last[:, None], 3, axis=1), rtol=1e-5)
    if learn_as == "level":
        mean = np.mean([values[train.origins - back] for back in range(6)], axis=0)
        np.testing.assert_allclose(told["average"], np.repeat(mean[:, None], 3, axis=1), rtol=1e-5)
    if learn_as != "log_return":
        np.testing.assert_allclose(told["season"], values[train.origins[:, None] + [-5, -4, -3]], rtol=1e-5)


def test_folding_is_exact():
    network, train, validation, _ = made("standard")
    ridge = highway.start(network, train, validation)
    for layer in ("forecast", "highway"):
        weights = network.get_layer(layer).get_weights()
        network.get_layer(layer).set_weights([one + 0.3 for one in weights])
    seen, before = windows_of(validation), network(windows_of(validation)).numpy()
    inputs, _ = highway.gathered(validation, 1)
    last = highway.simple(validation.scaling, 12, 1, ridge.weights.shape)["last"]
    highway.fold(network, 0.4, [(0.4, ridge), (0.2, last)])
    np.testing.assert_allclose(network(seen), 0.4 * before + 0.4 * ridge(inputs) + 0.2 * last(inputs), atol=1e-5)


def test_a_network_that_is_no_better_than_a_simple_method_becomes_it():
    network, train, validation, _ = made("window")
    ridge = highway.start(network, train, validation)
    walk = np.cumsum(np.random.default_rng(1).normal(size=400))
    rows = validation.scaling.see(np.column_stack([walk, walk]), walk[0])
    unlike = Windows(rows, validation.origins, 12, 3, validation.scaling)
    shares = highway.blend(network, ridge, train, unlike, 1, walk, walk)
    assert list(shares.values()) == [1.0]
    assert not shares.keys() & {"network", "ridge"}


def test_a_rhythm_is_left_to_the_network_and_the_file_holds_the_blend(learn):
    frame = pd.DataFrame({"y": waves()}, index=pd.RangeIndex(400, name="time"))
    outcome, heard, folder = learn(frame, "y", **SETTINGS)
    shares = json.loads(json.dumps(outcome.scaler["blend"]))
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares.keys() & {"network", "ridge"}
    assert [report.learning_rate for report in heard.epochs] == pytest.approx([0.001, 0.0005])
    scaling = scalings.read(outcome.scaler)
    seen = scaling.see(frame.to_numpy()[-8:], np.nan)[None]
    anchor, stretch = scaling.measure(seen[..., 0])
    answers = keras.models.load_model(folder / "model.keras")(scaling.relative(seen, anchor, stretch)).numpy()
    said = scaling.tell(answers, frame.y.to_numpy()[-1:], anchor, stretch)[0]
    np.testing.assert_allclose(said, outcome.forecast.query("model == 'lstm'").forecast, rtol=1e-5)


def test_what_is_known_ahead_reaches_the_linear_layer_at_every_step(learn):
    plan = np.random.default_rng(3).normal(size=300)
    frame = pd.DataFrame({"y": 5 + plan, "plan": plan}, index=pd.RangeIndex(300, name="time"))
    outcome, _, _ = learn(frame, "y", roles={"plan": "known_ahead"}, features={"columns": ["plan"]}, **SETTINGS)
    tested = outcome.backtest.query("part == 'test' and model == 'lstm'")
    np.testing.assert_allclose(tested.forecast, tested.actual, atol=0.2)


def test_of_a_random_walk_it_is_never_said_that_it_is_better(learn, prices):
    outcome, _, _ = learn(prices, "Close", **SETTINGS)
    assert outcome.verdict.outcome != "better"
    assert np.isfinite(outcome.backtest.forecast).all()


def test_noise_in_the_test_part_leaves_every_weight_as_it_is(learn, prices):
    noisy = prices.copy()
    noisy.iloc[260:] = np.random.default_rng(9).uniform(1, 1000, noisy.iloc[260:].shape)  # 300 rows, 45 of them test
    told = [learn(frame, "Close", features={"columns": ["High"]}, **SETTINGS) for frame in (prices, noisy)]
    weights = [keras.models.load_model(folder / "model.keras").get_weights() for _, _, folder in told]
    assert all(np.array_equal(*pair) for pair in zip(*weights, strict=True))
    assert told[0][0].scaler == told[1][0].scaler


def test_beside_a_recursive_forecast_nothing_is_blended(learn, prices):
    window = {"look_back": 8, "horizon": 3, "strategy": "recursive", "companions": "joint"}
    outcome, _, _ = learn(prices, "Close", window=window, features={"columns": ["High"]}, **SETTINGS)
    assert "blend" not in outcome.scaler
    assert np.isfinite(outcome.forecast.forecast).all()


def test_a_trend_is_blended_in_only_where_it_is_proven():
    for slope, expected in ((0.0, {"last": 1.0}), (1.0, {"drift": 1.0})):
        network, train, validation, _ = made("window")
        walk = np.cumsum(slope + np.random.default_rng(1).normal(size=400))
        rows = validation.scaling.see(np.column_stack([walk, walk]), walk[0])
        parts = (Windows(rows, one.origins, 12, 3, one.scaling) for one in (train, validation))
        ridge = highway.Line(np.zeros((14, 3)), np.full(3, 9.0))
        assert highway.blend(network, ridge, *parts, 1, walk, walk) == expected
