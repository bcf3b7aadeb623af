"""The `read` command keeps to what design promises to scripts."""

import json

from lstm_core.__main__ import main

GERMAN = (
    "Bericht\nDatum;Close (EUR);Note\n29.01.2020;1.234,5;a\n30.01.2020;-9999;b\n31.01.2020;2,5;c\n31.01.2020;2,5;c\n"
)


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    code = main(["read", *map(str, arguments)])
    return code, *capsys.readouterr()


def test_what_was_understood_is_one_json_document(capsys, tmp_path):
    file, out = tmp_path / "prices.csv", tmp_path / "out.csv"
    file.write_text(GERMAN, "cp1252")
    code, said, _ = run(capsys, file, "--json", "--out", out)
    assert code == 0
    told = json.loads(said)
    assert {name: told[name] for name in ("format", "encoding", "delimiter", "decimal", "header_row")} == {
        "format": "csv", "encoding": "utf-8", "delimiter": ";", "decimal": ",", "header_row": 2,
    }  # fmt: skip
    assert told["time"] == {"column": "Datum", "pattern": "%d.%m.%Y", "ambiguous": False}
    assert told["frequency"] == {"label": "business day", "seconds": 86400}
    assert (told["rows_read"], told["rows_kept"]) == (4, 3)
    assert told["columns"] == [{"name": "Close (EUR)", "role": "target", "unit": "EUR", "missing": 1}]
    assert [(note["kind"], note["rows"], note["undo"]) for note in told["notes"]] == [
        ("preamble", [1], "header-row"),
        ("sentinel", [4], "sentinel-number"),
        ("text_column", [], None),
        ("repeated_row", [6], None),
    ]
    assert out.read_text() == "time,Close (EUR)\n2020-01-29,1234.5\n2020-01-30,\n2020-01-31,2.5\n"


def test_an_open_order_of_days_is_told_but_not_written(capsys, tmp_path):
    file, out = tmp_path / "a.csv", tmp_path / "out.csv"
    file.write_text("Date,y\n" + "".join(f"0{day}/02/2020,{day}\n" for day in range(1, 10)))
    code, said, _ = run(capsys, file, "--json")
    told = json.loads(said)
    assert (code, told["time"]["ambiguous"], told["notes"][0]["undo"]) == (0, True, "month-first")
    code, _, fault = run(capsys, file, "--out", out)
    assert (code, out.exists()) == (2, False)
    assert "--dayfirst" in fault
    assert run(capsys, file, "--out", out, "--dayfirst", "no")[0] == 0
    assert out.read_text().splitlines()[2].startswith("2020-02-02")


def test_what_can_not_be_read_is_one_sentence_and_exit_2(capsys, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("Date,y\n")
    code, said, fault = run(capsys, file, "--json")
    assert (code, said) == (2, "")
    assert fault.count("\n") == 1
    assert run(capsys, tmp_path / "none.csv")[0] == 2


def test_choices_settle_what_a_file_leaves_open(capsys, tmp_path):
    file, out = tmp_path / "a.csv", tmp_path / "out.csv"
    file.write_text("day;symbol;y\n2020-01-01;A;1.234\n2020-01-01;B;2.345\n2020-01-02;A;3.456\n2020-01-02;B;4.567\n")
    assert run(capsys, file, "--out", out)[0] == 2
    assert run(capsys, file, "--out", out, "--key", "symbol=B", "--decimal", ",")[0] == 0
    assert out.read_text().splitlines()[1:] == ["2020-01-01,2345", "2020-01-02,4567"]
    assert run(capsys, file, "--key", "symbol")[0] == 2
