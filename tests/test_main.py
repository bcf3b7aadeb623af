"""The journey without a browser, as scripts see it."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from lstm_core import __main__ as command
from lstm_core.data import samples
from lstm_core.evaluation import scoring

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data" / "sp500_daily.csv"
SHORT = ["--preset", "quick", "--epochs", "1", "--layers", "4"]


def lstm_lab(*arguments: object) -> subprocess.CompletedProcess:
    program = [sys.executable, "-m", "lstm_core", *map(str, arguments)]
    return subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def prices(tmp_path_factory) -> Path:
    """The real file where it is at hand, else the same kind of data from our own sample."""
    if SHARED.exists():
        return SHARED
    file = tmp_path_factory.mktemp("prices") / "sp500_daily.csv"
    samples.load("stock-index").frame.to_csv(file, index_label="Date")
    return file


@pytest.fixture(scope="module")
def told(prices, tmp_path_factory) -> dict:
    home = tmp_path_factory.mktemp("home")
    options = ["--target", "Close", "--indicators", "RSI,MACD,ATR", "--look-back", "60", "--horizon", "5"]
    done = lstm_lab("run", "--csv", prices, *options, *SHORT, "--home", home, "--json")
    assert done.returncode == 0, done.stderr
    assert "epoch 1: loss" in done.stderr
    return json.loads(done.stdout)  # one document, and nothing else


def test_run_prints_what_the_interface_promises(told):
    assert set(told) == {"run", "folder", "state", "epochs", "seconds", "verdict", "scores"}
    assert told["state"] == "finished"
    assert set(told["seconds"]) == {"queue", "first_epoch", "training", "total"}
    assert set(told["verdict"]) == {"sentence", "baseline", "skill", "p_value", "outcome"}
    assert told["verdict"]["outcome"] in ("better", "not_distinguishable", "worse")
    assert set(told["scores"][0]) == {"part", "model", "mode", "step", "metric", "value"}


def test_run_leaves_every_documented_file(told):
    expected = "experiment.json state.json history.jsonl progress.json preview.jsonl model.keras model.h5 scaler.json"
    expected += " backtest.parquet forecast.parquet scores.json best.weights.h5"
    assert set(expected.split()) <= {file.name for file in Path(told["folder"]).iterdir()}


def test_scores_follow_exactly_from_the_backtest(told):
    backtest = pd.read_parquet(Path(told["folder"]) / "backtest.parquet")
    documented = ["part", "model", "mode", "origin", "step", "time", "actual", "forecast", "lower", "upper", "level"]
    assert documented == list(backtest.columns)[: len(documented)]
    again = {(s.part, s.model, s.mode, s.step, s.metric): s.value for s in scoring.score(backtest)}
    for score in told["scores"]:
        value = again[score["part"], score["model"], score["mode"], score["step"], score["metric"]]
        assert score["value"] == (None if math.isnan(value) else value)
    assert len(again) == len(told["scores"])


def test_the_experiment_file_of_a_run_repeats_its_numbers(told):
    folder = Path(told["folder"])
    again = lstm_lab("run", folder / "experiment.json", "--home", folder.parents[1], "--json")
    assert again.returncode == 0, again.stderr
    repeated = json.loads(again.stdout)
    assert repeated["run"] != told["run"]
    assert repeated["scores"] == told["scores"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run"], "--sample"),
        (["run", "--sample", "moon"], "sunspots"),
        (["run", "--sample", "sine", "--look-back", "1"], "look back (1)"),
        (["run", "--sample", "sine", "--horizon", "0"], "horizon (0)"),
        (["run", "--sample", "sine", "--epochs", "many"], "invalid int value"),
        (["run", "--sample", "sine", "--layers", "64,big"], "64,big"),
        (["run", "--sample", "sine", "--target", "price"], "no column “price”"),
        (["run", "--sample", "sine", "--indicators", "RSII"], "RSI"),
        (["run", "--csv", "nowhere.csv"], "nowhere.csv"),
        (["run", "pyproject.toml"], "pyproject.toml"),
        (["features", "--pick", "RSI"], "--csv"),
        (["fly"], "invalid choice"),
    ],
)
def test_what_a_person_can_put_right_is_one_sentence_and_exit_2(arguments, said, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LSTM_LAB_HOME", str(tmp_path))
    assert command.main(arguments) == command.PUT_RIGHT
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_features_are_listed_as_json(capsys):
    assert command.main(["features", "--json"]) == 0
    listed = {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)}
    assert listed["RSI"]["parameters"] == [{"name": "timeperiod", "default": 14, "low": 2, "high": 500}]
    assert listed["RSI"]["warm_up"] == 14


def test_features_are_written_as_a_table(prices, tmp_path):
    out = tmp_path / "features.csv"
    assert command.main(["features", "--csv", str(prices), "--pick", "RSI(14),SMA(20)", "--out", str(out)]) == 0
    table = pd.read_csv(out)
    assert table.columns.tolist() == ["time", "Close", "RSI_14", "SMA_20"]
    assert table.notna().all().all()
