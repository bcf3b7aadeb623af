"""Runs compared on the rows that they share."""

import numpy as np
import pandas as pd
import pytest

from lstm_core.evaluation import comparing, significance

STEPS = 2


def backtest(origins: range, errors: np.ndarray) -> pd.DataFrame:
    """Two steps from each origin; the truth is the row's number, the forecast off by `errors` (origins, steps)."""
    origin, step = np.repeat(list(origins), STEPS), np.tile([1, 2], len(origins))
    time = origin + step
    rows = {"origin": origin, "step": step, "time": time, "actual": time.astype(float)}
    return pd.DataFrame(rows | {"forecast": time + np.asarray(errors, dtype=float).ravel()})


def test_only_rows_that_every_run_forecasts_are_common():
    rows = comparing.common(
        {"a": backtest(range(10, 14), [[1, 2]] * 4), "b": backtest(range(12, 16), [[3, -4]] * 4)},
    )
    assert rows[["origin", "step", "time"]].to_numpy().tolist() == [[12, 1, 13], [12, 2, 14], [13, 1, 14], [13, 2, 15]]
    assert (rows.a - rows.actual).tolist() == [1, 2, 1, 2]
    assert (rows.b - rows.actual).tolist() == [3, -4, 3, -4]


def test_the_same_dates_of_other_data_are_not_common():
    other = backtest(range(10, 14), [[0, 0]] * 4)
    other["actual"] += 5
    assert comparing.common({"a": backtest(range(10, 14), [[0, 0]] * 4), "b": other}).empty


def test_a_value_that_was_not_measured_is_common_and_counts_in_no_error():
    first, second = (backtest(range(10, 14), [[error, error]] * 4) for error in (1, 3))
    for table in (first, second):
        table.loc[table.time == 12, "actual"] = np.nan
    rows = comparing.common({"a": first, "b": second})
    assert len(rows) == 8
    told = comparing.difference(rows, "a", "b")
    assert (told.first, told.second) == (1, 3)


def test_the_error_by_step_is_the_mean_over_origins():
    errors = comparing.by_step(comparing.common({"a": backtest(range(3), [[1, -2], [1, 2], [-4, 5]])}))
    assert errors["a"].to_dict() == {1: 2.0, 2: 3.0}


def test_the_difference_is_that_of_the_diebold_mariano_test():
    one, other = np.random.default_rng(1).normal(size=(2, 60, STEPS))
    told = comparing.difference(
        comparing.common({"a": backtest(range(60), one), "b": backtest(range(60), other)}), "a", "b"
    )
    losses = np.abs(one).mean(axis=1), np.abs(other).mean(axis=1)
    assert told.origins == 60
    assert told.first == pytest.approx(losses[0].mean())
    assert told.p_value == pytest.approx(significance.diebold_mariano(*losses, overlap=1))


def test_the_standard_error_is_that_of_the_mean_difference():
    """Without overlap it is the textbook's: the spread of the differences by the root of their number less one."""
    one, other = np.random.default_rng(2).normal(size=(2, 50, 1))
    tables = {}
    for name, errors in (("a", one), ("b", other)):
        table = backtest(range(50), np.hstack([errors, errors]))
        tables[name] = table[table.step == 1]
    told = comparing.difference(comparing.common(tables), "a", "b")
    difference = np.abs(one) - np.abs(other)
    assert told.error == pytest.approx(difference.std() / np.sqrt(49))


def test_equal_runs_differ_by_nothing_that_can_be_told():
    same = backtest(range(40), np.ones((40, STEPS)))
    told = comparing.difference(comparing.common({"a": same, "b": same}), "a", "b")
    assert told.first == told.second
    assert np.isnan(told.p_value)
    assert np.isnan(comparing.optimism(comparing.common({"a": same, "b": same}), 2))


@pytest.mark.parametrize(
    ("count", "expected"), [(1, 0), (2, 1 / np.sqrt(np.pi)), (3, 1.5 / np.sqrt(np.pi)), (5, 1.16296), (100, 2.50759)]
)
def test_the_expected_largest_of_normal_values_equals_the_published_tables(count, expected):
    assert comparing.expected_largest(count) == pytest.approx(expected, abs=1e-5)


def test_the_optimism_is_what_the_best_of_equally_good_runs_gains_on_average():
    """Eight runs of one true error, which share half of their luck: the best seems better by what is said."""
    random, runs, origins = np.random.default_rng(3), 8, 80
    gains, told = [], []
    for world in range(300):
        loss = 5 + random.normal(size=(1, origins)) + random.normal(size=(runs, origins))
        gains.append(5 - loss.mean(axis=1).min() + loss.mean() - 5)
        if world < 20:
            tables = {str(run): backtest(range(origins), np.repeat(loss[run], STEPS)) for run in range(runs)}
            tables = {run: table[table.step == 1] for run, table in tables.items()}
            told.append(comparing.optimism(comparing.common(tables), runs))
    assert np.mean(told) == pytest.approx(np.mean(gains), rel=0.08)
