import numpy as np

from lstm_core.evaluation import baselines

Y = np.array([3.0, 1.0, 2.0, 6.0, 4.0, 5.0])


def test_seasonal_naive_repeats_the_last_season():
    assert baselines.forecast("seasonal_naive", Y, np.array([4]), 5, 3).tolist() == [[2.0, 6.0, 4.0, 2.0, 6.0]]


def test_drift_continues_the_line_from_first_to_last():
    assert baselines.forecast("drift", Y, np.array([3]), 2, 1).tolist() == [[7.0, 8.0]]


def test_moving_average_takes_one_season_or_what_there_is():
    assert baselines.forecast("moving_average", Y, np.array([5]), 1, 3).tolist() == [[5.0]]
    assert baselines.forecast("moving_average", Y, np.array([1]), 1, 3).tolist() == [[2.0]]


def test_no_baseline_looks_beyond_its_origin():
    origins, noise = np.array([2, 3]), Y.copy()
    noise[4:] = 1e9
    for name in baselines.NAMES:
        expected = baselines.forecast(name, Y, origins, 3, 2)
        assert np.array_equal(baselines.forecast(name, noise, origins, 3, 2), expected), name


def test_many_origins_equal_one_at_a_time():
    for name in baselines.NAMES:
        together = baselines.forecast(name, Y, np.arange(2, 5), 4, 2)
        alone = [baselines.forecast(name, Y, np.array([origin]), 4, 2)[0] for origin in range(2, 5)]
        assert np.array_equal(together, alone), name
