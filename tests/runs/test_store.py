import json
import os
import re
import stat
import subprocess
import sys

import numpy as np
import pytest

from lstm_core import specs
from lstm_core.errors import BadSetting, DamagedRun, LabError, NotFound
from lstm_core.results import State
from lstm_core.runs import files, processes, store
from lstm_core.runs.pen import Pen


def test_home_is_private_and_where_the_variable_says(home, tmp_path):
    assert home == tmp_path / "home"
    assert os.name == "nt" or stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_home_that_cannot_be_made_is_refused_in_words_without_a_path(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LSTM_LAB_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(LabError, match="can't write to its home folder") as refused:
        store.home()
    assert str(tmp_path) not in str(refused.value)


def test_a_created_run_is_queued_and_says_what_was_asked(home, experiment):
    record = store.create(home, experiment)
    assert re.fullmatch(r"\d{8}-\d{6}-[0-9a-f]{6}", record.id)
    assert record.folder == home / "runs" / record.id
    assert record.state is State.QUEUED
    assert record.experiment == experiment
    assert record.asked["data"]["name"] == "sine"
    assert files.read_object(record.folder / "submitted.json")["pid"] == os.getpid()
    assert [path.name for path in (home / "runs").iterdir()] == [record.id]


def test_creating_the_same_run_twice_gives_the_first_one(home, experiment):
    name = store.new_id()
    first = store.create(home, experiment, name)
    other = experiment.model_copy(update={"preset": "quick"})
    assert store.create(home, other, name) == first
    assert first.experiment == experiment
    assert len(store.recent(home)) == 1


@pytest.mark.parametrize(
    "name", ["../etc", "20261120-101500-ab12cd/../..", "", "x" * 300, "20261120-101500-ab12cd\n", "a\0b", None]
)
def test_a_name_that_leads_elsewhere_is_refused(home, experiment, name):
    with pytest.raises(NotFound):
        store.open_run(home, name)
    with pytest.raises(NotFound):
        store.delete(home, name)
    if name:
        with pytest.raises(NotFound):
            store.create(home, experiment, name)


def test_a_run_that_is_not_there_is_not_found(home):
    with pytest.raises(NotFound, match="20261120-101500-ab12cd"):
        store.open_run(home, "20261120-101500-ab12cd")


def test_recent_gives_the_newest_first_and_no_more_than_asked(home, experiment):
    names = [f"20261120-1015{second:02}-ab12cd" for second in (3, 1, 2)]
    for name in names:
        store.create(home, experiment, name)
    assert [record.id for record in store.recent(home)] == sorted(names, reverse=True)
    assert [record.id for record in store.recent(home, 1)] == [names[0]]
    assert store.recent(home / "nowhere") == []


def test_damaged_runs_are_listed_as_damaged_beside_healthy_ones(home, experiment):
    healthy = store.create(home, experiment)
    empty, garbage, newer = (home / "runs" / f"20261120-10150{n}-ab12cd" for n in range(3))
    for folder in (empty, garbage, newer):
        folder.mkdir()
    (garbage / "experiment.json").write_text("{")
    (garbage / "state.json").write_text("[1, 2")
    (garbage / "history.jsonl").write_bytes(b"\xff\xfe\n")
    (garbage / "scores.json").write_text('{"a": 1}')
    (garbage / "progress.json").write_text('{"colour": 1}')
    (newer / "experiment.json").write_text(experiment.model_dump_json())
    files.write_json(newer / "state.json", {"state": "dreaming", "verdict": {"mood": 1}, "epochs": "x", "seconds": 3})
    (home / "runs" / ".new-left-behind").mkdir()
    (home / "runs" / "notes.txt").write_text("mine")

    records = store.recent(home)
    assert {record.id for record in records} == {healthy.id, empty.name, garbage.name, newer.name}
    assert {record.id for record in records if record.damage} == {empty.name, garbage.name, newer.name}
    for record in records:
        assert isinstance(record.state, State)
        assert (record.verdict, record.progress, record.history, record.preview, record.scores) == (
            None,
            None,
            [],
            [],
            [],
        )
        assert (record.epochs, record.seconds, record.stage, record.has_forecast) == (0, {}, "", False)
        if record.id in (empty.name, garbage.name):
            with pytest.raises(DamagedRun):
                _ = record.experiment
        with pytest.raises(DamagedRun):
            record.forecast()


def over(home, experiment):
    record = store.create(home, experiment)
    Pen(record.folder).fail("over")
    return record


def test_a_deleted_run_is_gone_until_it_is_restored(home, experiment):
    record = over(home, experiment)
    store.delete(home, record.id)
    assert store.recent(home) == []
    with pytest.raises(NotFound):
        store.delete(home, record.id)
    assert store.restore(home, record.id) == store.restore(home, record.id) == record
    assert record.error == "over"
    with pytest.raises(NotFound, match="for good"):
        store.restore(home, "20261120-101500-ab12cd")


def test_only_the_last_deleted_runs_are_kept_and_none_on_a_full_disk(home, experiment, monkeypatch):
    records = [over(home, experiment) for _ in range(store.DELETED + 1)]
    for record in records:
        store.delete(home, record.id)
    with pytest.raises(NotFound):
        store.restore(home, records[0].id)
    store.restore(home, records[1].id)
    monkeypatch.setattr(store, "ROOM", 10**18)
    store.delete(home, records[1].id)
    assert not list((home / "runs").iterdir())


def test_what_was_deleted_or_never_whole_goes_after_a_day(home, experiment):
    record = over(home, experiment)
    record.folder.rename(record.folder.with_name(f".gone-{record.id}-{1:020}"))
    young, old = (home / "runs" / f".new-{name}" for name in ("young", "old"))
    young.mkdir()
    old.mkdir()
    os.utime(old, (1, 1))
    store.purge(home / "runs")
    assert list((home / "runs").iterdir()) == [young]


def test_of_a_deleted_run_links_go_but_not_what_they_lead_to(home, experiment, tmp_path, monkeypatch):
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").write_text("kept")
    record = over(home, experiment)
    (record.folder / "link").symlink_to(tmp_path / "precious")
    monkeypatch.setattr(store, "ROOM", 10**18)
    store.delete(home, record.id)
    assert not list((home / "runs").iterdir())
    assert (tmp_path / "precious" / "file").read_text() == "kept"


def trained(home, experiment, epoch, **training):
    """A finished run with a checkpoint of that epoch."""
    asked = experiment.model_copy(update={"training": specs.Training(**training)})
    record = store.create(home, asked)
    np.savez(record.folder / "checkpoint.npz", epoch=epoch)
    files.append_line(record.folder / "history.jsonl", {"epoch": 1})
    Pen(record.folder).done(State.FINISHED)
    return record


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"epochs": 30, "patience": 6}, {"epochs": 32, "patience": 26, "cycle": None}),
        ({"epochs": 12, "patience": None}, {"epochs": 32, "patience": None, "cycle": None}),
        ({"epochs": 15, "schedule": "cosine"}, {"epochs": 32, "cycle": 15}),
        ({"epochs": 15, "schedule": "cosine", "cycle": 5}, {"epochs": 32, "cycle": 5}),
    ],
)
def test_a_longer_run_goes_on_from_a_copy_and_leaves_the_old_one_untouched(home, experiment, before, after):
    record = trained(home, experiment, 12, **before)
    held = {path: path.read_bytes() for path in record.folder.iterdir()}
    longer = store.longer(home, record, 20)
    assert longer.id != record.id
    assert (longer.state, longer.continues, longer.resumes_from) == (State.QUEUED, record.id, 12)
    asked = longer.experiment.training
    assert {name: getattr(asked, name) for name in after} == after
    assert longer.experiment.model_copy(update={"training": record.experiment.training}) == record.experiment
    assert longer.history == record.history
    assert longer.submitted["from"] == 12
    assert {path: path.read_bytes() for path in record.folder.iterdir()} == held
    assert record.continues is None


