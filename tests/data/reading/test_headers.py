"""Where the table starts and what its columns are called; tables laid out otherwise are refused or chosen from."""

import pytest

from lstm_core.data import reading
from lstm_core.errors import UnreadableFile

DAYS = [f"2020-01-{day:02d}" for day in range(1, 8)]
ROWS = "".join(f"{day},{at},{at}.5\n" for at, day in enumerate(DAYS))


def understood(text: str, **choices: object):
    return reading.understand(text.encode(), "x.csv", **choices)


@pytest.mark.parametrize(
    "above, row, kinds",
    [
        ("Date,a,b\n", 1, []),
        ("Report\n\nDate,a,b\n", 3, ["preamble"]),
        ("Symbol:,X\nCurrency:,USD\n\nDate,a,b\n", 4, ["header_rows"]),
        ("Station,7,x\nDate,a,b\n", 2, ["header_rows"]),
        ("# at 2020-01-01, noon\nDate,a,b\n", 2, ["header_rows"]),
        ("Date,a,b\n,m/s,°C\n", 1, ["units_row"]),
        ("Date,a,b\nTS,m/s,Deg C\n,Avg,Smp\n", 1, ["units_row", "header_rows"]),
    ],
)
def test_the_header_is_found(above, row, kinds):
    found = understood(above + ROWS)
    assert (list(found.dataset.frame.columns), found.header_row, found.rows_kept) == (["a", "b"], row, 7)
    assert [note.kind for note in found.notes] == kinds


def test_units_below_the_header_are_told():
    assert [column.unit for column in understood("Date,a,b\n,m/s,°C\n" + ROWS).columns] == ["m/s", "°C"]


def test_a_header_of_three_rows_is_joined():
    body = "".join(f"{day},1,2,3,4\n" for day in DAYS)
    found = understood("Price,Close,Close,High,High\nTicker,A,B,A,B\nDate,,,,\n" + body)
    assert list(found.dataset.frame.columns) == ["Close A", "Close B", "High A", "High B"]
    one = understood("Price,Close,High\nTicker,A,A\nDate,,\n" + ROWS)
    assert list(one.dataset.frame.columns) == ["Close", "High"]
    assert one.time.column == "Date"


def test_the_header_row_can_be_said():
    text = "Date,old,older\nDate,a,b\n" + ROWS
    assert list(understood(text, header_row=1).dataset.frame.columns) == ["old", "older"]
    with pytest.raises(UnreadableFile, match="Row 99"):
        understood(text, header_row=99)


def test_a_first_row_that_is_all_missing_is_data():
    found = understood("Date,a\n1 Jan 2020,NA\n2 Jan 2020,NA\n3 Jan 2020,4\n4 Jan 2020,5\n5 Jan 2020,6\n")
    assert found.rows_kept == 5
    assert understood("1 Jan 2020,NA\n2 Jan 2020,NA\n3 Jan 2020,4\n4 Jan 2020,5\n5 Jan 2020,6\n").rows_kept == 5


@pytest.mark.parametrize("footer", ["Total,21,24.5\n", "Source: NOAA 2020,,\n", "\nSource: NOAA 2020\n", ",21,24.5\n"])
def test_what_stands_below_the_table_is_left_out_with_its_row(footer):
    found = understood("Date,a,b\n" + ROWS + footer)
    assert found.rows_kept == 7
    assert found.notes[0].rows in ((9,), (10,))


@pytest.mark.parametrize("keys", ["AB", "12"])
def test_series_below_each_other_are_named_and_one_can_be_chosen(keys):
    text = "date,kind,y\n" + "".join(
        f"{day},{key},{at}{key in 'B2':d}\n" for at, day in enumerate(DAYS) for key in keys
    )
    with pytest.raises(UnreadableFile, match=f"“kind” tells them apart \\(“{keys[0]}”, “{keys[1]}”\\)"):
        understood(text)
    found = understood(text, key=("kind", keys[1]))
    assert found.dataset.frame["y"].tolist() == [1, 11, 21, 31, 41, 51, 61]
    for wrong in (("kind", "C"), ("none", "A")):
        with pytest.raises(UnreadableFile, match="Choose another"):
            understood(text, key=wrong)


def test_series_one_after_the_other_are_refused_too():
    text = "date,symbol,y\n" + "".join(f"{day},{'AB'[at > 3]},{at}\n" for at, day in enumerate(DAYS))
    with pytest.raises(UnreadableFile, match="symbol"):
        understood(text)
