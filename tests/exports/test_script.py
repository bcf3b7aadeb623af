"""The exported script, run in a Python that has nothing of ours, or here where a second TensorFlow would cost time."""

import io
import runpy
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import series
from lstm_core.data.series import Dataset
from lstm_core.exports import importing, script
from lstm_core.runs import files, store
from lstm_core.runs.pen import Pen
from lstm_core.specs import Experiment

HOSTILE = '"""\n=x{0}\\'


@pytest.fixture(scope="module")
def prices():
    random = np.random.default_rng(4)
    close = 100 + np.cumsum(random.normal(size=300))
    columns = {
        "Open": close - 0.2,
        "High": close + 1,
        "Low": close - 1,
        "Close": close,
        "Volume": random.uniform(1, 9, 300),
    }
    columns |= {"day off": np.arange(300) % 7 == 0, HOSTILE: close + random.normal(size=300)}
    return pd.DataFrame(columns, index=pd.date_range("2020-01-01", periods=300, freq="B", name="time")).astype(float)


@pytest.fixture
def taken(tmp_path, prices):
    """`taken(window=..., ...)`: the folder of an exported script, and the forecast of the run itself."""
    pipeline = pytest.importorskip("lstm_core.learning.pipeline")

    def away(learn_as="level", roles=None, target="Close", **changes):
        data = {"dataset": "0" * 64, "name": HOSTILE, "target": target, "roles": roles or {}}
        data["preparation"] = {"learn_as": learn_as}
        settings = {"network": {"layers": [{"units": 4}]}, "training": {"epochs": 1, "batch_size": 32}, **changes}
        asked = Experiment.model_validate({"data": data, **settings})
        made = series.of(Dataset(prices, "tiny", "test"), target, roles or {}, asked.data.preparation)
        record = store.create(tmp_path, asked)
        with Pen(record.folder) as pen:
            pen.begin()
            outcome = pipeline.run(asked, made, pen, record.folder)
            told = {name: value for name, value in vars(outcome).items() if name != "seconds"}
            pen.finish(**told, seconds={})
        for name, content in script.written(record, made).items():
            (record.folder / name).write_bytes(content)
        assert importing.asked(importing.Scaler, (record.folder / "scaler.json").read_bytes(), "scaler.json")
        future = record.forecast().query("model == @asked.network.kind")
        return record.folder, future.set_index("time").forecast

    return away


def same(told: pd.Series, forecast: pd.Series) -> None:
    assert list(told.index) == list(forecast.index)
    assert np.ptp(forecast) > 0
    np.testing.assert_allclose(told, forecast, rtol=1e-6)


def test_in_a_python_without_lstm_lab_it_repeats_a_recursive_forecast_with_indicators(taken):
    picks = [{"name": name} for name in ("MACD", "OBV", "ADX", "BBANDS", "CDLDOJI", "ATR", "ZSCORE")]
    picks += [{"name": "LAG", "parameters": {"timeperiod": 3}}, {"name": "SEASONAL_LAG", "parameters": {"period": 5}}]
    folder, forecast = taken(
        learn_as="log_return",
        features={"indicators": picks, "columns": ["High", "Volume"]},
        window={"look_back": 20, "horizon": 4, "strategy": "recursive", "companions": "joint"},
        network={"kind": "gru", "bidirectional": True, "layers": [{"units": 3}], "head": 4},
    )
    for stranger in folder.iterdir():
        if stranger.name not in (script.NAME, script.SERIES, "scaler.json", "model.keras"):
            stranger.unlink()
    ran = subprocess.run(
        [sys.executable, "-I", str(folder / script.NAME)], cwd="/", env={}, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    told = pd.read_csv(io.StringIO(ran.stdout), index_col=0, parse_dates=True).forecast
    same(told, forecast)
    text = (folder / script.NAME).read_text()
    assert "lstm_core" not in text
    assert len(text.splitlines()) < 150
    assert [line for line in text.splitlines() if len(line) > 120] == []


CALENDAR = [
    {"name": name, "parameters": parameters}
    for name, parameters in (
        ("WEEKDAY", {}),
        ("MONTH", {}),
        ("DAY_OF_YEAR", {}),
        ("HOLIDAY", {"country": "DE"}),
        ("WEEK_WAVES", {"order": 2}),
        ("YEAR_WAVES", {}),
        ("FOURIER", {"period": 7, "order": 2}),
    )
]


@pytest.mark.parametrize(
    ("learn_as", "changes"),
    [
        ("level", {"features": {"indicators": CALENDAR, "columns": ["day off", HOSTILE]}}),
        ("log", {"training": {"scaling": "window_spread", "epochs": 1}, "features": {"columns": ["High", "Volume"]}}),
        ("difference", {"target": HOSTILE, "training": {"scaling": "robust", "epochs": 1}}),
        ("log", {"network": {"kind": "hybrid", "layers": [{"units": 3}]}}),
        ("auto", {"network": {"kind": "hybrid", "layers": [{"units": 3}], "linear": True}}),
    ],
    ids=[
        "calendar",
        "log in the window's spread",
        "hostile target",
        "ARIMA + LSTM",
        "ARIMA + LSTM with a linear layer",
    ],
)
def test_it_repeats_a_direct_forecast(taken, learn_as, changes):
    window = {"look_back": 12, "horizon": 3}
    folder, forecast = taken(learn_as, {"day off": "known_ahead"}, window=window, **changes)
    same(runpy.run_path(str(folder / script.NAME))["forecast"](), forecast)


def test_it_repeats_a_recursive_forecast_that_feeds_back_logarithms_beside_held_columns(taken):
    features = {"columns": ["High", "day off"], "indicators": [{"name": "SMA", "parameters": {"timeperiod": 5}}]}
    window = {"look_back": 12, "horizon": 5, "strategy": "recursive"}
    folder, forecast = taken("log", {"day off": "known_ahead"}, window=window, features=features)
    same(runpy.run_path(str(folder / script.NAME))["forecast"](), forecast)
    assert files.read_object(folder / "scaler.json")["known_ahead"] == ["day off"]
