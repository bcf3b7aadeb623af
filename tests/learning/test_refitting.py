import numpy as np
import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import series
from lstm_core.learning import refitting

SMALL = {"window": {"look_back": 8, "horizon": 3}, "network": {"layers": [{"units": 4}]}}
WAVE = np.sin(np.arange(303) / 6 * 2 * np.pi)


def again(frame: pd.DataFrame, outcome, heard, epochs: int, **settings) -> pd.DataFrame:
    """The future refitted, as `learn` trained it before."""
    asked = {"data": {"dataset": "0" * 64, "name": "tiny", "target": "y"}, **SMALL, **settings}
    made = series.of(series.Dataset(frame, "tiny", "test"), "y")
    experiment = specs.Experiment.model_validate(asked)
    return refitting.forecast(experiment, made, epochs, outcome.backtest, outcome.scaler, heard)


def waves(jump: int) -> pd.DataFrame:
    """A wave of 6 rows around 0, with noise, that jumps by 5 at a row and stays; training ends before row 210."""
    y = WAVE[:300] + np.random.default_rng(0).normal(0, 0.1, 300)
    y[jump:] += 5
    return pd.DataFrame({"y": y}, index=pd.RangeIndex(300, name="time"))


@pytest.mark.parametrize(
    ("network", "jump"), [({}, 215), ({"linear": True, "pooled": True}, 300), ({"kind": "hybrid"}, 215)]
)
def test_it_has_learnt_what_only_later_rows_hold(learn, heard, network, jump):
    settings = {**SMALL, "network": SMALL["network"] | network}
    settings["training"] = {"epochs": 6, "scaling": "standard", "learning_rate": 0.02, "patience": None}
    outcome, _, _ = learn(waves(jump), "y", **settings)
    report = heard()
    told = again(waves(jump), outcome, report, 6, **settings)
    kind = network.get("kind", "lstm")
    first = outcome.forecast[outcome.forecast.model == kind].reset_index(drop=True)
    assert [one.epoch for one in report.epochs] == [1, 2, 3, 4, 5, 6]
    assert list(told.columns) == list(first.columns)
    same = ["model", "origin", "step", "time", "level"]
    pd.testing.assert_frame_equal(told[same], first[same])
    np.testing.assert_allclose(told.upper - told.lower, first.upper - first.lower)
    changed = waves(jump)
    changed.loc[250:280, "y"] += 2  # of the test part, before the last window
    assert np.abs(again(changed, outcome, heard(), 6, **settings).forecast - told.forecast).min() > 1e-3
    if not network:
        missed, before = (np.abs(one.forecast - 5 - WAVE[300:]).mean() for one in (told, first))
        assert missed < 0.5 * before
