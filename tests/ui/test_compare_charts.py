"""Several runs in one picture."""

import numpy as np
import pandas as pd

from lstm_core.ui.charts import compare, style

NAMES = {"one": "A <b>", "two": "B"}


def rows(origins: int, steps: int) -> pd.DataFrame:
    """What two runs and the naive method forecast, off by 1, 2 and 3."""
    origin, step = np.repeat(np.arange(origins), steps), np.tile(np.arange(1, steps + 1), origins)
    actual = (origin + step).astype(float)
    table = {"origin": origin, "step": step, "time": origin + step, "actual": actual}
    return pd.DataFrame(table | {"one": actual + 1, "two": actual + 2, "naive": actual + 3})


def test_forecasts_made_so_many_steps_before_lie_over_what_happened():
    figure = compare.overlay(rows(4, 3), NAMES, "naive", 3, dark=False)
    assert [trace.name for trace in figure.data] == ["Actual", "A &lt;b&gt;", "B", "Naive (last value)"]
    assert list(figure.data[0].x) == [3, 4, 5, 6]
    assert list(figure.data[1].y) == [4, 5, 6, 7]
    assert figure.data[3].visible == "legendonly"


def test_of_one_origin_the_whole_path_is_drawn():
    assert list(compare.overlay(rows(1, 5), NAMES, "naive", 1, dark=True).data[2].y) == [3, 4, 5, 6, 7]


def test_runs_are_told_apart_without_colour_and_the_first_has_the_pen_of_the_network():
    for dark in (False, True):
        pens = [compare.pen(at, dark) for at in range(compare.MOST)]
        assert len({pen["dash"] for pen in pens}) == len({pen["color"] for pen in pens}) == compare.MOST
        assert pens[0]["color"] == style.palette(dark).brand


def test_the_error_by_step_stands_beside_a_simple_method():
    errors = pd.DataFrame({"one": [1.0, 2.0], "two": [3.0, 4.0], "naive": [5.0, 6.0]}, index=[1, 2])
    figure = compare.by_step(errors, NAMES, "naive", dark=False)
    assert [list(trace.y) for trace in figure.data] == [[1, 2], [3, 4], [5, 6]]


def test_losses_are_multiples_of_each_runs_own_line_to_beat():
    one = [{"epoch": 1, "val_loss": 4.0, "line_to_beat": 2.0}, {"epoch": 2, "val_loss": 1.0, "line_to_beat": 2.0}]
    two = [{"epoch": 1, "val_loss": 30.0, "line_to_beat": 40.0}, {"epoch": 2, "val_loss": None, "line_to_beat": 40.0}]
    figure = compare.losses({"A": one, "B": two, "without": [{"epoch": 1, "val_loss": 3.0}]}, dark=False)
    assert [trace.name for trace in figure.data] == ["A", "B"]
    assert list(figure.data[0].y) == [2.0, 0.5]
    assert figure.data[1].y[0] == 0.75


def test_where_there_is_nothing_to_draw_it_says_why():
    assert "no row in common" in compare.overlay(rows(0, 1), NAMES, "naive", 1, False).layout.annotations[0].text
    assert "line to beat" in compare.losses({"A": []}, False).layout.annotations[0].text
