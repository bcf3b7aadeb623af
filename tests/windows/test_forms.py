import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.windows import forms

FORMS = ("level", "log", "difference", "log_return")
positive = st.lists(st.floats(1e-3, 1e6), min_size=3, max_size=12)


@pytest.mark.parametrize("form", FORMS)
@given(values=positive)
def test_the_way_back_is_exact(form, values):
    last, path = np.array(values[:1]), np.array([values[1:]])
    back = forms.restored(forms.path(path, last, form), last, form)
    np.testing.assert_allclose(back, path, rtol=1e-12, atol=1e-12 * max(values))


@given(values=st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=12))
def test_differences_go_there_and_back_below_zero_too(values):
    last, path = np.array(values[:1]), np.array([values[1:]])
    there = forms.path(path, last, "difference")
    np.testing.assert_allclose(forms.restored(there, last, "difference"), path, rtol=1e-12, atol=1e-8)


LEVEL = np.array([True, True, False])
ROWS = np.array([[2.0, 3.0, 7.0], [4.0, 1.0, 7.0], [8.0, -4.0, 9.0]])
BEFORE = np.array([1.0, 2.0, 4.0])


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("level", [[2, 3, 7], [4, 1, 7], [8, -4, 9]]),
        ("difference", [[1, 2, 7], [2, -1, 7], [4, -8, 9]]),
        ("log_return", [[np.log(2), 2, 7], [np.log(2), -0.5, 7], [np.log(2), -2, 9]]),
        ("log", [[np.log(2), np.log(2) + 0.5, 7], [np.log(4), np.log(4) - 0.75, 7], [np.log(8), np.log(8) - 1.5, 9]]),
    ],
)
def test_levels_go_along_with_the_target_the_rest_stays(form, expected):
    np.testing.assert_allclose(forms.seen(ROWS, BEFORE, LEVEL, form), expected)


@pytest.mark.parametrize("form", FORMS)
def test_companions_come_back_in_their_own_units(form):
    answers = forms.seen(ROWS, BEFORE, LEVEL, form)[:, 1:]
    np.testing.assert_allclose(forms.beside(answers, ROWS[:, 0], BEFORE, LEVEL[1:], form), ROWS[:, 1:])


def test_the_rows_given_are_left_as_they_were():
    rows = ROWS.copy()
    forms.seen(rows, BEFORE, LEVEL, "log_return")
    assert np.array_equal(rows, ROWS)


def test_a_path_that_runs_away_stays_a_number():
    assert np.isfinite(forms.restored(np.array([[1e6, 1e6]]), np.array([5.0]), "log_return")).all()


def test_a_value_below_the_least_has_its_logarithm():
    rows = forms.seen(np.array([[2.0], [0.0]]), np.array([1.0, 2.0]), np.array([True]), "log", least=0.5)
    np.testing.assert_allclose(rows, [[np.log(2)], [np.log(0.5)]])
    np.testing.assert_allclose(forms.path(np.array([[-1.0, 2.0]]), np.ones(1), "log_return", 0.5), np.log([[0.5, 4]]))
