"""What a person says of a run."""

import pytest

from lstm_core.errors import NotFound
from lstm_core.runs import about, files, store
from lstm_core.runs.about import About


def test_what_is_said_is_read_again(home, experiment):
    record = store.create(home, experiment)
    assert about.read(record.folder) == About()
    said = About(name="The long one", tags=("week", "for Anna"), pinned=True, note="more epochs?")
    about.write(home, record.id, said)
    assert about.read(record.folder) == said


def test_what_is_too_long_is_cut_and_what_comes_twice_counts_once(home, experiment):
    record = store.create(home, experiment)
    about.write(home, record.id, About(name="n" * 300, tags=("a", " a ", "", *map(str, range(20))), note="x" * 9000))
    told = about.read(record.folder)
    assert (len(told.name), len(told.tags), len(told.note)) == (80, 12, 2000)
    assert told.tags[:2] == ("a", "0")


@pytest.mark.parametrize("damaged", ['{"name": 3, "tags": "x", "pinned": "yes", "note": null}', "[1]", '{"na'])
def test_a_damaged_file_says_nothing(home, experiment, damaged):
    record = store.create(home, experiment)
    (record.folder / "about.json").write_text(damaged)
    assert about.read(record.folder) == About()


def test_tags_of_other_kinds_than_text_are_passed_over(home, experiment):
    record = store.create(home, experiment)
    files.write_json(record.folder / "about.json", {"tags": ["a", 1, None, {"b": 2}]})
    assert about.read(record.folder).tags == ("a",)


def test_nothing_is_said_of_a_run_that_is_gone(home, experiment):
    record = store.create(home, experiment)
    record.folder.rename(record.folder.with_name(".gone"))
    with pytest.raises(NotFound):
        about.write(home, record.id, About(name="x"))
    assert not record.folder.exists()


def test_a_deleted_run_that_comes_back_is_still_called_so(home, experiment):
    record = store.create(home, experiment)
    files.write_json(record.folder / "state.json", {"state": "stopped"})
    about.write(home, record.id, About(name="Kept"))
    store.delete(home, record.id)
    assert about.read(store.restore(home, record.id).folder).name == "Kept"
