"""What a run gives away, on the command line and by itself."""

import io
import json
import re
import xml.etree.ElementTree as tree

import pandas as pd
import pytest

from lstm_core import __main__ as command
from lstm_core.exports import drawings, offers, tables
from lstm_core.runs import store


def test_export_writes_every_file_and_the_tables_say_the_same(finished, tmp_path, capsys):
    home, record = finished
    assert command.main(["export", record.id, "--home", str(home), "--to", str(tmp_path / "new" / "folder")]) == 0
    told = capsys.readouterr()
    files = {path.name: path for path in (tmp_path / "new" / "folder").iterdir()}
    assert told.err == ""
    assert sorted(told.out.split()) == sorted(map(str, files.values()))
    assert {"model.keras", "model.h5", "experiment.json", "report.html", "network.svg", "repeat_forecast.py"} <= {
        *files
    }
    for name, kept in (("forecast", record.forecast()), ("backtest", record.backtest())):
        read = pd.read_csv(files[f"{name}.csv"], parse_dates=["origin", "time"], float_precision="round_trip")
        pd.testing.assert_frame_equal(read, kept, check_exact=True)
        pd.testing.assert_frame_equal(pd.read_parquet(files[f"{name}.parquet"]), kept)
        pd.testing.assert_frame_equal(pd.read_excel(files[f"{name}.xlsx"]), kept, check_dtype=False)


def test_a_bundle_goes_from_one_home_to_another_by_two_commands(finished, tmp_path, capsys):
    _, record = finished
    assert command.main(["export", str(record.folder), "--bundle", "--to", str(tmp_path)]) == 0
    capsys.readouterr()
    assert command.main(["import", str(tmp_path / f"{record.id}.zip"), "--home", str(tmp_path / "other")]) == 0
    (come,) = store.recent(tmp_path / "other")
    assert come.id in capsys.readouterr().out
    assert (come.folder / "model.keras").is_file()


def test_the_forecast_is_told_as_one_json_document(finished, capsys):
    home, record = finished
    assert command.main(["forecast", record.id, "--home", str(home), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    kept = record.forecast().query("model == 'lstm'")
    assert [row["forecast"] for row in told["forecast"]] == kept.forecast.tolist()
    assert [row["step"] for row in told["forecast"]] == [1, 2, 3]
    assert (told["run"], told["origin"]) == (record.id, "2020-10-26T00:00:00")
    assert command.main(["forecast", record.id, "--home", str(home)]) == 0
    assert capsys.readouterr().out.startswith("2020-10-27  ")


@pytest.mark.parametrize("arguments", [["export", "--to", "x"], ["forecast"], ["import"]])
def test_what_is_not_there_is_refused_in_one_sentence(tmp_path, capsys, arguments):
    name, *rest = arguments
    asked = str(tmp_path / "no.zip") if name == "import" else "20261120-101500-ab12cd"
    assert command.main([name, asked, *rest, "--home", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_report_stands_alone_and_a_hostile_name_stays_text(copied):
    home, record = copied
    file = record.folder / "experiment.json"
    asked = json.loads(file.read_text())
    asked["data"]["name"] = "</script><script>alert(1)</script>"
    file.write_text(json.dumps(asked))
    (kind,) = (kind for kind in offers.of(home, record) if kind.title == "Report")
    page = kind.files["report.html"]().decode()
    assert "alert(1)</script>" not in page
    assert record.verdict.sentence in page
    assert "default-src 'none'" in page
    assert not re.search(r'<(script|link|img)[^>]+(src|href)="', page.split("<script>")[0])
    figures = json.loads(re.search(r"Object\.entries\((\{.*\})\)\) \{", page)[1])
    assert set(figures) == {"forecast", "error-by-step", "learning"}
    assert all(figure["data"] for figure in figures.values())


def test_the_report_wears_the_colours_and_names_of_the_dashboard():
    style = pytest.importorskip("lstm_core.ui.charts.style")
    light = style.LIGHT
    ours = [drawings.GROUND, drawings.INK, drawings.MUTED, drawings.GRID, drawings.BRAND, drawings.BASELINE]
    assert ours == [light.ground, light.ink, light.muted, light.grid, light.brand, light.baseline]
    assert {model: style.NAMES[model] for model in drawings.NAMES} == drawings.NAMES
    assert {model: style.DASHES[model] for model in drawings.DASHES} == drawings.DASHES


def test_the_picture_is_an_svg_with_a_box_a_layer(finished):
    home, record = finished
    (kind,) = (kind for kind in offers.of(home, record) if kind.title == "Picture")
    drawn = tree.fromstring(kind.files["network.svg"]())
    words = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert words[:4] == ["Window", "10 rows × 1 features", "lstm_1 (LSTM)", "96 weights"]


def test_a_cell_like_a_formula_and_a_missing_one_are_safe_in_excel():
    table = pd.DataFrame(
        {"=A1": ["=1+1", None], "n": [1.5, 2], "x": [float("nan"), 1], "t": pd.to_datetime(["2020-01-01", None])}
    )
    read = pd.read_excel(io.BytesIO(tables.excel(table)))
    assert list(read.columns) == ["'=A1", "n", "x", "t"]
    assert read.iloc[0].dropna().tolist() == ["'=1+1", 1.5, pd.Timestamp("2020-01-01")]
    assert read.iloc[1].dropna().tolist() == [2, 1]
