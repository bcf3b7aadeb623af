"""Numbers in the dialects that people export, and the ones that are refused rather than guessed at."""

import math

import pytest

from lstm_core.data import reading
from lstm_core.errors import LabError, UnreadableFile


def understood(*cells: str, **choices: object):
    text = "Date\ty\n" + "".join(f"2020-01-{day:02d}\t{cell}\n" for day, cell in enumerate(cells, 1))
    return reading.understand(text.encode(), "x.tsv", **choices)


def numbers(*cells: str, **choices: object) -> list:
    found = understood(*cells, **choices).dataset.frame["y"]
    return [None if math.isnan(value) else value for value in found]


@pytest.mark.parametrize(
    "cells, unit, first",
    [
        (("1.234,5 €", "2 €"), "€", 1234.5),
        (("USD 1,234.5", "USD 2"), "USD", 1234.5),
        (("R$ 1.234,50", "R$ 2,00"), "R$", 1234.5),
        (("CHF 1'234.50", "CHF 2.00"), "CHF", 1234.5),
        (("1 234,50 kr", "2,00 kr"), "kr", 1234.5),
        (("($1.50)", "$2"), "$", -1.5),
        (("1.5 kWh", "2 kWh"), "kWh", 1.5),
        (("-2°C", "3°C"), "°C", -2.0),
        (("(5%)", "3%"), "%", -5.0),
        (("1,23,456", "2,34,567.5"), None, 123456.0),
        (("12\u202f345", "1"), None, 12345.0),
        (("1,5E+03", "2,5"), None, 1500.0),
        (("1,2 Mio.", "3 Mrd."), None, 1_200_000.0),
        (("1.2T", "900B"), None, 1.2e12),
    ],
)
def test_what_stands_around_a_number_is_taken_off_and_told(cells, unit, first):
    found = understood(*cells)
    assert found.dataset.frame["y"].iloc[0] == pytest.approx(first, rel=1e-12)
    assert found.columns[0].unit == unit


@pytest.mark.parametrize(
    "cells, words",
    [
        (("1 E", "2", "3"), "row 2"),
        (("1 DR", "2 DR", "3 DR"), "side of an account"),
        (("1.5", "2,5", "3"), "row 3: “2,5”"),
        (("1%", "2%", "3"), "Most numbers in “y” carry “%”"),
        (("1.2m", "3m", "4m"), "metres or millions"),
        (("1.234", "2.345", "3.456"), "two ways"),
        (("0x10", "0x11", "0x12"), "No column"),
    ],
)
def test_what_may_mean_two_things_is_refused(cells, words):
    with pytest.raises(LabError, match=words):
        understood(*cells)


def test_a_few_words_among_numbers_are_missing_values_with_their_rows():
    found = understood("ERR", "2", "closed", "4", "5")
    assert numbers("ERR", "2", "closed", "4", "5") == [None, 2.0, None, 4.0, 5.0]
    assert [(note.kind, note.rows) for note in found.notes] == [("missing_word", (2, 4))]


@pytest.mark.parametrize("mark", ["-9999", "-99", "-200", "-999.9", "-32768"])
def test_a_mark_below_a_series_that_is_never_negative_is_missing_and_can_be_kept(mark):
    assert numbers(mark, "2", "3") == [None, 2.0, 3.0]
    assert understood(mark, "2", "3").notes[0].undo == "sentinel-number"
    assert numbers(mark, "2", "3", keep_marks=True) == [float(mark), 2.0, 3.0]


def test_a_mark_above_needs_to_stand_twice():
    assert numbers("9999", "2", "9999") == [None, 2.0, None]
    assert numbers("9999", "2", "3") == [9999.0, 2.0, 3.0]


def test_a_lowest_value_among_its_like_is_kept_and_doubted():
    found = understood("-999", "-800", "3", "-999")
    assert found.dataset.frame["y"].tolist() == [-999.0, -800.0, 3.0, -999.0]
    assert [note.kind for note in found.notes] == ["sentinel_doubt"]


def test_the_decimal_sign_can_be_said():
    with pytest.raises(UnreadableFile):
        understood("1.234", "2.345")
    assert numbers("1.234", "2.345", decimal=",") == [1234.0, 2345.0]


def test_between_commas_a_dot_is_decimal_unless_days_are_dotted_too():
    slashed = b"day,y\n2020-12-30,1.000\n2020-12-31,0\n"
    assert reading.read(slashed, "a.csv").frame["y"].tolist() == [1.0, 0.0]
    with pytest.raises(UnreadableFile, match="two ways"):
        reading.read(b"day,y\n30.12.2020,1.000\n31.12.2020,0\n", "a.csv")
