"""The promises of bands and verdict, kept on series whose truth is known (the figures: `benchmarks/calibration.py`)."""

import pytest

from benchmarks import calibration

SERIES = 200


@pytest.mark.parametrize("make", calibration.STEADY)
def test_bands_cover_what_they_claim(make):
    eighty, ninety_five = calibration.covered(calibration.tables(make, SERIES, calibration.seasonally), (0.8, 0.95))
    assert eighty.mean() == pytest.approx(80, abs=3)
    assert ninety_five.mean() == pytest.approx(95, abs=2)


def test_adaptive_bands_cover_what_they_claim_where_errors_grow():
    told = calibration.tables(calibration.swelling, SERIES // 4, calibration.seasonally)
    eighty, ninety_five = calibration.covered(told, (0.8, 0.95), adaptive=True)
    assert eighty.mean() == pytest.approx(80, abs=3)
    assert ninety_five.mean() == pytest.approx(95, abs=2)


@pytest.mark.parametrize("ours", calibration.SKILLESS)
def test_on_pure_random_walks_luck_is_rarely_called_skill(ours):
    told = calibration.tables(calibration.walking, SERIES, ours)
    assert calibration.outcomes(told)["better"] <= 0.05 * SERIES


def test_skill_that_is_there_is_found():
    told = calibration.tables(calibration.seasonal, 20, calibration.seasonally)
    assert calibration.outcomes(told)["better"] >= 15
