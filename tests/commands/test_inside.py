"""`inside` as scripts see it: the equations worked out again, step by step, from the weights that Keras reads."""

import json

import numpy as np
import pytest

from lstm_core import __main__ as command
from lstm_core.runs import store


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A trained run with two layers, and its home."""
    pytest.importorskip("lstm_core.learning.pipeline")
    home = tmp_path_factory.mktemp("home")
    options = ["--sample", "temperature", "--preset", "quick", "--layers", "4,3", "--look-back", "20", "--epochs", "1"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LSTM_LAB_HOME", str(home))
        assert command.main(["run", *options, "--indicators", "SMA(5)", "--home", str(home), "--json"]) == 0
    return store.recent(home)[0]


@pytest.fixture(scope="module")
def told(run):
    """What `inside --json` says of one window."""
    import contextlib
    import io

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert command.main(["inside", str(run.folder), "--origin", "2014-03-01", "--json"]) == 0
    return json.loads(said.getvalue())


def sigmoid(value):
    return 1 / (1 + np.exp(-value))


def test_gates_and_states_equal_the_equations_from_the_saved_weights(run, told):
    import keras

    model = keras.models.load_model(run.folder / "model.keras")
    entering = np.array(told["inputs"])
    assert entering.shape == (20, 2)
    assert told["features"] == ["temp_max", "SMA_5"]
    for layer in told["layers"]:
        kernel, recurrent, bias = (np.asarray(weight, float) for weight in model.get_layer(layer["name"]).get_weights())
        units = len(recurrent)
        hidden = cell = np.zeros(units)
        left = []
        for step, row in enumerate(entering):
            i, f, g, o = (row @ kernel + hidden @ recurrent + bias).reshape(4, units)
            cell = sigmoid(f) * cell + sigmoid(i) * np.tanh(g)
            hidden = sigmoid(o) * np.tanh(cell)
            left.append(hidden)
            truth = {"forget_gate": sigmoid(f), "input_gate": sigmoid(i), "output_gate": sigmoid(o)}
            truth |= {"candidate": np.tanh(g), "cell_state": cell, "hidden_state": hidden}
            assert {"name", "kind", *truth} == set(layer)
            for name, values in truth.items():
                np.testing.assert_allclose(layer[name][step], values, atol=1e-5)
        entering = np.array(left)
    assert [layer["kind"] for layer in told["layers"]] == ["lstm", "lstm"]
    said = model(np.array(told["inputs"], "float32")[None]).numpy()[0]
    weights, bias = model.get_layer("forecast").get_weights()
    np.testing.assert_allclose(entering[-1] @ weights + bias, said, atol=1e-5)


def test_the_inputs_are_the_rows_up_to_the_origin(run, told):
    from lstm_core.data import samples

    values = samples.load("temperature").frame["temp_max"]
    values = values[:"2014-03-01"].tail(20)
    seen = np.array(told["inputs"])[:, 0]
    assert np.corrcoef(seen, values)[0, 1] == pytest.approx(1)
    assert seen[-1] == 0  # relative to the window's last value


def test_without_json_it_is_told_in_words_for_the_last_row(run, capsys):
    assert command.main(["inside", run.id, "--home", str(run.folder.parents[1])]) == 0
    said = capsys.readouterr().out
    assert "20 steps of 2 features up to 2015-12-31" in said
    assert "lstm_2 (lstm, 3 units): forget gate 0." in said


@pytest.mark.parametrize(
    ("origin", "why"),
    [("2012-01-05", "too near the start"), ("2031-01-01", "no row of the data"), ("soon", "no row of the data")],
)
def test_an_origin_without_a_window_is_refused_in_one_sentence(run, capsys, origin, why):
    assert command.main(["inside", str(run.folder), "--origin", origin]) == 2
    assert why in capsys.readouterr().err


def test_a_run_without_a_network_is_refused_in_one_sentence(tmp_path, capsys):
    assert command.main(["inside", "20261120-101500-ab12cd", "--home", str(tmp_path)]) == 2
    assert "There is no run" in capsys.readouterr().err
