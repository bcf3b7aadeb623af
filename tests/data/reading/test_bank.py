"""The bank of messy files: nearly all are read as they are meant, none is read wrongly."""

import importlib.util
import json
from pathlib import Path

import pytest

from lstm_core.data import exports, reading
from lstm_core.errors import LabError

BANK = Path(__file__).resolve().parents[4] / "shared" / "messy"


def verdict(case: dict, out: Path, score) -> str:
    """`right`, `refused` (should have been read) or what is wrong."""
    try:
        found = reading.read((BANK / "in" / case["file"]).read_bytes(), case["file"])
    except LabError:
        return "refused" if case["expect"] == "table" else "right"
    if case["expect"] == "refuse":
        return f"{case['case']}: read, but should not"
    if not case["has_truth"]:
        return "right"  # no single truth: tests of layouts say what is read
    out.write_bytes(exports.csv(found.frame))
    difference = score.difference(out, BANK / "truth" / f"{case['case']}.csv", case)
    return f"{case['case']}: {difference}" if difference else "right"


@pytest.mark.skipif(not BANK.exists(), reason="the bank of messy files is not here")
def test_the_bank_is_read_right_or_refused(tmp_path):
    spec = importlib.util.spec_from_file_location("score", BANK / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    cases = json.loads((BANK / "manifest.json").read_text())
    verdicts = [verdict(case, tmp_path / "out.csv", score) for case in cases]
    assert [found for found in verdicts if found not in ("right", "refused")] == []
    assert verdicts.count("right") >= 0.95 * len(cases)
