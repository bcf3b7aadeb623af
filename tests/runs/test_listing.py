"""All runs at once, over folders as workers leave them."""

import math
import os
import time

import pytest

from lstm_core import specs
from lstm_core.evaluation import baselines
from lstm_core.results import Score, State, Verdict
from lstm_core.runs import about, files, listing, store
from lstm_core.runs.listing import Listing

DATA = specs.Data(dataset="a" * 64, name="sine", target="value")
SIMPLE = dict.fromkeys(baselines.NAMES, 2.0)


@pytest.fixture
def finished(home):
    """`finished(validation, test, ...)` gives a run whose network errs so much; the simplest methods err by 2."""

    def made(validation: float, test: float, beside: dict | None = None, **asked):
        experiment = specs.Experiment(**{"data": DATA} | asked)
        record = store.create(home, experiment)
        kind = experiment.network.kind
        wanted = ("multi_step", None, "mae")
        others = (("one_step", None, "mae"), ("multi_step", None, "rmse"), ("multi_step", 1, "mae"))
        scores = [
            vars(Score(part, model, *which, error if which == wanted else 77.0))
            for part, ours in (("validation", validation), ("test", test))
            for model, error in (SIMPLE | (beside or {}) | {kind: ours}).items()
            for which in (*others, wanted)
        ]
        files.write_json(record.folder / "scores.json", scores)
        verdict = vars(Verdict("so so", "naive", 1 - test / 2, 0.5, "not_distinguishable"))
        state = {"state": State.FINISHED, "verdict": verdict, "seconds": {"total": 4.5}, "attempt": 1}
        files.write_json(record.folder / "state.json", state)
        return record

    return made


def test_a_finished_run_is_listed_with_its_skill_on_both_parts(home, finished):
    record = finished(1.0, 1.5)
    (told,) = Listing(home).runs()
    assert (told.id, told.state, told.seconds) == (record.id, State.FINISHED, 4.5)
    assert told.skill("validation") == 0.5
    assert told.skill("test") == 0.25
    assert told.verdict.outcome == "not_distinguishable"
    assert told.asked == record.experiment


def test_skill_is_measured_by_the_method_that_was_best_on_validation(home, finished):
    finished(1.0, 1.0, beside={"drift": 1.25, "arima": 0.5})
    (told,) = Listing(home).runs()
    assert told.baseline == "drift"
    assert told.skill("test") == pytest.approx(0.2)


def test_skill_beside_a_method_without_error_is_not_defined(home, finished):
    finished(1.0, 1.0, beside={"naive": 0.0})
    (told,) = Listing(home).runs()
    assert math.isnan(told.skill("validation"))
    assert listing.ranks([told]) == {}


def test_runs_are_ranked_by_validation_whatever_test_says(home, finished):
    worse, better = finished(1.2, 0.5), finished(1.0, 1.9)
    assert listing.ranks(Listing(home).runs()) == {better.id: (1, 2), worse.id: (2, 2)}


@pytest.mark.parametrize(
    "other",
    [
        {"data": DATA.model_copy(update={"dataset": "b" * 64})},
        {"data": DATA.model_copy(update={"target": "other"})},
        {"data": DATA.model_copy(update={"preparation": specs.Preparation(start="100")})},
        {"split": specs.Split(validation_size=0.2)},
        {"window": specs.Window(horizon=6)},
        {"window": specs.Window(strategy="recursive", whole_test=True)},
    ],
)
def test_runs_on_other_data_or_another_split_are_never_ranked_together(home, finished, other):
    finished(1.0, 1.0)
    finished(1.1, 1.1, **other)
    assert set(listing.ranks(Listing(home).runs()).values()) == {(1, 1)}


@pytest.mark.parametrize(
    "same",
    [
        {"data": DATA.model_copy(update={"name": "renamed"})},
        {"data": DATA.model_copy(update={"preparation": specs.Preparation(learn_as="log")})},
        {"window": specs.Window(look_back=30)},
        {"network": specs.Network(kind="gru")},
    ],
)
def test_runs_that_differ_in_how_they_learn_are_ranked_together(home, finished, same):
    finished(1.0, 1.0)
    finished(1.1, 1.1, **same)
    assert set(listing.ranks(Listing(home).runs()).values()) == {(1, 2), (2, 2)}


