"""The last window answered without TensorFlow: as the run itself forecast, and differently where a value differs."""

import numpy as np
import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import series
from lstm_core.inside import last


class Silent:
    """A report that nobody reads."""

    def stage(self, words):
        pass

    progress = epoch = preview = stage

    def stop_asked(self):
        return False

    def pause_asked(self):
        return False


def prices() -> pd.DataFrame:
    random = np.random.default_rng(4)
    close = 100 + np.cumsum(random.normal(size=200))
    times = pd.date_range("2020-01-01", periods=200, freq="B", name="time")
    return pd.DataFrame({"Close": close, "Volume": random.uniform(1, 9, 200)}, index=times)


KINDS = {
    "direct": {"features": {"indicators": [{"name": "RSI", "parameters": {"timeperiod": 5}}]}},
    "log returns, calendar": {
        "data": {"preparation": {"learn_as": "log_return"}},
        "features": {"indicators": [{"name": "WEEKDAY"}], "columns": ["Volume"]},
        "training": {"scaling": "robust"},
    },
    "joint": {
        "features": {"columns": ["Volume"]},
        "window": {"strategy": "recursive", "companions": "joint"},
        "training": {"scaling": "window_spread"},
    },
}


@pytest.mark.parametrize("kind", KINDS)
def test_unedited_it_is_the_forecast_of_the_run_and_edited_another(tmp_path, kind):
    pipeline = pytest.importorskip("lstm_core.learning.pipeline")
    asked = {"network": {"layers": [{"units": 4}]}, "data": {}, "window": {}, "training": {}} | KINDS[kind]
    asked["data"] = {"dataset": "0" * 64, "name": "tiny", "target": "Close"} | asked["data"]
    asked["window"] = {"look_back": 8, "horizon": 3} | asked["window"]
    asked["training"] = {"epochs": 1, "batch_size": 32} | asked["training"]
    experiment = specs.Experiment.model_validate(asked)
    made = series.of(series.Dataset(prices(), "tiny", "test"), "Close", {}, experiment.data.preparation)
    outcome = pipeline.run(experiment, made, Silent(), tmp_path)

    window = last.of(tmp_path, experiment, made, outcome.scaler)
    future = outcome.forecast[outcome.forecast.model == "lstm"].sort_values("step")
    steps = 1 if experiment.window.strategy == "recursive" else 3
    assert window.times.tolist() == future.time.tolist()[:steps]
    unedited = window.forecast(window.frame)
    np.testing.assert_allclose(unedited, future.forecast.to_numpy()[:steps], rtol=1e-4)

    edited = window.frame.copy()
    edited.iloc[-1, 0] += 5
    assert np.abs(window.forecast(edited) - unedited).max() > 0.1
    assert window.frame.index[-1] == made.frame.index[-1]
