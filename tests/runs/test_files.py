import math
import subprocess
import sys

import numpy as np
import pytest

from lstm_core.runs import files


def test_a_written_value_is_read_again(tmp_path):
    files.write_json(tmp_path / "a.json", {"rows": [1, 2.5, None, "é"]})
    assert files.read_json(tmp_path / "a.json") == {"rows": [1, 2.5, None, "é"]}


def test_a_write_that_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path):
    files.write_json(tmp_path / "a.json", {"old": True})

    def half(aside):
        aside.write_text('{"new": tr')
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        files.replace(tmp_path / "a.json", half)
    assert files.read_json(tmp_path / "a.json") == {"old": True}
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


WRITER = """
import itertools, sys
from pathlib import Path
from lstm_core.runs import files
for number in itertools.count():
    files.write_json(Path(sys.argv[1]), {"number": number, "padding": "x" * 300_000, "again": number})
"""


def test_a_reader_sees_whole_files_only_even_when_the_writer_is_killed(tmp_path):
    path = tmp_path / "state.json"
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)])
        seen = set()
        while len(seen) < 10 or files.read_json(path)["number"] < 10:
            if path.exists():
                value = files.read_json(path)
                assert value["number"] == value["again"]
                seen.add(value["number"])
        writer.kill()
        writer.wait()
        value = files.read_json(path)
        assert value["number"] == value["again"]


@pytest.mark.parametrize("text", [None, "", '{"epoch": 1', "\0\0\0\0", "[" * 100_000])
def test_what_is_absent_or_half_written_reads_as_none(tmp_path, text):
    if text is not None:
        (tmp_path / "a.json").write_text(text)
    assert files.read_json(tmp_path / "a.json") is None
    assert files.read_object(tmp_path / "a.json") == {}


def test_a_half_written_last_line_is_left_out(tmp_path):
    lines = tmp_path / "history.jsonl"
    for epoch in (1, 2):
        files.append_line(lines, {"epoch": epoch})
    with lines.open("a") as file:
        file.write('{"epoch": 3, "lo')
    assert files.read_lines(lines) == [{"epoch": 1}, {"epoch": 2}]


def test_lines_that_are_no_objects_or_no_text_are_left_out(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"a": 1}\n17\n\xff\xfe\n\n{"a": 2}\n')
    assert files.read_lines(tmp_path / "a.jsonl") == [{"a": 1}, {"a": 2}]
    assert files.read_lines(tmp_path / "absent.jsonl") == []


def test_json_is_strict_whatever_comes_in():
    given = {
        "nan": math.nan,
        "inf": [-math.inf],
        "array": np.array([1.5, np.nan]),
        "number": np.float32(0.5),
        3: np.int64(4),
    }
    expected = '{"nan": null, "inf": [null], "array": [1.5, null], "number": 0.5, "3": 4}'
    assert files.json_text(given) == expected
