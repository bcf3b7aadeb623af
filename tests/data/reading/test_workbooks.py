"""Excel workbooks: any sheet, a table anywhere on it; bombs, damage and passwords refused before they cost memory."""

import datetime
import io
import zipfile

import openpyxl
import pytest

from lstm_core.data import reading
from lstm_core.data.reading import workbooks
from lstm_core.errors import UnreadableFile

DAYS = [datetime.datetime(2020, 1, day) for day in (1, 2, 3)]


def book(**sheets: list[list]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def table(*values: object) -> list[list]:
    return [["Date", "y"], *([day, value] for day, value in zip(DAYS, values, strict=True))]


def archive(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def test_numbers_are_taken_as_they_are():
    found = reading.understand(book(A=table(1.234, None, 3)), "x.csv")
    assert found.dataset.frame["y"].fillna(-1).tolist() == [1.234, -1.0, 3.0]
    assert [str(time)[:10] for time in found.dataset.frame.index] == ["2020-01-01", "2020-01-02", "2020-01-03"]
    assert (found.format, found.sheet, found.header_row) == ("xlsx", "A", 1)


def test_errors_of_a_spreadsheet_are_missing_values():
    assert reading.read(book(A=table(1.234, "#N/A", 3)), "x").frame["y"].isna().tolist() == [False, True, False]


def test_a_table_is_found_on_the_second_sheet_away_from_the_corner():
    rows = [[], [], [None, None, "A report"], [], *([None, None, *row] for row in table(1, 2, 3))]
    content = book(Readme=[["Read me first"]], Data=rows)
    found = reading.understand(content, "x.xlsx")
    assert (found.sheet, found.header_row) == ("Data", 5)
    assert found.dataset.frame["y"].tolist() == [1.0, 2.0, 3.0]
    assert reading.sheets(content) == ("Readme", "Data")


def test_the_sheet_can_be_chosen():
    content = book(A=table(1, 2, 3), B=table(7, 8, 9))
    assert reading.read(content, "x", sheet="B").frame["y"].tolist() == [7.0, 8.0, 9.0]
    assert [note.undo for note in reading.understand(content, "x").notes] == ["sheet"]
    with pytest.raises(UnreadableFile, match="it has A, B"):
        reading.read(content, "x", sheet="C")


def test_excels_numbers_of_days_are_dates():
    rows = [["Date", "y"], *([43831 + hour / 24, hour] for hour in range(3))]
    assert str(reading.read(book(A=rows), "x").frame.index[2]) == "2020-01-01 02:00:00"


def test_text_in_cells_is_read_as_in_any_file():
    rows = [["Datum", "y"], ["31.01.2020", "1.234,5"], ["01.02.2020", "2,5"]]
    assert reading.read(book(A=rows), "x").frame["y"].tolist() == [1234.5, 2.5]


def test_formulas_without_results_are_refused():
    with pytest.raises(UnreadableFile, match="formulas"):
        reading.read(book(A=[["Date", "y"], [DAYS[0], "=1+1"], [DAYS[1], "=1+2"]]), "x")


@pytest.mark.parametrize(
    "content, words",
    [
        (archive(a=b"hello"), "zip archive"),
        (archive(xl__worksheets__sheet1_xml=b"", xl__workbook_xml=b""), "damaged"),
        (archive(**{"xl__worksheets__sheet1.xml": b" " * (70 * 2**20)}), "unpacks to 70 MB"),
        (archive(**{"xl__worksheets__sheet1.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>'}), "entities"),
        (archive(**{"xl__worksheets__s.xml": '<!DOCTYPE a [<!ENTITY b "c">]>'.encode("utf-16")}), "entities"),
        (archive(**{"xl__workbook.bin": b"", "xl__worksheets__sheet1.bin": b""}), "xlsb"),
        (archive(**{"content.xml": b"<a/>"}), "OpenDocument"),
        (book(A=table(1, 2, 3))[:3000], "damaged"),
        (book(A=[]), "empty"),
    ],
)
def test_what_is_no_readable_workbook_is_refused_in_words(content, words):
    with pytest.raises(UnreadableFile, match=words):
        list(workbooks.read(content))
