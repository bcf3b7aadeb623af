"""A run each: ordinary runs that belong to a group."""

import numpy as np
import pandas as pd
import pytest

from lstm_core.data.series import Dataset
from lstm_core.errors import BadSetting, DamagedRun, LabError, NotFound, ReadOnly
from lstm_core.jobs import adrift, ends
from lstm_core.many import asked, groups, sources
from lstm_core.results import State
from lstm_core.runs import store
from lstm_core.runs.pen import Pen


@pytest.fixture
def group(tmp_path):
    """A group of three short series, a run each."""
    days = pd.date_range("2024-01-01", periods=60, name="time")
    frame = pd.DataFrame({name: np.arange(60.0) ** power for power, name in enumerate("abc", 1)}, index=days)
    found = sources.kept(tmp_path, Dataset(frame, "powers", "made"), {name: {} for name in "abc"})
    recipe = asked.Recipe(window={"look_back": 5, "horizon": 2})
    return groups.create(tmp_path, asked.Group(name="powers", way="each", recipe=recipe, members=found.members))


def test_each_member_gets_an_ordinary_run_once(tmp_path, group):
    asked_for = groups.asked(group)
    made = list(groups.begun(tmp_path, group, asked_for))
    assert [run.id for run in made] == [member.run for member in asked_for.members]
    assert [run.experiment.data.target for run in made] == ["a", "b", "c"]
    assert {run.submitted["group"] for run in made} == {group.id}
    assert {run.id for run in store.recent(tmp_path)} == {run.id for run in made}
    assert list(groups.begun(tmp_path, group, asked_for)) == []
    assert len({member.run for member in asked_for.members}) == 3


def test_what_is_missing_is_what_was_never_made_cancelled_or_interrupted(tmp_path, group):
    asked_for = groups.asked(group)
    first, second, _ = groups.begun(tmp_path, group, asked_for)
    ends.withdraw(first)
    ends.write(second, "It broke.", State.INTERRUPTED)
    assert groups.left(tmp_path, asked_for) == [second]
    assert [run.id for run in groups.begun(tmp_path, group, asked_for)] == [first.id]
    assert first.state is State.QUEUED


def test_a_failure_harms_no_other_and_its_row_says_why(tmp_path, group):
    asked_for = groups.asked(group)
    runs = iter(groups.begun(tmp_path, group, asked_for))
    with Pen(next(runs).folder) as pen:
        pen.begin()
        pen.fail("The series is too short.")
    next(runs)
    scores = groups.scores(tmp_path, group, asked_for).set_index("series")
    assert scores.why.tolist() == ["The series is too short.", "Queued", "It has no run: never begun, or deleted."]


def test_a_stop_reaches_every_run(tmp_path, group):
    asked_for = groups.asked(group)
    runs = list(groups.begun(tmp_path, group, asked_for))
    groups.stop(tmp_path, group, asked_for)
    assert all(run.stop_asked for run in runs)


def test_a_group_is_paused_as_a_whole_and_taken_up_again(tmp_path, group):
    asked_for = groups.asked(group)
    runs = list(groups.begun(tmp_path, group, asked_for))
    groups.pause(tmp_path, group, asked_for)
    assert group.pause_asked, "whoever makes its runs must know, too"
    assert all(run.pause_asked for run in runs)
    for run in runs:
        ends.withdraw(run)  # as the queue does
    assert not groups.goes_on(tmp_path, group, asked_for)
    assert groups.left(tmp_path, asked_for) == runs
    groups.take_up(group)
    assert not group.pause_asked


def test_a_group_gets_another_name_and_nothing_else(tmp_path, group, monkeypatch):
    before = groups.asked(group)
    groups.rename(group, "  all\0 powers " + "x" * 300)
    assert groups.asked(group) == before.model_copy(update={"name": ("all powers " + "x" * 300)[:200]})
    with pytest.raises(BadSetting, match="name is empty"):
        groups.rename(group, " \n")
    monkeypatch.setenv("LSTM_LAB_READ_ONLY", "1")
    for change in (lambda: groups.rename(group, "x"), lambda: groups.pause(tmp_path, group, before)):
        with pytest.raises(ReadOnly):
            change()


def test_a_group_that_is_over_is_deleted_without_its_runs_and_brought_back(tmp_path, group):
    asked_for = groups.asked(group)
    made = list(groups.begun(tmp_path, group, asked_for))
    with pytest.raises(LabError, match="Stop first"):
        groups.delete(tmp_path, group.id)
    for run in made:
        ends.withdraw(run)
    groups.delete(tmp_path, group.id)
    assert groups.recent(tmp_path, 5) == []
    assert len(store.recent(tmp_path)) == 3
    assert groups.asked(groups.restore(tmp_path, group.id)) == asked_for


def test_one_network_that_lost_its_dashboard_is_found_again(tmp_path, group):
    together = groups.asked(group).model_copy(update={"way": "together"})
    record = groups.create(tmp_path, together)
    store.submit(record, "somebody")
    assert list(adrift.found(tmp_path)) == [record.id]


def test_a_damaged_group_and_a_wrong_name_are_refused_in_words(tmp_path, group):
    (group.folder / "group.json").write_text("{")
    with pytest.raises(DamagedRun, match=r"group\.json is missing, damaged"):
        groups.asked(group)
    assert groups.recent(tmp_path, 5) == []
    with pytest.raises(NotFound):
        groups.opened(tmp_path, "../../etc")