def test_looks_count_every_run_on_the_same_test_rows_whatever_its_horizon(home, finished):
    first = finished(1.0, 1.0)
    finished(1.0, 1.0, window=specs.Window(horizon=9), split=specs.Split(validation_size=0.2))
    finished(1.0, 1.0, split=specs.Split(test_size=0.2))
    store.create(home, first.experiment)  # asked for, not trained yet
    runs = Listing(home).runs()
    test = next(one for one in runs if one.id == first.id).tested_on
    assert listing.looks(runs, test) == 2


def test_a_damaged_folder_is_listed_as_such_and_the_others_are_fine(home, finished):
    damaged, fine = finished(1.0, 1.0), finished(1.0, 1.0)
    (damaged.folder / "experiment.json").write_text("{")
    (fine.folder / "scores.json").write_bytes(b"\x00\xff")
    told = {one.id: one for one in Listing(home).runs()}
    assert (told[damaged.id].asked, told[damaged.id].state) == (None, State.FAILED)
    assert told[damaged.id].group is None
    assert told[fine.id].state is State.FINISHED
    assert math.isnan(told[fine.id].skill("test"))


def test_a_folder_is_read_again_only_when_it_changed(home, finished):
    record, listed = finished(1.0, 1.0), Listing(home)
    settle(record)
    listed.runs()
    experiment = (record.folder / "experiment.json").read_bytes()
    (record.folder / "experiment.json").write_bytes(b"{")  # in place: the folder is as it was
    assert listed.runs()[0].asked is not None
    (record.folder / "experiment.json").write_bytes(experiment)
    about.write(home, record.id, about.About(name="mine"))
    assert listed.runs()[0].about.name == "mine"
    store.delete(home, record.id)
    assert listed.runs() == []


def test_two_changes_within_one_tick_of_the_clock_are_both_seen(home, finished):
    record, listed = finished(1.0, 1.0), Listing(home)
    about.write(home, record.id, about.About(name="one"))
    listed.runs()
    stamp = record.folder.stat().st_mtime_ns
    about.write(home, record.id, about.About(name="two"))
    os.utime(record.folder, ns=(stamp, stamp))
    assert listed.runs()[0].about.name == "two"


def test_a_run_that_is_not_over_is_looked_at_each_time(home, experiment):
    record, listed = store.create(home, experiment), Listing(home)
    settle(record)
    assert listed.runs()[0].state is State.QUEUED
    submitted = files.read_object(record.folder / "submitted.json")
    text = files.json_text(submitted | {"pid": 2**22 + 1, "started": 1.0})  # a process that is none
    (record.folder / "submitted.json").write_text(text)  # in place: nothing tells that the process died
    settle(record)
    assert listed.runs()[0].state is State.INTERRUPTED


def test_a_thousand_runs_are_listed_at_once(home, finished):
    record = finished(1.0, 1.0)
    names = ("experiment.json", "submitted.json", "state.json", "scores.json")
    texts = {name: (record.folder / name).read_bytes() for name in names}
    for number in range(999):
        folder = home / "runs" / f"20250101-000000-{number:06x}"
        folder.mkdir()
        for name, text in texts.items():
            (folder / name).write_bytes(text)
    listed, begun = Listing(home), time.process_time()
    assert set(listing.ranks(listed.runs()).values()) == {(place, 1000) for place in range(1, 1001)}
    assert time.process_time() - begun < 3  # a second on an idle machine: see benchmarks/listing.py
    time.sleep(0.06)
    listed.runs()
    begun = time.process_time()
    assert len(listed.runs()) == 1000
    assert time.process_time() - begun < 0.3


def settle(record) -> None:
    """Makes the folder's last change an old one."""
    past = time.time_ns() - 10**9
    os.utime(record.folder, ns=(past, past))
