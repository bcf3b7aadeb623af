import numpy as np
import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import series
from lstm_core.evaluation import afterwards, backtest, baselines, preparing, statistical

RANDOM = np.random.default_rng(0)
ROWS = 400
TIMES = pd.date_range("2020-01-01", periods=ROWS, freq="D", name="time")
VALUES = 20 + 5 * np.sin(np.arange(ROWS) * 2 * np.pi / 7) + RANDOM.normal(size=ROWS)
ASKED = specs.Experiment(
    data=specs.Data(dataset="0" * 64, name="made up", target="x"), window=specs.Window(look_back=14, horizon=3)
)


def left_behind(values: np.ndarray = VALUES):
    """What a run over these values leaves: the series, a backtest of every second origin, the future."""
    frame = pd.DataFrame({"x": values}, index=TIMES)
    whole = series.of(series.Dataset(frame, "made up", "here"), "x")
    parts = preparing.of(whole, ASKED.features, ASKED.window, ASKED.split, "window").parts
    tables = []
    for name, part in (("validation", parts.validation), ("test", parts.test)):
        for mode, steps in (("one_step", 1), ("multi_step", 3)):
            origins = np.arange(part.start, part.stop - 3, 2)
            paths = {model: baselines.forecast(model, values, origins, steps, 7) for model in baselines.NAMES}
            tables.append(backtest.table(name, mode, TIMES, values, origins, paths))
    beyond = {"origin": TIMES[-1], "step": [1, 2, 3], "time": pd.date_range("2021-02-04", periods=3), "forecast": 1.0}
    future = pd.concat([pd.DataFrame(beyond | {"model": model}) for model in baselines.NAMES], ignore_index=True)
    return whole, backtest.joined(tables, 1.0), future.assign(lower=np.nan, upper=np.nan, level=np.nan), parts


def test_a_band_of_another_level_is_that_of_the_validation_errors_also_beyond_the_data():
    _, rows, future, _ = left_behind()
    tested, ahead = afterwards.banded(rows, future, 0.8)
    past = rows[
        (rows.part == "validation") & (rows.model == "drift") & (rows["mode"] == "multi_step") & (rows.step == 2)
    ]
    errors = np.sort((past.actual - past.forecast).abs())
    half = errors[int(np.ceil((len(errors) + 1) * 0.8)) - 1]
    drawn = tested[(tested.part == "test") & (tested.model == "drift") & (tested["mode"] == "multi_step")]
    drawn = drawn[drawn.step == 2]
    assert drawn.upper.to_numpy() == pytest.approx(drawn.forecast + half)
    assert set(drawn.level) == {0.8}
    step = ahead[(ahead.model == "drift") & (ahead.step == 2)].iloc[0]
    assert (step.lower, step.upper) == (pytest.approx(1 - half), pytest.approx(1 + half))
    assert list(ahead.columns) == list(future.columns)
    assert len(tested) == len(rows)


def test_a_band_that_follows_is_wider_beyond_data_that_grew_wilder():
    wilder = VALUES.copy()
    wilder[-60:] += 8 * RANDOM.normal(size=60)
    _, rows, future, _ = left_behind(wilder)
    (_, fixed), (_, follows) = (afterwards.banded(rows, future, 0.9, adaptive) for adaptive in (False, True))
    assert (follows.upper - follows.lower > 1.5 * (fixed.upper - fixed.lower)).all()


def test_the_statistical_methods_have_the_same_rows_and_what_the_run_knew():
    whole, rows, future, parts = left_behind()
    more, ahead, said = afterwards.beside(ASKED, whole, rows, future)
    keys = ["part", "mode", "origin", "step", "time", "actual"]
    naive = rows[rows.model == "naive"].set_index(keys).index
    assert set(more.model) == set(statistical.NAMES) == set(said)
    for name in statistical.NAMES:
        assert more[more.model == name].set_index(keys).index.equals(naive)
    assert said["ets"].startswith("ETS: ETS(")
    tested = more[(more.model == "theta") & (more.part == "test") & (more["mode"] == "multi_step")]
    origins = TIMES.get_indexer(tested.origin.unique())
    expected = statistical.forecast("theta", VALUES, origins, 3, 7, parts.train.stop)
    assert tested.forecast.to_numpy() == pytest.approx(expected.ravel())
    assert len(ahead) == 9


def test_a_method_that_the_run_has_is_not_fitted_again():
    whole, rows, future, _ = left_behind()
    rows = pd.concat([rows, rows[rows.model == "naive"].assign(model="arima")])
    assert set(afterwards.beside(ASKED, whole, rows, future)[2]) == {"ets", "theta"}


def test_a_constant_training_part_leaves_all_out_and_says_so():
    whole, rows, future, _ = left_behind(np.full(ROWS, 5.0))
    more, ahead, said = afterwards.beside(ASKED, whole, rows, future)
    assert len(more) == len(ahead) == 0
    assert all("constant" in sentence for sentence in said.values())
