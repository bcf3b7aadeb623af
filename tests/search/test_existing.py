"""Searches, groups and labs on a Dask cluster that somebody else runs, in processes behind TLS, some of them killed."""

import subprocess
import sys

import numpy as np
import pandas as pd
import psutil
import pytest

from lstm_core.data.series import Dataset
from lstm_core.jobs.workers import Workers
from lstm_core.labs.asked import Wave
from lstm_core.many import asked as many
from lstm_core.many import groups, sources
from lstm_core.results import State
from lstm_core.runs import attempts, files, store
from lstm_core.search import TRIALS, driver, judging, shelf, studies
from lstm_core.search.asked import Search
from tests.jobs import asking
from tests.jobs import standin as runs
from tests.jobs.asking import until
from tests.search import standin

EPOCHS = 40


@pytest.fixture
def begin_worker(scheduler, begin_process, monkeypatch):
    """Starts a worker of one core, which nobody renews."""
    for name in ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"):
        monkeypatch.setenv(name, "1")
    return lambda: begin_process("worker", scheduler, "--nthreads", "1", "--no-nanny")


def joined(workers, count):
    """The workers, once so many of them are there."""
    workers.wait()
    until(lambda: len(workers.seen().workers) == count, 60)
    return workers


def group(home, way):
    """A new group of four short waves, and what is asked of it."""
    days = pd.date_range("2024-01-01", periods=120, name="time")
    frame = pd.DataFrame({name: at + np.sin(np.arange(120) / 3) for at, name in enumerate("abcd")}, index=days)
    found = sources.kept(home, Dataset(frame, "waves", "made"), {name: {} for name in frame})
    recipe = many.Recipe(
        window={"look_back": 6, "horizon": 2},
        network={"layers": [{"units": 4}]},
        training={"epochs": 10, "batches": 3},
    )
    recipe = many.for_all(recipe) if way == "together" else recipe
    record = groups.create(home, many.Group(name="waves", way=way, recipe=recipe, members=found.members))
    return record, groups.asked(record)


def test_a_search_of_real_trials_outlives_one_of_its_workers_and_a_lab_and_a_group_follow_it(begin_worker, tmp_path):
    before, doomed, other = supervisors(), begin_worker(), begin_worker()
    workers = joined(Workers.start(tmp_path), 2)
    experiment = asking.experiment(asking.keep_sine(tmp_path), EPOCHS)
    kept = shelf.create(tmp_path, Search(experiment=experiment, vary=("learning_rate",), trials=3))
    thread, flying = driver.start(kept, workers), []

    def begun():
        flying[:] = [one for _, one in kept.under_way if one.status.get("pid") == doomed.pid and one.resumes_from]
        return flying

    until(begun, 90)
    doomed.kill()
    doomed.wait()
    thread.join(90)
    [victim], tried = flying, kept.tried
    assert (kept.state, kept.error) == (State.FINISHED, "")
    assert sorted(one.number for one in tried) == [0, 1, 2]
    assert [one.outcome for one in tried] == ["finished"] * 3
    assert len(files.read_lines(kept.folder / "trials.jsonl")) == 3
    told = studies.opened(kept.folder / "journal.log", kept.asked).get_trials()
    assert [(one.state.name, one.user_attrs["run"]) for one in told] == [
        ("COMPLETE", one.run) for one in sorted(tried, key=lambda one: one.number)
    ]
    assert judging.finding(tried).best.mae == min(one.mae for one in tried)
    made = {path.name: path for path in (kept.folder / TRIALS).iterdir()}
    assert made.keys() == {one.run for one in tried}
    assert {run: attempts.sent(folder) for run, folder in made.items()} == dict.fromkeys(made, 1) | {victim.id: 2}
    assert [line["epoch"] for line in files.read_lines(victim.folder / "history.jsonl")] == [*range(1, EPOCHS + 1)]
    assert victim.status["pid"] == other.pid

    lab = store.create_lab(tmp_path, Wave(batches=6, units=4, look_back=5))
    together, asked = group(tmp_path, "together")
    workers.submit(lab, "ann")
    workers.submit(together, "bob")
    until(lambda: lab.state.is_over and together.state.is_over, 60)
    assert (lab.state, together.state) == (State.FINISHED, State.FINISHED), (lab.error, together.error)
    assert lab.frames
    assert groups.scores(tmp_path, together, asked).mae.notna().all()
    assert lab.status["pid"] == together.status["pid"] == other.pid
    assert workers.seen().kind == "existing"
    assert supervisors() <= before, "nothing is embedded beside the cluster"
    workers.close()


def supervisors() -> set[int]:
    """Those that this process began; other tests may have left theirs running."""
    ours = psutil.Process().children(recursive=True)
    return {one.pid for one in ours if "lstm_core.jobs.supervisor" in one.cmdline()}


def test_a_group_with_a_run_each_outlives_one_of_its_workers(begin_worker, tmp_path):
    doomed, _ = begin_worker(), begin_worker()
    workers = joined(Workers.start(tmp_path, runs.train), 2)
    record, asked = group(tmp_path, "each")
    made = list(groups.begun(tmp_path, record, asked))
    for run in made:
        workers.submit(run, "ann")
    until(lambda: [run for run in made if run.status.get("pid") == doomed.pid and run.resumes_from], 60)
    doomed.kill()
    until(lambda: not groups.goes_on(tmp_path, record, asked), 60)
    assert [run.state for run in made] == [State.FINISHED] * 4
    assert sorted(attempts.sent(run.folder) for run in made) == [1, 1, 1, 2]
    for run in made:
        assert [line["epoch"] for line in files.read_lines(run.folder / "history.jsonl")] == [*range(1, 11)]
    assert groups.scores(tmp_path, record, asked).mae.tolist() == [1.0] * 4
    workers.close()


def test_a_trial_whose_dashboard_died_goes_on_and_counts_when_the_search_is_resumed(
    begin_worker, tmp_path, monkeypatch
):
    monkeypatch.setenv("PAUSE", "0.3")
    begin_worker()
    workers = joined(Workers.start(tmp_path, standin.train), 1)
    kept = shelf.create(tmp_path, standin.asked(trials=2))
    dashboard = subprocess.Popen([sys.executable, "-m", "tests.search.standin", str(tmp_path), kept.id])
    try:
        until(lambda: any(record.history for _, record in kept.under_way), 60)
    finally:
        dashboard.kill()
        dashboard.wait()
    assert kept.state is State.INTERRUPTED
    driver.start(kept, workers).join(60)
    assert [(one.number, one.outcome) for one in kept.tried] == [(0, "finished"), (1, "finished")]
    assert [attempts.sent(folder) for folder in (kept.folder / TRIALS).iterdir()] == [1, 1]
    workers.close()
