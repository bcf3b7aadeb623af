"""The command line: a file of many series in, scores out."""

import csv
import json
import math

from lstm_core.__main__ import main

SETTINGS = ["--preset", "quick", "--epochs", "1", "--look-back", "8", "--horizon", "2"]


def written(folder):
    """Two stacked waves in a file, the second a hundred times as high."""
    lines = ["date,store,sales"]
    for day in range(90):
        when = f"2024-{1 + day // 28:02d}-{1 + day % 28:02d}"
        lines += [f"{when},{name},{size * (3 + math.sin(day)):.3f}" for name, size in (("north", 1), ("south", 100))]
    path = folder / "sales.csv"
    path.write_text("\n".join(lines))
    return str(path)


def test_one_network_for_a_stacked_file_ends_in_scores_of_each_series(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LSTM_LAB_HOME", str(tmp_path / "home"))
    out = tmp_path / "scores.csv"
    asked = ["many", written(tmp_path), "--by", "store", "--together", "--json", "--out", str(out), *SETTINGS]
    assert main(asked) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["summary"]["series"] == 2
    assert [row["series"] for row in told["scores"]] == ["north", "south"]
    assert told["summary"]["mean"] == sum(row["mase"] for row in told["scores"]) / 2
    with out.open() as file:
        assert [row["series"] for row in csv.DictReader(file)] == ["north", "south"]


def test_what_can_not_be_asked_for_is_said_in_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LSTM_LAB_HOME", str(tmp_path / "home"))
    assert main(["many"]) == 2
    assert "Say which series" in capsys.readouterr().err
    assert main(["many", written(tmp_path), "--target", "profit"]) == 2
    assert "no column “profit”" in capsys.readouterr().err
