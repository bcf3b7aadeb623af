"""What the reader understands, on files that can be checked by head; and what it refuses, in which words."""

import io
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core.data import reading
from lstm_core.data.reading import sentinels
from lstm_core.errors import LabError, NoNumbers, NoTimeColumn, TooLittleData, UnreadableFile

SHARED = Path(__file__).resolve().parents[4] / "shared"


def read(text: str, **options):
    return reading.read(text.encode(), "prices.csv", **options)


def days(dataset) -> list[str]:
    return [f"{time:%Y-%m-%d}" for time in dataset.frame.index]


def hours(dataset) -> list[str]:
    return [f"{time:%Y-%m-%d %H:%M}" for time in dataset.frame.index]


def test_a_plain_file_is_read_as_it_stands():
    found = read("Date,Close,Volume\n2020-01-01,1.5,10\n2020-01-02,2.5,20\n")
    assert days(found) == ["2020-01-01", "2020-01-02"]
    assert found.frame["Close"].tolist() == [1.5, 2.5]
    assert found.frame["Volume"].tolist() == [10.0, 20.0]
    assert (found.name, found.notes) == ("prices", ())
    assert found.frame.index.name == "time"
    assert str(found.frame.index.dtype) == "datetime64[ns]"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    found = read("Date,a,b\n2020-01-01,1.5,2\n2020-01-02,3,4\n".replace(",", delimiter))
    assert found.frame.to_numpy().tolist() == [[1.5, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize(
    "cells, numbers",
    [
        (("1,5", "1234,5"), [1.5, 1234.5]),
        (("1.234,56", "2,5"), [1234.56, 2.5]),
        (("1,234.56", "2.5"), [1234.56, 2.5]),
        (("1.234.567", "1"), [1234567.0, 1.0]),
        (("0.123", "1.234"), [0.123, 1.234]),
        (("1234", "1.234"), [1234.0, 1.234]),
        (("1'257.50", "12"), [1257.5, 12.0]),
        (("1 257,50", "12"), [1257.5, 12.0]),
        (("$1.50", "-$2"), [1.5, -2.0]),
        (("(1.5)", "2"), [-1.5, 2.0]),
        (("−1.5", "2.5-"), [-1.5, -2.5]),
        (("4.35%", "-1%"), [4.35, -1.0]),
        (("18.69M", "2.5K"), [18_690_000.0, 2500.0]),
        (("1e3", "+.5"), [1000.0, 0.5]),
    ],
)
def test_numbers_in_many_dialects(cells, numbers):
    found = read(f"Date;y\n2020-01-01;{cells[0]}\n2020-01-02;{cells[1]}\n")
    assert found.frame["y"].tolist() == pytest.approx(numbers, rel=1e-12)


@pytest.mark.parametrize("cell", ["1.234", "1,234"])
def test_a_number_that_can_be_read_in_two_ways_is_refused_unless_told(cell):
    text = f"Date;y\n2020-01-01;{cell}\n2020-01-02;{cell}\n"
    with pytest.raises(UnreadableFile, match="two ways"):
        read(text)
    assert read(text, decimal=cell[1]).frame["y"].tolist() == [1.234, 1.234]
    assert read(text, decimal=",."[cell[1] == ","]).frame["y"].tolist() == [1234.0, 1234.0]


def test_another_column_settles_the_decimal_sign():
    assert read("Date;a;b\n2020-01-01;1,5;1.234\n2020-01-02;2,5;2.345\n").frame["b"].tolist() == [1234.0, 2345.0]


@pytest.mark.parametrize("token", ["", "NA", "N/A", "NaN", "null", "?", "-", ".", "#N/A"])
def test_missing_values(token):
    found = read(f"Date,y\n2020-01-01,1\n2020-01-02,{token}\n2020-01-03,3\n")
    assert found.frame["y"].tolist() == pytest.approx([1.0, np.nan, 3.0], nan_ok=True)


def test_infinite_values_and_marks_become_missing_with_a_note():
    found = read("Date,a,b\n2020-01-01,inf,-9999\n2020-01-02,2,5\n2020-01-03,1e999,6\n")
    assert found.frame["a"].isna().tolist() == [True, False, True]
    assert found.frame["b"].isna().tolist() == [True, False, False]
    assert any("-9999" in note for note in found.notes)
    assert any("infinite" in note for note in found.notes)


@pytest.mark.parametrize(
    "first, second, expected",
    [
        ("2020-01-31", "2020-02-01", ["2020-01-31", "2020-02-01"]),
        ("31/01/2020", "01/02/2020", ["2020-01-31", "2020-02-01"]),
        ("01/31/2020", "02/01/2020", ["2020-01-31", "2020-02-01"]),
        ("01.02.2020", "02.02.2020", ["2020-02-01", "2020-02-02"]),
        ("31-Jan-20", "01-Feb-20", ["2020-01-31", "2020-02-01"]),
        ("Jan 31 2020", "Feb 1 2020", ["2020-01-31", "2020-02-01"]),
        ("Fri 31 January 2020", "Sat 1 February 2020", ["2020-01-31", "2020-02-01"]),
        ("20200131", "20200201", ["2020-01-31", "2020-02-01"]),
        ("1999", "2000", ["1999-01-01", "2000-01-01"]),
        ("2020-01", "2020-02", ["2020-01-01", "2020-02-01"]),
        ("2020Q1", "2020Q2", ["2020-01-01", "2020-04-01"]),
        ("1580428800", "1580515200", ["2020-01-31", "2020-02-01"]),
        ("1580428800000", "1580515200000", ["2020-01-31", "2020-02-01"]),
    ],
)
def test_dates_in_many_forms(first, second, expected):
    assert days(read(f"Date;y\n{first};1\n{second};2\n")) == expected


def test_clock_times_with_noon_midnight_and_24_hours():
    assert hours(read("Date,y\n1/31/2020 12:00 AM,1\n1/31/2020 12:30 PM,2\n")) == [
        "2020-01-31 00:00",
        "2020-01-31 12:30",
    ]
    assert hours(read("Date,y\n2020-02-29 23:00,1\n2020-02-29 24:00,2\n")) == ["2020-02-29 23:00", "2020-03-01 00:00"]


def test_offsets_become_utc_over_a_clock_change():
    found = read("Date,y\n2020-03-08 01:00:00-05:00,1\n2020-03-08 03:00:00-04:00,2\n")
    assert hours(found) == ["2020-03-08 06:00", "2020-03-08 07:00"]
    assert any("UTC" in note for note in found.notes)


def test_local_midnights_stay_dates():
    found = read("Date,y\n2020-03-06 00:00:00-05:00,1\n2020-03-09 00:00:00-04:00,2\n")
    assert days(found) == ["2020-03-06", "2020-03-09"]


def test_day_and_month_are_told_apart_by_even_steps_or_refused():
    monthly = "".join(f"01/{month:02d}/{year},1\n" for year in (2020, 2021) for month in range(1, 13))
    assert days(read("Date,y\n" + monthly))[:3] == ["2020-01-01", "2020-02-01", "2020-03-01"]
    undecided = "Date,y\n01/02/2020,1\n02/02/2020,2\n03/02/2020,3\n"
    with pytest.raises(UnreadableFile, match="day first or month first"):
        read(undecided)
    assert days(read(undecided, day_first=True)) == ["2020-02-01", "2020-02-02", "2020-02-03"]
    assert days(read(undecided, day_first=False)) == ["2020-01-02", "2020-02-02", "2020-03-02"]


@pytest.mark.parametrize(
    "cells, row",
    [(("2020-01-01", "2020-02-30", "2020-03-01"), 3), (("2020-01-01", "2020-01-02", "02/03/2020"), 4)],
)
def test_a_wrong_date_is_refused_with_its_row(cells, row):
    with pytest.raises(UnreadableFile, match=f"row {row}"):
        read("Date,y\n" + "".join(f"{cell},1\n" for cell in cells))


def test_a_wrong_number_among_many_is_refused_with_its_row():
    body = "".join(f"2020-01-{day:02d},{day}\n" for day in range(1, 10))
    with pytest.raises(UnreadableFile, match=r"row 11: “3\.\.4”"):
        read(f"Date,y\n{body}2020-01-10,3..4\n")


def test_times_in_several_columns_are_joined():
    assert hours(read("year,month,day,hour,y\n2020,1,31,23,1\n2020,2,1,0,2\n")) == [
        "2020-01-31 23:00",
        "2020-02-01 00:00",
    ]
    assert hours(read("Date;Time;y\n31/01/2020;17:24:00;1\n31/01/2020;17:25:00;2\n"))[1] == "2020-01-31 17:25"
    assert hours(read("date,hr,y\n2020-01-31,0,1\n2020-01-31,1,2\n"))[1] == "2020-01-31 01:00"


def test_the_time_column_can_be_chosen():
    text = "born,sold,y\n2020-01-01,2021-01-05,1\n2020-01-02,2021-01-06,2\n"
    assert reading.candidates(text.encode()) == ("born", "sold")
    assert days(read(text, time="sold")) == ["2021-01-05", "2021-01-06"]
    with pytest.raises(NoTimeColumn, match="“y” holds no times"):
        read(text, time="y")


def test_rows_can_be_numbered():
    text = "a,b\n5,1.5\n7,2.5\n6,3.5\n"
    with pytest.raises(NoTimeColumn, match="number the rows"):
        read(text)
    found = read(text, time=reading.ROW_NUMBER)
    assert found.frame.index.tolist() == [0, 1, 2]
    assert str(found.frame.index.dtype) == "int64"
    assert found.frame["a"].tolist() == [5.0, 7.0, 6.0]


def test_order_and_duplicates_are_mended_with_notes():
    newest = read("Date,y\n2020-01-02,2\n2020-01-01,1\n")
    assert newest.frame["y"].tolist() == [1.0, 2.0]
    assert "newest first" in newest.notes[0]
    body = "".join(f"2020-01-{day:02d},{day}\n" for day in range(1, 21))
    same = read(f"Date,y\n{body}2020-01-20,20\n")
    assert (len(same.frame), same.notes) == (20, ("Left out 1 exact repeat of other rows (row 22).",))


def test_one_time_with_two_values_is_refused_unless_the_first_or_last_is_chosen():
    text = "Date,y\n" + "".join(f"2020-01-{day:02d},{day}\n" for day in range(1, 21)) + "2020-01-20,99\n"
    with pytest.raises(UnreadableFile, match="first rows 21 and 22"):
        read(text)
    assert read(text, duplicates="first").frame["y"].iloc[-1] == 20.0
    last = reading.understand(text.encode(), "x.csv", duplicates="last")
    assert last.dataset.frame["y"].iloc[-1] == 99.0
    assert [(note.kind, note.rows, note.undo) for note in last.notes] == [("duplicate_time", (21,), "keep-first")]


def test_stacked_series_are_refused_even_when_their_numbers_agree():
    with pytest.raises(UnreadableFile, match="“symbol” tells them apart"):
        read("date,symbol,y\n2020-01-01,A,1\n2020-01-01,B,1\n2020-01-02,A,2\n2020-01-02,B,2\n")


def test_names_are_kept_stripped_numbered_and_cut():
    found = read(f"Date, x ,x,,time,<b>&</b>,{'n' * 300}\n2020-01-01,1,2,3,4,5,6\n2020-01-02,1,2,3,4.5,5,6\n")
    assert list(found.frame.columns) == ["x", "x 2", "column 4", "time (column)", "<b>&</b>", "n" * 200]


def test_text_columns_are_left_out_with_a_note():
    found = read("Date,y,note\n2020-01-01,1,=cmd|' /C calc'!A0\n2020-01-02,2,ok\n")
    assert list(found.frame.columns) == ["y"]
    assert found.notes == ("Left out, since they hold text: “note”.",)


def test_what_stands_around_the_table_is_left_out_with_a_note():
    found = read("Station 7\nDate,a,b\n,m,s\n2020-01-01,1,2\nDate,a,b\n2020-01-02,3,4\nTotal,4,6\nmade by us\n")
    assert found.frame.to_numpy().tolist() == [[1.0, 2.0], [3.0, 4.0]]
    assert len(found.notes) == 5


def test_a_file_without_header_gets_numbered_names():
    found = read("2020-01-01,1,5\n2020-01-02,2,6\n")
    assert list(found.frame.columns) == ["column 2", "column 3"]
    assert len(found.frame) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    content = "Date;Größe\n2020-01-01;1,5\n2020-01-02;2,5\n".encode(encoding)
    assert reading.read(content, "x.csv").frame["Größe"].tolist() == [1.5, 2.5]


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xef\xbb\xbf", "blank"),
        (b"Date,y\n", "no rows"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"PK\x03\x04....", "Excel"),
        (b"PAR1....", "Parquet"),
        (b"\x1f\x8b\x08....", "gzip"),
        (b"Date,y\n2020-01-01,\0\n", "NUL"),
        (b"<!DOCTYPE html><p>1,2</p>", "web page"),
        (b'{"a": [1, 2]}', "JSON"),
        (b'[{"a": 1}]', "JSON"),
        (b"We met on Monday and talked\nand then we went home\n", "without columns"),
        (b'Date,y\n2020-01-01,"1\n2020-01-02,2\n', "opens in row 2"),
        (b"Date,y\n2020-01-01,1,5\n2020-01-02,2,5\n", "Row 2 has 3 cells"),
        (b"Date,a,b\n2020-01-01,1,2\n2020-01-02,1\n2020-01-03,1,2\n", "Row 3"),
        (b"Date,y\n2020-01-01,1\n2020-01-01,2\n", "same time"),
        (b"Year,Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec\n" + b"1990,1,2,3,4,5,6,7,8,9,10,11,12\n" * 2, "month"),
        (b"Date," + b",".join(b"c%d" % n for n in range(2001)) + b"\n", "2,002 columns"),
        (b"Date,y\n1500-07-01,0\n1501-07-01,1\n", "1678"),
        (bytes(range(1, 256)), "not plain text"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content, words):
    with pytest.raises(UnreadableFile, match=words) as refused:
        reading.read(content, "prices.csv")
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "content, words",
    [
        (
            b"Date,y\n" + b"2020-01-01,1\n" * 50_000 + b'2020-01-01,"1\n' + b"2020-01-01,2\n" * 50_000,
            "50,002 .* not be",
        ),
        ((b",".join(b"%d" % n for n in range(10_000)) + b"\n") * 50, "10,000 columns"),
        (b"Date,y\n2020-01-01," + b"9" * 5_000_000 + b"\n", "row 2 is too long"),
    ],
)
def test_what_would_swamp_the_reader_is_refused_at_once(content, words):
    start = time.perf_counter()
    with pytest.raises(UnreadableFile, match=words):
        reading.read(content, "prices.csv")
    assert time.perf_counter() - start < 5  # well below one second where nothing else runs


def test_no_numbers_and_one_row_are_refused():
    with pytest.raises(NoNumbers):
        read("Date,x\n2020-01-01,foo\n2020-01-02,bar\n")
    with pytest.raises(TooLittleData):
        read("Date,x\n2020-01-01,1\n")


def test_a_hostile_file_name_becomes_a_plain_title():
    content = b"Date,y\n2020-01-01,1\n2020-01-02,2\n"
    assert reading.read(content, "../../etc/pass\0wd.csv").name == "passwd"
    assert len(reading.read(content, "x" * 900 + ".csv").name) == 200
    assert reading.read(content, "").name == "data"


@pytest.mark.parametrize("name", ["sp500_daily", "etth1", "panel/air_passengers", "panel/nyc_taxi"])
def test_real_files_are_read_to_the_last_digit(name):
    path = SHARED / "data" / f"{name}.csv"
    if not path.exists():
        pytest.skip("the shared data are not here")
    truth = pd.read_csv(path, index_col=0, parse_dates=[0], float_precision="round_trip").astype("float64")
    found = reading.read(path.read_bytes(), path.name).frame
    pd.testing.assert_frame_equal(found, truth.rename_axis("time"), check_exact=True, check_index_type=False)


def local_hours(times: list[str]) -> str:
    return "Date,y\n" + "".join(f"{time},{at}\n" for at, time in enumerate(times))


def test_the_hour_that_stands_twice_when_clocks_are_set_back_is_kept_once_and_said():
    day = [f"2020-10-{25 + hour // 24} {hour % 24:02d}:00" for hour in range(48)]
    found = reading.understand(local_hours([*day[:3], *day[2:]]).encode(), "x.csv")
    assert found.dataset.frame["y"].tolist() == [0, 1, 2, *range(4, 49)]
    assert [(note.kind, note.rows, note.choices) for note in found.notes] == [
        ("duplicate_time", (5,), {"duplicates": "last"})
    ]
    with pytest.raises(UnreadableFile, match="first rows 31 and 32"):
        read(local_hours([*day[:30], *day[29:]]))  # an hour on a Monday


def test_several_offsets_become_utc_unless_kept_as_written():
    text = local_hours(["2020-10-25 01:00+02:00", "2020-10-25 02:00+02:00", "2020-10-25 03:00+01:00"])
    found = reading.understand(text.encode(), "x.csv")
    assert hours(found.dataset) == ["2020-10-24 23:00", "2020-10-25 00:00", "2020-10-25 02:00"]
    assert "several" in found.notes[0].did
    assert hours(read(text, **found.notes[0].choices))[2] == "2020-10-25 03:00"


@pytest.mark.parametrize("years, row", [(("1500-07-01", "1501-07-01"), 2), (("2020-01-01", "2500-01-01"), 3)])
def test_years_that_can_not_be_held_are_refused_with_their_row(years, row):
    with pytest.raises(UnreadableFile, match=f"Row {row}: .* outside the years 1678 to 2261"):
        read(f"Date,y\n{years[0]},1\n{years[1]},2\n")


@pytest.mark.parametrize(
    "text, kind, before, after",
    [
        ("id,Date,y\n1,2020-01-01,5\n2,2020-01-02,6\n", "row_count", ["y"], ["id", "y"]),
        ("Date,y\n02.02.2020,1\n03.02.2020,2\n04.02.2020,3\n", "day_order", "2020-02-03", "2020-03-02"),
        ("Date,y\n2020-01-01,1\n2020-01-02,-9999\n2020-01-03,2\n", "sentinel", 1, 0),
        ("Date,y\n946684800,1\n946771200,2\n", "unix_time", "2000-01-02", "1"),
        ("Date;a;b\n2020-01-01;1,5;1.234\n2020-01-02;2,5;2.345\n", "decimal", 1234.0, 1.234),
        ("Date,old\nDate,a\n2020-01-01,1\n2020-01-02,2\n", "header_rows", ["a"], ["old"]),
    ],
)
def test_a_mend_says_how_it_is_undone(text, kind, before, after):
    def seen(found):
        frame = found.dataset.frame
        if kind in ("row_count", "header_rows"):
            return list(frame.columns)
        if kind in ("day_order", "unix_time"):
            return str(frame.index[1])[:10]
        return frame["b"].iloc[0] if kind == "decimal" else int(frame["y"].isna().sum())

    found = reading.understand(text.encode(), "x.csv")
    note = next(note for note in found.notes if note.kind == kind)
    assert note.undo
    assert seen(found) == before
    assert seen(reading.understand(text.encode(), "x.csv", **note.choices)) == after


def test_a_short_row_at_the_end_can_be_kept():
    text = "Date,a,b,c\n2020-01-01,1,2,3\n2020-01-02,4,5,6\n2020-01-03\n"
    found = reading.understand(text.encode(), "x.csv")
    assert (found.rows_kept, found.notes[0].choices) == (2, {"keep": frozenset({"footer"})})
    assert reading.understand(text.encode(), "x.csv", **found.notes[0].choices).rows_kept == 3


def test_the_first_rows_stand_under_their_numbers():
    text = 'A report\n\nDate;"a\nb"\n2020-01-01;1\n2020-01-02;2\n'
    assert reading.first_rows(text.encode()) == (
        ("A report",), (), ("Date", "a\nb"), (), ("2020-01-01", "1"), ("2020-01-02", "2"),
    )  # fmt: skip
    assert len(reading.first_rows(b"x\n" * 100)) == 12


def test_stages_are_told_in_order():
    heard = []
    reading.understand(b"Date,y\n2020-01-01,1\n2020-01-02,2\n", "x.csv", report=heard.append)
    assert heard == [
        "Opening the file",
        "Telling the times of 2 rows",
        "Reading the numbers of 1 column",
        "Putting the rows in order",
    ]


@pytest.mark.parametrize(
    "first, second, expected",
    [
        ("Jan-60", "Feb-60", ["1960-01-01", "1960-02-01"]),
        ("2.1.2020.", "3.1.2020.", ["2020-01-02", "2020-01-03"]),
        ("02JAN2020", "03JAN2020", ["2020-01-02", "2020-01-03"]),
        ("3Q04", "4Q04", ["2004-07-01", "2004-10-01"]),
        ("FY2019", "FY2020", ["2019-01-01", "2020-01-01"]),
        ("2020-031", "2020-032", ["2020-01-31", "2020-02-01"]),
        ("1 lip 2020", "1 sie 2020", ["2020-07-01", "2020-08-01"]),
        ("20.12.2020 14.30", "21.12.2020 14.30", ["2020-12-20", "2020-12-21"]),
        ("946684800000", "1577836800000", ["2000-01-01", "2020-01-01"]),
    ],
)
def test_dates_in_rarer_forms(first, second, expected):
    assert days(read(f"Date;y\n{first};1\n{second};2\n")) == expected


@pytest.mark.parametrize(
    "text, words",
    [
        ("Date,y\n1 lip 2020,1\n2 lip 2020,2\n", "row 2"),
        ("Date,time,half,y\n2020-01-01,01:00,AM,1\n2020-01-01,02:00,PM,2\n", "AM and PM"),
        ("Date,y\n1990:1,1\n1990:2,2\n1990:3,3\n1990:4,4\n1991:1,5\n", "quarters"),
        ("Exchange Date;y;id\n2 foo 2020;1;989712000\n3 foo 2020;2;989798400\n4 foo 2020;3;989884800\n", "Exchange"),
    ],
)
def test_what_may_be_two_times_is_refused(text, words):
    with pytest.raises(LabError, match=words):
        read(text)


FRAMES = st.integers(2, 30).flatmap(
    lambda rows: st.tuples(
        st.datetimes(min_value=pd.Timestamp("1700-01-01"), max_value=pd.Timestamp("2200-01-01")),
        st.sampled_from(["D", "h", "7D", "15min"]),
        st.lists(
            st.lists(st.integers(-(10**7), 10**7) | st.none(), min_size=rows, max_size=rows), min_size=1, max_size=4
        ),
        st.integers(0, 4),
    )
)
MARKS = list(sentinels.MARKS)  # may become missing, with a note
DIALECTS = [(",", "."), (";", "."), (";", ","), ("\t", "."), ("\t", ","), ("|", ".")]
DATES = [
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %I:%M %p",
    "%d.%m.%Y %H:%M",
    "%d %b %Y %H:%M",
]


@settings(max_examples=200, deadline=None)
@given(FRAMES, st.sampled_from(DIALECTS), st.sampled_from(DATES), st.booleans())
def test_a_written_frame_comes_back_equal_or_is_refused(frame, dialect, dates, newest_first):
    start, step, columns, places = frame
    times = pd.date_range(pd.Timestamp(start).floor("min"), periods=len(columns[0]), freq=step, name="time")
    written = {f"c{at}": [np.nan if n is None else n / 10**places for n in column] for at, column in enumerate(columns)}
    truth = pd.DataFrame(written, index=times, dtype="float64")
    text = io.StringIO()
    (truth[::-1] if newest_first else truth).to_csv(text, sep=dialect[0], decimal=dialect[1], date_format=dates)
    try:
        found = read(text.getvalue()).frame
    except (UnreadableFile, NoNumbers):
        return
    kept = truth.loc[:, truth.notna().any()].replace(MARKS, np.nan)
    pd.testing.assert_frame_equal(found.replace(MARKS, np.nan), kept, check_freq=False, check_exact=True)