def test_a_run_without_a_checkpoint_or_under_way_or_too_long_is_not_trained_longer(home, experiment):
    with pytest.raises(LabError, match="left no checkpoint"):
        store.longer(home, over(home, experiment), 5)
    with pytest.raises(LabError, match="still training"):
        store.longer(home, store.create(home, experiment), 5)
    record = trained(home, experiment, 990)
    for epochs in (0, 11, -1):
        with pytest.raises(BadSetting, match="1 to 10 more"):
            store.longer(home, record, epochs)
    assert store.longer(home, record, 10).experiment.training.epochs == 1000


def test_a_run_that_goes_on_waits_again_with_nothing_left_of_its_end(home, experiment):
    record = store.create(home, experiment)
    store.submit(record, "ann")
    record.ask_pause()
    record.ask_stop()
    Pen(record.folder).fail("killed")
    store.send_again(record)
    store.send_again(record)
    assert (record.state, record.error, record.owner) == (State.QUEUED, None, "ann")
    assert not (record.pause_asked or record.stop_asked or (record.folder / "error.json").exists())
    assert (record.submitted["attempt"], record.submitted["from"]) == (2, 0)
    Pen(record.folder).done(State.FINISHED)
    with pytest.raises(LabError, match="came to its end"):
        store.send_again(record)


def test_a_link_in_place_of_a_run_is_not_opened(home, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (home / "runs").mkdir()
    (home / "runs" / "20261120-101500-ab12cd").symlink_to(tmp_path / "elsewhere")
    assert store.recent(home) == []
    with pytest.raises(NotFound):
        store.delete(home, "20261120-101500-ab12cd")


def test_a_run_that_trains_is_not_deleted(home, experiment):
    record = store.create(home, experiment)
    with pytest.raises(LabError, match="Stop it first"):
        store.delete(home, record.id)
    assert record.folder.is_dir()


def test_listing_runs_needs_no_slow_import(home, experiment):
    record = store.create(home, experiment)
    Pen(record.folder)._tell(state="finished")
    code = (
        "import sys, json; from lstm_core.runs import store; "
        "[(r.state, r.asked, r.verdict) for r in store.recent(store.home())]; print(json.dumps(sorted(sys.modules)))"
    )
    loaded = set(json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout))
    assert not loaded & {"pandas", "numpy", "pydantic", "pyarrow", "distributed", "tensorflow", "streamlit"}


def test_a_process_is_told_from_another_one_with_its_number():
    told = processes.this()
    assert processes.lives(told)
    assert processes.lives({**told, "started": told["started"] - 1000}) is False
    assert processes.lives({**told, "pid": 2**22 + 1}) is False
    assert processes.lives({**told, "host": "another"}) is None
