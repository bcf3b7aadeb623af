"""Every kind of network: trained for real, saved, and opened in a Python that has nothing of ours."""

import subprocess
import sys

import keras
import numpy as np
import pytest

from lstm_core.inside import network as inside
from lstm_core.learning import layers
from lstm_core.learning import network as networks
from lstm_core.specs import Layer, Network, Training, Window
from lstm_core.windows import cost

STEPS, FEATURES, ANSWERS, SEEN_WHOLE = 5, 3, 2, 2
ONE, TWO = (Layer(units=4),), (Layer(units=4, dropout=0.2), Layer(units=3))
FORGETFUL = (Layer(units=3, recurrent_dropout=0.3),)
# Each setting meets each kind or each way of reading at least once.
ASKED = {
    "lstm": (Network(layers=TWO, head=5, linear=True, pooled=True), Training(optimizer="adamw", loss="huber")),
    "lstm-forgetful": (Network(layers=FORGETFUL), Training(clip=None)),
    "lstm-both-ways": (Network(layers=TWO, bidirectional=True, head=3), Training(optimizer="rmsprop")),
    "gru": (Network(kind="gru", layers=TWO, pooled=True), Training(optimizer="rmsprop", loss="huber")),
    "gru-both-ways": (
        Network(kind="gru", layers=FORGETFUL, bidirectional=True, linear=True),
        Training(optimizer="adamw", loss="mean_absolute_error"),
    ),
    "rnn": (Network(kind="rnn", layers=FORGETFUL, head=2), Training()),
    "rnn-both-ways": (Network(kind="rnn", layers=ONE, bidirectional=True, pooled=True), Training(loss="huber")),
    "hybrid": (Network(kind="hybrid", layers=ONE, head=3), Training(scaling="standard")),
}
OPENS = """
import sys
from pathlib import Path
import keras
import numpy as np

folder = Path(sys.argv[1])
windows = np.load(folder / "windows.npy")
for file in folder.glob("*.keras"):
    np.save(file.with_suffix(".npy"), keras.models.load_model(file)(windows))
    keras.models.load_model(file.with_suffix(".h5"))
"""


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The folder with each network as two epochs left it, and what it says in this process."""
    folder, random = tmp_path_factory.mktemp("networks"), np.random.default_rng(3)
    windows = random.normal(size=(16, STEPS, FEATURES)).astype("float32")
    np.save(folder / "windows.npy", windows)
    said = {}
    for name, (network, training) in ASKED.items():
        keras.utils.set_random_seed(1)
        model = networks.build(network, training, STEPS, FEATURES, ANSWERS, SEEN_WHOLE)
        before = model.get_weights()
        model.fit(windows, windows[:, -1, :ANSWERS], batch_size=8, epochs=2, verbose=0)
        assert all((one != other).any() for one, other in zip(before, model.get_weights(), strict=True)), name
        said[name] = model(windows).numpy()
        plain = networks.plain(model, network, training, SEEN_WHOLE)
        plain.save(folder / f"{name}.keras")
        plain.save(folder / f"{name}.h5")
    return folder, said


def test_each_opens_in_a_fresh_python_and_says_the_same(saved):
    folder, said = saved
    subprocess.run([sys.executable, "-c", OPENS, folder], cwd=folder, check=True, capture_output=True, timeout=120)
    for name, ours in said.items():
        np.testing.assert_allclose(np.load(folder / f"{name}.npy"), ours, atol=1e-5, err_msg=name)


def test_each_is_read_without_tensorflow(saved):
    folder, said = saved
    windows = np.load(folder / "windows.npy")
    for name, ours in said.items():
        told = inside.load(folder / f"{name}.keras").answer(windows)
        np.testing.assert_allclose(told, ours, atol=1e-5, err_msg=name)


@pytest.mark.parametrize("name", ASKED)
def test_its_layers_and_weights_are_those_that_were_foretold(name):
    network, training = ASKED[name]
    model = networks.build(network, training, STEPS, FEATURES, ANSWERS, SEEN_WHOLE, fused=False)
    window = Window(look_back=STEPS, horizon=ANSWERS)
    foretold = cost.of(100, FEATURES, window, network, training, seen_whole=SEEN_WHOLE)
    assert {part.name: part.parameters for part in foretold.parts} == {
        layer.name: layer.count_params() for layer in model.layers if layer.weights
    }
    assert foretold.parameters == model.count_params()


def test_the_fused_kernel_takes_what_it_can_and_no_more():
    fused = []
    for name, (network, training) in ASKED.items():
        layer = networks.build(network, training, STEPS, FEATURES, ANSWERS).get_layer(
            f"{networks.NAMES[network.kind]}_1"
        )
        both = (layer.forward_layer, layer.backward_layer) if network.bidirectional else (layer,)
        if all(isinstance(one, layers.LSTM) for one in both):
            fused.append(name)
    assert fused == ["lstm", "lstm-both-ways", "hybrid"]


def test_a_gru_makes_the_whole_journey_under_its_own_name(learn, prices):
    outcome, _, folder = learn(prices, "Close", network={"kind": "gru", "layers": [{"units": 4}], "linear": True})
    assert {"gru", "naive"} <= set(outcome.backtest.model)
    assert "lstm" not in set(outcome.backtest.model)
    assert "the GRU is off by" in outcome.verdict.sentence
    assert "GRU" in {layer.kind for layer in inside.load(folder / "model.keras").layers}
