from pathlib import Path

import pytest

from lstm_core.jobs.turns import Turns
from lstm_core.runs import files
from lstm_core.runs.record import Record


@pytest.fixture
def turns(tmp_path):
    """Waiting: a1 to a3 of the owner a, b1 and b2 of b, in the order a1 a2 a3 b1 b2."""
    made = Turns()
    for name in ("a1", "a2", "a3", "b1", "b2"):
        made.add(run(tmp_path, name))
    return made


def run(folder: Path, name: str) -> Record:
    files.write_json(_made(folder / name) / "submitted.json", {"owner": name[0]})
    return Record(name, folder / name)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def names(turns):
    return [record.id for record in turns.order()]


def test_owners_take_turns_and_each_owners_runs_keep_their_order(turns):
    assert names(turns) == ["a1", "b1", "a2", "b2", "a3"]
    assert [turns.next().id for _ in range(5)] == ["a1", "b1", "a2", "b2", "a3"]
    assert turns.next() is None
    assert names(turns) == []


def test_who_was_never_served_comes_before_who_was(turns, tmp_path):
    assert turns.next().id == "a1"
    turns.add(run(tmp_path, "c1"))
    assert names(turns) == ["b1", "c1", "a2", "b2", "a3"]


def test_looking_at_the_order_serves_nobody(turns):
    assert names(turns) == names(turns)
    assert turns.served == {}


@pytest.mark.parametrize(
    ("name", "place", "expected"),
    [
        ("a3", 0, ["a3", "b1", "a1", "b2", "a2"]),
        ("a1", 1, ["a2", "b1", "a1", "b2", "a3"]),
        ("a1", 99, ["a2", "b1", "a3", "b2", "a1"]),
        ("a3", -7, ["a3", "b1", "a1", "b2", "a2"]),
        ("z1", 0, ["a1", "b1", "a2", "b2", "a3"]),
    ],
)
def test_a_run_moves_among_its_owners_runs(turns, name, place, expected):
    turns.move(name, place)
    assert names(turns) == expected


def test_a_run_that_is_taken_waits_no_more(turns):
    assert turns.taken("b1").id == "b1"
    assert turns.taken("b1") is None
    assert names(turns) == ["a1", "b2", "a2", "a3"]


def test_a_run_that_goes_on_comes_first_in_its_line(turns, tmp_path):
    turns.add(run(tmp_path, "b0"), first=True)
    assert names(turns) == ["a1", "b0", "a2", "b1", "a3", "b2"]
