import numpy as np
import pandas as pd
import pytest

from lstm_core.features import calendars, catalogue


@pytest.mark.parametrize(
    ("share", "time", "expected"),
    [
        (calendars.hour, "2026-01-01 18:00", 0.75),
        (calendars.hour, "2026-01-01 00:15", 1 / 96),
        (calendars.weekday, "2026-01-05", 0.0),  # a Monday
        (calendars.month, "2026-07-31", 0.5),
        (calendars.day_of_year, "2026-01-01", 0.0),
    ],
)
def test_the_clock_stands_where_it_should(share, time, expected):
    assert share(pd.DatetimeIndex([time]))[0] == pytest.approx(expected)


def test_the_end_of_a_round_lies_beside_its_beginning():
    sin, cos = catalogue.find("HOUR").function(pd.DatetimeIndex(["2026-01-01 23:59", "2026-01-02 00:00"]))
    assert np.hypot(np.diff(sin), np.diff(cos))[0] < 0.01


def test_holidays_of_the_country():
    times = pd.date_range("2025-12-24", "2025-12-27", freq="12h")
    assert calendars.holiday(times, "US").tolist() == [0, 0, 1, 1, 0, 0, 0]
    assert calendars.holiday(times, "DE").tolist() == [0, 0, 1, 1, 1, 1, 0]
    years = pd.DatetimeIndex(["2019-07-04", "2026-07-04"])
    assert calendars.holiday(years, "US").tolist() == [1, 1]


def test_fourier_terms_repeat_with_their_period():
    waves = calendars.fourier(np.arange(48), period=12, order=3)
    assert len(waves) == 6
    for wave in waves:
        np.testing.assert_allclose(wave[12:], wave[:-12], atol=1e-12)
    np.testing.assert_allclose(waves[2][:6], waves[2][6:12], atol=1e-12)  # order 2 goes round twice


def test_waves_go_by_the_clock_and_not_by_rows():
    week = catalogue.find("WEEK_WAVES").function(pd.DatetimeIndex(["2026-01-05", "2026-01-08 12:00", "2026-01-12"]), 2)
    assert len(week) == 4
    np.testing.assert_allclose(week, [[0, 0, 0], [1, -1, 1], [0, 0, 0], [1, 1, 1]], atol=1e-9)
    assert calendars.most_waves(calendars.DAY, 3600) == 11
    assert calendars.most_waves(calendars.DAY, 8 * 3600) == 1
