import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from lstm_core.windows import scaling

TRAIN = pd.DataFrame({"close": [1.0, 2.0, 4.0, 5.0], "volume": [10.0, 30.0, 20.0, 40.0], "sma": [2.0, 2.0, 3.0, 4.0]})


@pytest.mark.parametrize(("kind", "reference"), [("minmax", MinMaxScaler()), ("standard", StandardScaler())])
def test_scaling_equals_the_library_it_stands_for(kind, reference):
    rows = TRAIN.to_numpy() * 3 - 1
    expected = reference.fit(TRAIN.to_numpy()).transform(rows)
    np.testing.assert_allclose(scaling.fit(TRAIN, kind).apply(rows), expected, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("kind", ["minmax", "standard", "window"])
@given(values=st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=30))
def test_the_target_comes_back_exactly_enough(kind, values):
    fitted = scaling.fit(pd.DataFrame({"y": values}), kind)
    spread = float(fitted.spread[0]) + max(map(abs, values), default=0)
    restored = fitted.restore_target(fitted.scale_target(np.array(values)))
    np.testing.assert_allclose(restored, values, atol=1e-5 * max(spread, 1e-6))


@pytest.mark.parametrize("kind", ["minmax", "standard", "window"])
def test_a_constant_column_divides_by_nothing(kind):
    fitted = scaling.fit(pd.DataFrame({"y": [5.0] * 6, "x": [0.0] * 6}), kind)
    assert np.isfinite(fitted.apply(np.array([[5.0, 0.0], [6.0, 1.0]]))).all()


def test_window_scaling_takes_levels_relative_to_the_last_target():
    fitted = scaling.fit(TRAIN, "window", levels=("sma",), look_back=2)
    # typical move over one row: sqrt((1 + 4 + 1) / 3)
    move = np.sqrt(2.0)
    seen = fitted.relative(fitted.apply(np.array([[[100.0, 25.0, 90.0], [104.0, 25.0, 91.0]]])))
    np.testing.assert_allclose(seen[0, :, 0] * move, [-4.0, 0.0], atol=1e-4)
    np.testing.assert_allclose(seen[0, :, 2] * move, [-14.0, -13.0], atol=1e-4)
    np.testing.assert_allclose(seen[0, :, 1], 0.0, atol=1e-6)  # the mean of volume, not relative to anything


def test_a_price_beyond_the_training_range_looks_like_one_inside_it():
    fitted = scaling.fit(TRAIN, "window", levels=("sma",), look_back=2)
    near, far = (
        np.array([[[3.0, 20.0, 2.5], [4.0, 20.0, 3.0]]]),
        np.array([[[903.0, 20.0, 902.5], [904.0, 20.0, 903.0]]]),
    )
    np.testing.assert_allclose(*(fitted.relative(fitted.apply(one)) for one in (near, far)), atol=1e-3)


def test_other_kinds_are_relative_to_nothing():
    fitted = scaling.fit(TRAIN, "standard", levels=("sma",))
    rows = fitted.apply(TRAIN.to_numpy()[None])
    np.testing.assert_array_equal(fitted.relative(rows), rows)
    assert fitted.plain()["relative_to_the_last_target"] == [False, False, False]
