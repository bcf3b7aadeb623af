from dataclasses import replace

import pytest

from lstm_core.data.series import Frequency
from lstm_core.features import build, catalogue, selections
from lstm_core.specs import Features
from tests.features.test_build import hours, line, walk


def names(name: str, series) -> list[str]:
    return [pick.name for pick in selections.of(name, series)]


def test_bars_have_every_selection_but_the_calendar():
    series = walk(600)
    assert list(selections.for_series(series)) == [name for name in selections.NAMES if name != "Calendar"]
    assert names("Volume", series) == ["OBV", "MFI", "CMF", "RVOL"]
    assert names("Price only", series) == []


def test_a_series_without_bars_has_what_its_values_allow():
    assert names("Trend", line(*range(900))) == ["SMA", "EMA", "MACD"]
    assert list(selections.for_series(line(*range(900)))) == [
        "Price only", "Trend", "Momentum", "Volatility", "Everything sensible",
    ]  # fmt: skip


def test_the_calendar_is_what_varies_and_says_nothing_twice():
    assert names("Calendar", hours(900)) == ["HOUR", "WEEKDAY", "DAY_OF_YEAR"]
    monthly = replace(hours(900), frequency=Frequency("month", 31 * 86_400, "MS"))
    assert names("Calendar", monthly) == ["MONTH"]
    assert "HOUR" in names("Everything sensible", hours(900))


@pytest.mark.parametrize("name", selections.NAMES)
def test_every_selection_can_be_built(name):
    picks = selections.of(name, walk(600))
    table = build.build(walk(600), Features(indicators=picks))
    assert table.warm_up <= 60
    assert table.frame.shape[1] == 1 + sum(len(catalogue.columns(pick)) for pick in picks)


def test_a_short_series_keeps_its_rows():
    assert names("Trend", line(*range(60))) == []
