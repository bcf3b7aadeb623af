"""What leaves as CSV: exact numbers, ISO times, and nothing that a spreadsheet runs."""

import io

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import exports


@pytest.mark.parametrize(
    "text, written",
    [
        ("=1+1", "'=1+1"),
        ("+49 30 1", "'+49 30 1"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("-12.5", "-12.5"),
        ("+1e3", "+1e3"),
        ("a=b", "a=b"),
        ("", ""),
        ("'=1", "'=1"),
    ],
)
def test_what_begins_like_a_formula_gets_an_apostrophe(text, written):
    assert exports.safe(text) == written


def test_numbers_come_back_to_the_last_digit():
    values = np.array([0.1 + 0.2, -1e-300, 1e22, np.nan, -0.0])
    table = pd.DataFrame({"y": values, "n": range(5)})
    read = pd.read_csv(io.BytesIO(exports.csv(table)), float_precision="round_trip")
    assert np.array_equal(read["y"].to_numpy(), values, equal_nan=True)


def test_text_cells_names_and_index_are_made_safe_and_doubles_kept():
    table = pd.DataFrame([["=A", 1, -2.0], [None, 2, 3.0]], columns=["=x", "=x", "-y"])
    table.index = pd.Index(["@one", "two"], name="+key")
    assert exports.csv(table).decode() == "'+key,'=x,'=x,'-y\n'@one,'=A,1,-2\ntwo,,2,3\n"


def test_categories_and_new_strings_are_text_too():
    table = pd.DataFrame({"a": pd.Categorical(["=1", "b"]), "b": pd.array(["-x", None], dtype="string")})
    assert exports.csv(table) == b"a,b\n'=1,'-x\nb,\n"


@pytest.mark.parametrize(
    "times, written",
    [
        (["2020-01-31", "2020-02-29"], ["2020-01-31", "2020-02-29"]),
        (["2020-01-31 00:00", "2020-01-31 12:30"], ["2020-01-31T00:00:00", "2020-01-31T12:30:00"]),
        (["2020-01-31 00:00:00.25", None], ["2020-01-31T00:00:00.250", ""]),
        (["1700-01-01", None], ["1700-01-01", ""]),
    ],
)
def test_times_are_iso_and_no_finer_than_they_are(times, written):
    table = pd.DataFrame({"y": [1.0, 2.0]}, index=pd.DatetimeIndex(times, name="time"))
    assert [line.split(",")[0] for line in exports.csv(table).decode().splitlines()] == ["time", *written]


def test_times_with_a_zone_are_written_in_utc():
    table = pd.DataFrame({"t": pd.to_datetime(["2020-07-01 12:00"]).tz_localize("Europe/Berlin")})
    assert exports.csv(table) == b"t\n2020-07-01T10:00:00+00:00\n"


def test_an_index_without_a_name_is_left_out_and_an_empty_table_has_its_header():
    assert exports.csv(pd.DataFrame({"y": [1, 2]})) == b"y\n1\n2\n"
    assert exports.csv(pd.DataFrame({"y": []})) == b"y\n"
    assert exports.csv(pd.DataFrame({"time": pd.DatetimeIndex([])})) == b"time\n"


def test_quotes_commas_line_breaks_and_odd_letters_survive():
    odd = ['a"b', "c,d", "e\nf", "ä<b>€", "\ud800"]
    read = pd.read_csv(io.BytesIO(exports.csv(pd.DataFrame([odd, range(5)], columns=odd))))
    assert list(read.columns) == read.iloc[0].tolist() == [*odd[:4], "?"]
    assert read.iloc[1].tolist() == list("01234")
