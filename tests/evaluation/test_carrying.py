import numpy as np
import pytest

from lstm_core.evaluation import carrying, statistical

ROWS, TRAIN, HORIZON = 160, 120, 9
ENDS = np.array([TRAIN - 1, TRAIN + 3, ROWS - 1])


def series(kind: str) -> np.ndarray:
    random, rows = np.random.default_rng(4), np.arange(ROWS)
    if kind == "walk":
        return np.cumsum(random.normal(0.5, 1, size=ROWS)) + 50
    if kind == "wave":
        return 10 * np.sin(rows * np.pi / 2) + 0.1 * rows + random.normal(size=ROWS)
    return (100 + 0.5 * rows) * (1 + 0.3 * np.sin(rows * np.pi / 2)) * np.exp(0.03 * random.normal(size=ROWS))


@pytest.mark.parametrize(("kind", "season"), [("walk", 1), ("wave", 4), ("growing wave", 4)])
@pytest.mark.parametrize("name", ["ets", "arima"])
def test_equal_to_the_librarys_own_forward_at_each_origin(name, kind, season):
    from statsforecast import models

    values = series(kind)
    _, found = statistical.searched(name, values[:TRAIN], season)
    reference = {"ets": models.AutoETS, "arima": models.AutoARIMA}[name](season_length=season)
    reference.model_ = found
    expected = [reference.forward(values[: end + 1], HORIZON)["mean"] for end in ENDS]
    assert carrying.METHODS[name](found, values, ENDS, HORIZON) == pytest.approx(np.array(expected), abs=1e-8)


@pytest.mark.parametrize("kind", ["DSTM", "DOTM"])
def test_a_dynamic_theta_equals_the_librarys_own_forward(kind):
    from statsforecast import models

    values = series("walk")
    reference = models.AutoTheta(model=kind).fit(values[:TRAIN])
    expected = [reference.forward(values[: end + 1], HORIZON)["mean"] for end in ENDS]
    assert carrying.theta(reference.model_, values, ENDS, HORIZON) == pytest.approx(np.array(expected), abs=1e-8)


@pytest.mark.parametrize("kind", ["STM", "OTM", "DSTM", "DOTM"])
@pytest.mark.parametrize("season", ["additive", "multiplicative"])
def test_theta_continues_the_training_part_as_the_library_does(kind, season):
    from statsforecast import models

    values = series("wave" if season == "additive" else "growing wave")
    reference = models.AutoTheta(season_length=4, model=kind, decomposition_type=season).fit(values[:TRAIN])
    ours = carrying.theta(reference.model_, values, ENDS[:1], HORIZON)
    assert ours[0] == pytest.approx(reference.predict(HORIZON)["mean"], abs=1e-8)
