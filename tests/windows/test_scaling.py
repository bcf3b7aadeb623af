import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

from lstm_core.windows import scaling

TRAIN = pd.DataFrame({"close": [1.0, 2.0, 4.0, 5.0], "volume": [10.0, 30.0, 20.0, 40.0], "sma": [2.0, 2.0, 3.0, 4.0]})


KINDS = ("minmax", "standard", "robust", "window", "window_spread")
FORMS = ("level", "log", "difference", "log_return")


def windowed(fitted: scaling.Scaling, rows: list) -> np.ndarray:
    """One window (1, look_back, columns) as the network sees it."""
    scaled = fitted.scale(np.array([rows]))
    return fitted.relative(scaled, *fitted.measure(scaled[..., 0]))


@pytest.mark.parametrize(
    ("kind", "reference"), [("minmax", MinMaxScaler()), ("standard", StandardScaler()), ("robust", RobustScaler())]
)
def test_scaling_equals_the_library_it_stands_for(kind, reference):
    rows = TRAIN.to_numpy() * 3 - 1
    expected = reference.fit(TRAIN.to_numpy()).transform(rows)
    np.testing.assert_allclose(scaling.fit(TRAIN, kind).scale(rows), expected, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("learn_as", FORMS)
@given(values=st.lists(st.floats(1e-2, 1e5), min_size=12, max_size=30))
def test_what_the_network_should_answer_comes_back_as_the_target(kind, learn_as, values):
    rows = pd.DataFrame({"y": values[1:]})
    fitted = scaling.fit(rows, kind, look_back=4, learn_as=learn_as, before=values[0])
    seen = fitted.see(rows.to_numpy(), values[0])[None, :, 0]
    anchor, stretch = fitted.measure(seen[:, :-3])
    last, path = rows["y"].to_numpy()[-4:-3], rows["y"].to_numpy()[None, -3:]
    asked = fitted.ask(path, last, anchor, stretch)
    np.testing.assert_allclose(fitted.tell(asked, last, anchor, stretch), path, rtol=1e-6)
    # what batches cut from the scaled rows is the same, in 32 bits
    cut = fitted.answered(seen[:, -3:], anchor, stretch)
    size = np.maximum(np.abs(asked), (np.abs(seen).max() + 1) / stretch)
    assert (np.abs(cut - asked) <= 1e-5 * size).all()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("learn_as", FORMS)
def test_companions_come_back_beside_the_target(kind, learn_as):
    fitted = scaling.fit(
        TRAIN, kind, levels=("sma",), look_back=2, learn_as=learn_as, before=1.5, companions=("volume", "sma")
    )
    assert fitted.outputs == (0, 1, 2)
    assert fitted.weight.tolist() == [1, 0.25, 0.25]
    anchor, stretch = fitted.measure(fitted.see(TRAIN.to_numpy(), 1.5)[None, :, 0])
    after, last = np.array([[6.0, 25.0, 5.0]]), np.array([5.0])
    answers = fitted.ask(after, last, anchor, stretch)
    np.testing.assert_allclose(fitted.tell(answers, last, anchor, stretch), after, rtol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_a_constant_column_divides_by_nothing(kind):
    fitted = scaling.fit(pd.DataFrame({"y": [5.0] * 6, "x": [0.0] * 6}), kind)
    assert np.isfinite(windowed(fitted, [[5.0, 0.0], [5.0, 1.0]])).all()
    assert fitted.measure(np.full((1, 4), 0.3))[1] == 1


def test_window_scaling_takes_levels_relative_to_the_last_target():
    fitted = scaling.fit(TRAIN, "window", levels=("sma",), look_back=2)
    # typical move over one row: sqrt((1 + 4 + 1) / 3)
    move = np.sqrt(2.0)
    seen = windowed(fitted, [[100.0, 25.0, 90.0], [104.0, 25.0, 91.0]])
    np.testing.assert_allclose(seen[0, :, 0] * move, [-4.0, 0.0], atol=1e-4)
    np.testing.assert_allclose(seen[0, :, 2] * move, [-14.0, -13.0], atol=1e-4)
    np.testing.assert_allclose(seen[0, :, 1], 0.0, atol=1e-6)  # the mean of volume, not relative to anything


def test_window_spread_takes_levels_relative_to_the_windows_mean_and_spread():
    fitted = scaling.fit(TRAIN, "window_spread", levels=("sma",))
    seen = windowed(fitted, [[100.0, 25.0, 100.0], [104.0, 25.0, 108.0]])  # mean 102, spread 2
    np.testing.assert_allclose(seen[0, :, 0], [-1, 1], atol=1e-4)
    np.testing.assert_allclose(seen[0, :, 2], [-1, 3], atol=1e-4)
    np.testing.assert_allclose(seen[0, :, 1], 0.0, atol=1e-6)


@pytest.mark.parametrize("kind", ["window", "window_spread"])
def test_a_price_beyond_the_training_range_looks_like_one_inside_it(kind):
    fitted = scaling.fit(TRAIN, kind, levels=("sma",), look_back=2)
    near, far = [[3.0, 20.0, 2.5], [4.0, 20.0, 3.0]], [[903.0, 20.0, 902.5], [904.0, 20.0, 903.0]]
    np.testing.assert_allclose(windowed(fitted, near), windowed(fitted, far), atol=1e-3)


def test_changes_are_relative_to_the_row_before_already():
    fitted = scaling.fit(TRAIN, "window", levels=("sma",), learn_as="difference", before=1.0)
    assert not fitted.anchored.any()
    assert fitted.centre[[0, 2]].tolist() == [0, 0]
    assert fitted.spread[0] == pytest.approx(np.sqrt((0 + 1 + 4 + 1) / 4))
    nothing = np.zeros((1, 1), "float32")
    naive = fitted.tell(nothing, np.array([7.0]), *fitted.measure(nothing))
    assert naive.tolist() == [[7]]


def test_other_kinds_are_relative_to_nothing():
    fitted = scaling.fit(TRAIN, "standard", levels=("sma",))
    rows = TRAIN.to_numpy().tolist()
    np.testing.assert_array_equal(windowed(fitted, rows), fitted.scale(np.array([rows])))
    assert fitted.plain()["relative_to_the_last_target"] == [False, False, False]


@pytest.mark.parametrize("kind", KINDS)
def test_a_scaling_comes_back_from_its_file(kind):
    fitted = scaling.fit(TRAIN, kind, ("sma",), 2, "log", 1.0, ("volume",))
    again = scaling.read(json.loads(json.dumps(fitted.plain())))
    assert again.plain() == fitted.plain()
    assert np.array_equal(again.anchored, fitted.anchored)


def test_a_file_from_before_forms_and_companions_is_read_too():
    told = scaling.fit(TRAIN, "window", ("sma",)).plain()
    for later in ("learn_as", "levels", "relative_to_the_window", "outputs", "weights"):
        del told[later]
    old = scaling.read(told)
    assert (old.learn_as, old.outputs, old.level.tolist()) == ("level", (0,), [True, False, True])
