import numpy as np
import pytest

from lstm_core.errors import BadSetting, TooLittleData
from lstm_core.evaluation import preparing
from lstm_core.features import catalogue
from lstm_core.specs import Features, Split, Window
from lstm_core.windows import scaling, splits
from tests.evaluation.test_proof import CHOSEN, WINDOW, series


def test_what_is_prepared_is_what_training_gets():
    made = preparing.of(series(), CHOSEN, WINDOW, Split(), "standard")
    assert made.season == 24
    assert "SEASONAL_LAG_24" in made.table.frame
    assert made.parts == splits.cut(made.table.frame.index, Split())
    again = scaling.fit(made.training_rows, "standard", made.table.levels)
    assert np.array_equal(made.scaling.centre, again.centre)
    # known values reach four rows ahead, so the last training windows' rows end four before the border
    assert len(made.training_rows) == made.parts.train.stop - 4


def test_too_long_a_period_is_refused_with_the_bound_of_the_training_part():
    with pytest.raises(TooLittleData, match=r"the training part has 140: .* Choose period 140 or less"):
        preparing.of(series(200), Features(indicators=catalogue.parse("SMA(150)")), WINDOW, Split(), "standard")


def test_a_window_too_short_for_what_is_known_ahead_is_refused():
    with pytest.raises(BadSetting, match=r"sequence length \(3\) must be at least the horizon \(4\)"):
        preparing.of(series(), CHOSEN, Window(look_back=3, horizon=4), Split(), "standard")


def test_joint_companions_are_answered_but_not_what_is_known_ahead():
    window = Window(look_back=12, horizon=4, strategy="recursive", companions="joint")
    made = preparing.of(series(known_ahead=("plan",)), CHOSEN, window, Split(), "standard")
    assert [made.scaling.columns[at] for at in made.scaling.outputs] == ["y", "other"]


def picked(rows: int, window: Window = WINDOW, chosen: str = "") -> list[tuple]:
    features = Features(indicators=catalogue.parse(chosen))
    made = preparing.with_calendar(series(rows), features, window, Split())
    return [(pick.name, *pick.parameters.values()) for pick in made.indicators]


def test_the_calendar_adds_the_cycles_that_training_has_seen_twice():
    assert picked(100) == [("DAY_WAVES", 3)]  # of hours, 70 to train
    assert picked(600) == [("DAY_WAVES", 3), ("WEEK_WAVES", 3)]
    assert picked(600, chosen="WEEK_WAVES(1)") == [("WEEK_WAVES", 1), ("DAY_WAVES", 3)]
    assert picked(600, Window(look_back=3, horizon=4)) == []  # which can't hold what is known of four steps
