"""Times in the forms that people export; what can't be known is asked, never guessed at."""

import pytest

from lstm_core.data import reading
from lstm_core.data.reading import months
from lstm_core.errors import LabError


def understood(cells: list[str], head: str = "Date", **choices: object):
    text = f"{head}\ty\n" + "".join(f"{cell}\t{at}.5\n" for at, cell in enumerate(cells))
    return reading.understand(text.encode(), "x.tsv", **choices)


def times(cells: list[str], head: str = "Date", **choices: object) -> list[str]:
    return [str(time).removesuffix(" 00:00:00") for time in understood(cells, head, **choices).dataset.frame.index]


@pytest.mark.parametrize(
    "cells, expected",
    [
        (["1 janv. 2020", "1 août 2020"], ["2020-01-01", "2020-08-01"]),
        (["1. März 2020", "1. Mai 2020"], ["2020-03-01", "2020-05-01"]),
        (["1 de enero de 2020", "2 de enero de 2020"], ["2020-01-01", "2020-01-02"]),
        (["lundi 6 janvier 2020", "mardi 7 janvier 2020"], ["2020-01-06", "2020-01-07"]),
        (["30 янв 2020", "1 мая 2020"], ["2020-01-30", "2020-05-01"]),
        (["2020年1月5日", "2020年1月6日"], ["2020-01-05", "2020-01-06"]),
        (["2004M08", "2004M09"], ["2004-08-01", "2004-09-01"]),
        (["Aug-04", "Sep-04"], ["2004-08-01", "2004-09-01"]),
        (["T1 2004", "T2 2004"], ["2004-01-01", "2004-04-01"]),
        (["2020-W01", "2020-W53"], ["2019-12-30", "2020-12-28"]),
        (["44197", "44198.5"], ["2021-01-01", "2021-01-02 12:00:00"]),
        (["1577836800000000", "1577836860000000"], ["2020-01-01", "2020-01-01 00:01:00"]),
        (["1577836800.5", "1577836801"], ["2020-01-01 00:00:00.500000", "2020-01-01 00:00:01"]),
        (["202001010000", "202001010130"], ["2020-01-01", "2020-01-01 01:30:00"]),
        (["01.01.2020 00:00 - 01.01.2020 01:00", "01.01.2020 01:00 - 01.01.2020 02:00"],
         ["2020-01-01", "2020-01-01 01:00:00"]),
        (["1/31/2020 12:00 a.m.", "1/31/2020 1:00 p.m."], ["2020-01-31", "2020-01-31 13:00:00"]),
    ],
)  # fmt: skip
def test_forms(cells, expected):
    assert times(cells) == expected


@pytest.mark.parametrize(
    "cells, words",
    [
        (["Aug-04", "Aug-05", "Aug-06"], "a day or a year"),
        (["2004/05", "2005/06", "2006/07"], "run over two"),
        (["2020-01-01T00:00Z", "2020-01-01T01:00"], "time zone"),
        (["2020-01-01", "9999-12-31"], "1678 to 2261"),
        (["10:00", "10:01"], "holds times"),
        (["2020-10-25 01:00", "2020-10-25 01:00"], "same time"),
    ],
)
def test_what_is_open_is_refused_in_words(cells, words):
    with pytest.raises(LabError, match=words):
        understood(cells)


def test_an_order_of_day_and_month_that_is_open_is_taken_and_told():
    cells = [f"0{day}/02/2020" for day in range(1, 10)]
    found = understood(cells)
    assert (found.time.ambiguous, found.time.pattern) == (True, "%d/%m/%Y")
    assert [(note.kind, note.undo) for note in found.notes] == [("day_order", "month-first")]
    told = understood(cells, day_first=False)
    assert (told.time.ambiguous, told.notes) == (False, ())
    assert str(told.dataset.frame.index[1])[:10] == "2020-02-02"


def test_rows_that_run_in_order_tell_day_and_month_apart():
    found = understood(["01/03/2020", "05/03/2020", "02/04/2020", "03/04/2020", "12/04/2020"])
    assert (found.time.ambiguous, found.time.pattern) == (False, "%d/%m/%Y")


def test_dates_that_read_alike_in_both_orders_are_not_open():
    assert understood(["01/01/2020", "02/02/2020"]).time.ambiguous is False


@pytest.mark.parametrize(
    "head, cells", [("close", ["2004.08", "2005.09"]), ("y0", ["1.1718", "1.1719"]), ("id", ["1990", "1992", "2001"])]
)
def test_numbers_that_look_like_times_are_not_taken_for_them(head, cells):
    with pytest.raises(LabError, match="holds times"):
        understood(cells, head)


def test_parts_of_a_time_in_five_columns():
    text = (
        "#YY  MM DD hh mm WSPD\n#yr  mo dy hr mn m/s\n2020 01 01 00 50 4.5\n2020 01 01 01 00 5.5\n2020 01 01 01 10 6\n"
    )
    found = reading.understand(text.encode(), "x.txt")
    assert str(found.dataset.frame.index[2]) == "2020-01-01 01:10:00"
    assert (found.columns[0].unit, found.frequency.label) == ("m/s", "10 minutes")


def test_no_name_stands_for_two_months():
    names = [months.plain(name) for row in months.TABLE for name in row.split()]
    assert all(months.number(name) == at for at, row in enumerate(months.TABLE, 1) for name in row.split())
    assert len(names) > 200


def test_a_clock_right_behind_the_date_belongs_to_it_even_where_no_date_repeats():
    text = "Dag,Tijdstip,y\n" + "".join(f"2020-01-0{day},09:0{day},{day}\n" for day in range(1, 5))
    assert str(reading.read(text.encode(), "x").frame.index[0]) == "2020-01-01 09:01:00"
