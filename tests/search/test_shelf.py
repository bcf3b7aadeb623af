import pytest

from lstm_core.errors import DamagedRun, LabError, NotFound
from lstm_core.results import State
from lstm_core.runs import files, processes, store
from lstm_core.search import repeating, shelf
from tests.search import standin


def test_a_search_is_found_again_deleted_and_brought_back(tmp_path):
    kept = shelf.create(tmp_path, standin.asked())
    assert shelf.recent(tmp_path) == [kept] == [shelf.opened(tmp_path, kept.id)]
    assert kept.asked == standin.asked()
    assert kept.state is State.QUEUED
    shelf.delete(tmp_path, kept.id)
    assert shelf.recent(tmp_path) == []
    with pytest.raises(NotFound, match="deleted"):
        shelf.opened(tmp_path, kept.id)
    assert shelf.restore(tmp_path, kept.id) == kept
    assert kept.asked == standin.asked()


@pytest.mark.parametrize("name", ["../../etc", "", "20261120-101500-ab12cd/..", "20261120-101500-ab12cd"])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    with pytest.raises(NotFound):
        shelf.opened(tmp_path, name)


def test_one_under_way_is_not_deleted_nor_extended(tmp_path):
    kept = shelf.create(tmp_path, standin.asked())
    files.write_json(kept.folder / "state.json", {"state": "running", **processes.this()})
    for refused in (lambda: shelf.delete(tmp_path, kept.id), lambda: shelf.extend(kept, 5)):
        with pytest.raises(LabError, match="still under way"):
            refused()


def test_a_damaged_search_is_listed_and_says_so(tmp_path):
    kept = shelf.create(tmp_path, standin.asked())
    (kept.folder / "search.json").write_text("{}")
    (kept.folder / "state.json").write_text("[")
    (kept.folder / "trials.jsonl").write_text('{"number": 1}\nnonsense\n')
    assert shelf.recent(tmp_path) == [kept]
    assert (kept.state, kept.tried, kept.under_way, kept.importance) == (State.QUEUED, (), (), {})
    with pytest.raises(DamagedRun, match=r"search\.json"):
        _ = kept.asked
    shelf.delete(tmp_path, kept.id)


def test_the_winner_is_repeated_once_as_ordinary_runs_and_then_the_search_is_over(tmp_path):
    kept = shelf.create(tmp_path, standin.asked(trials=3))
    with pytest.raises(LabError, match="under way"):
        repeating.runs(tmp_path, kept)
    standin.searched(kept)
    runs = repeating.runs(tmp_path, kept)
    assert repeating.runs(tmp_path, kept) == runs
    assert store.recent(tmp_path) == sorted(runs, key=lambda run: run.id, reverse=True)
    assert [run.experiment.training.seed for run in runs] == [7, 8, 9]
    best = min(kept.tried, key=lambda one: one.mae)
    assert {run.experiment.network.layers[0].units for run in runs} == {best.point["units"]}
    assert {run.experiment.split for run in runs} == {kept.asked.experiment.split}
    with pytest.raises(LabError, match="tested already"):
        standin.searched(kept)
