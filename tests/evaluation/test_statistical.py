from dataclasses import replace

import numpy as np
import pytest

from lstm_core.evaluation import statistical

RANDOM = np.random.default_rng(0)
WALK = 100 + np.cumsum(RANDOM.normal(size=400))
YEARS = 20 + 5 * np.sin(np.arange(300) * np.pi / 6) + RANDOM.normal(size=300)
ORIGINS = np.array([250, 239, 280])


@pytest.mark.parametrize("name", statistical.NAMES)
def test_what_comes_after_an_origin_changes_nothing(name):
    expected = statistical.forecast(name, YEARS, ORIGINS, 6, 12, train_rows=240)
    noise = YEARS.copy()
    noise[281:] = 1e6 * RANDOM.normal(size=19)
    assert np.array_equal(statistical.forecast(name, noise, ORIGINS, 6, 12, train_rows=240), expected)
    noise[240:] = 1e6
    first = statistical.forecast(name, noise, ORIGINS[1:2], 6, 12, train_rows=240)
    assert first == pytest.approx(expected[1:2], rel=1e-12)


@pytest.mark.parametrize("name", statistical.NAMES)
def test_origins_in_any_order_and_one_at_a_time_are_alike(name):
    model = statistical.fit(name, YEARS[:240], 12)
    together = model.forecast(YEARS, ORIGINS, 6)
    alone = [model.forecast(YEARS, np.array([origin]), 6)[0] for origin in ORIGINS]
    assert together == pytest.approx(np.array(alone), abs=1e-9)


def test_each_learns_a_season_that_repeating_the_last_value_misses():
    truth = YEARS[ORIGINS[:, None] + np.arange(1, 7)]
    for name in statistical.NAMES:
        error = np.abs(statistical.forecast(name, YEARS, ORIGINS, 6, 12, train_rows=240) - truth).mean()
        assert error < 1.5, name  # the noise alone is 0.8, the last value is off by 4


def test_a_long_season_is_a_fixed_pattern_and_the_note_says_so():
    wave = np.tile(np.arange(30.0), 20) + RANDOM.normal(scale=0.1, size=600)
    for name in ("ets", "arima"):
        model = statistical.fit(name, wave[:480], 30)
        assert "season of 30 rows as a fixed pattern" in model.note
        assert model.forecast(wave, np.array([500]), 30)[0] == pytest.approx(wave[501:531], abs=1.5)


def test_long_training_parts_are_cut_and_a_season_without_two_rounds_is_left_out():
    model = statistical.fit("ets", np.tile(WALK, 6), 1)
    assert model.start == 400
    assert model.note == "fitted on the last 2,000 of 2,400 training rows"
    assert "without the season of 12 rows" in statistical.fit("theta", WALK[:22], 12).note


@pytest.mark.parametrize(
    ("train", "why"),
    [
        (np.ones(50), "constant"),
        (np.append(WALK, np.ones(2000)), "constant"),
        (WALK[:10], "needs 20 training rows, there are 10"),
    ],
)
def test_what_cannot_be_fitted_is_left_out_with_the_reason(train, why):
    for name in statistical.NAMES:
        with pytest.raises(statistical.NotFitted, match=why):
            statistical.fit(name, train, 1)


def test_forecasts_beyond_all_numbers_are_refused():
    values = np.append(WALK, np.inf)
    with pytest.raises(statistical.NotFitted, match="beyond all numbers"):
        statistical.forecast("ets", values, np.array([400]), 3, 1, train_rows=400)


def test_the_same_rows_give_the_same_coefficients_again_and_fewer_rows_the_same_orders():
    model = statistical.fit("arima", WALK[:140], 1)
    again = statistical.refitted(model, WALK[:140])
    assert again.found["coef"] == pytest.approx(model.found["coef"])
    fewer = statistical.refitted(statistical.fit("arima", YEARS, 12), YEARS[:200])
    assert fewer.found["arma"] == statistical.fit("arima", YEARS, 12).found["arma"]
    assert statistical.refitted(fewer, np.append(YEARS[:200], YEARS)).start == 0


def test_a_process_that_explodes_is_fitted_by_likelihood_instead():
    like = statistical.fit("arima", np.sin(np.arange(200)) + RANDOM.normal(size=200), 1)
    like = replace(like, found=like.found | {"arma": (1, 0, 0, 0, 1, 0, 0), "coef": {"ar1": 0.0}})
    model = statistical.refitted(like, 1.05 ** np.arange(200.0) + RANDOM.normal(size=200))
    assert 0.9 < model.found["coef"]["ar1"] < 1
    yearly = replace(like, found=like.found | {"arma": (0, 0, 0, 0, 12, 0, 1)})
    with pytest.raises(statistical.NotFitted, match="can't be fitted to the first 12 rows"):
        statistical.refitted(yearly, YEARS[:12])


def test_fewer_rows_than_the_orders_reach_back_are_fitted_by_likelihood():
    found = {"coef": {"ar1": 0.5, "sar1": 0.2, "sar2": 0.1}, "arma": (1, 0, 2, 0, 6, 1, 1)}
    model = statistical.Model("arima", "ARIMA(1,1,0)(2,1,0)[6]", "", 0, np.zeros(1), found)
    rows = np.random.default_rng(5).normal(size=18).cumsum()
    assert np.isfinite(statistical.refitted(model, rows).forecast(rows, np.array([17]), 2)).all()
