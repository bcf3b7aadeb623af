import numpy as np
import pytest

from lstm_core.features import plain


def test_a_lag_longer_than_the_series_has_no_value():
    assert np.isnan(plain.lag(np.arange(3.0), 5)).all()


def test_zscore_is_the_distance_from_the_mean_in_standard_deviations():
    values = np.random.default_rng(0).normal(1e6, 1.0, 50)
    last = values[-20:]
    assert plain.zscore(values, 20)[-1] == pytest.approx((last[-1] - last.mean()) / last.std(), rel=1e-6)


@pytest.mark.parametrize("value", [0.0, 0.1, 1e9, -1e300])
def test_zscore_of_what_does_not_move_is_not_defined(value):
    assert np.isnan(plain.zscore(np.full(30, value), 20)).all()
