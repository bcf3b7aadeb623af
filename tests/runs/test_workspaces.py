"""Workspaces: private until named, joined by whoever knows the id, and left."""

import pytest

from lstm_core.errors import BadSetting, NotFound
from lstm_core.jobs import adrift
from lstm_core.runs import store, workspaces

MINE, THEIRS = "a" * 32, "b" * 32


@pytest.mark.parametrize("name", ["..", "../" + "a" * 29, "A" * 32, "a" * 31, "a" * 33, "a" * 31 + "\n", "", "\0" * 32])
def test_what_is_no_id_leads_nowhere(home, name):
    assert not workspaces.is_id(name)
    assert workspaces.name(home, name) is None
    with pytest.raises(NotFound):
        workspaces.home_of(home, name)


def test_a_link_into_the_home_is_not_followed(home, tmp_path):
    (home / "workspaces").mkdir()
    (home / "workspaces" / MINE).symlink_to(tmp_path)
    with pytest.raises(NotFound):
        workspaces.home_of(home, MINE)


def test_a_private_workspace_cannot_be_joined_and_a_named_one_can(home):
    with pytest.raises(NotFound, match="no shared workspace"):
        workspaces.enter(home, MINE, THEIRS)
    workspaces.share(home, THEIRS, " Team \n")
    workspaces.enter(home, MINE, THEIRS)
    assert workspaces.name(home, THEIRS) == "Team"
    assert (workspaces.current(home, MINE), workspaces.joined(home, MINE)) == (THEIRS, [THEIRS])
    workspaces.enter(home, MINE, MINE)
    assert (workspaces.current(home, MINE), workspaces.joined(home, MINE)) == (MINE, [THEIRS])


def test_who_leaves_is_back_in_their_own_and_so_are_all_when_sharing_ends(home):
    workspaces.share(home, THEIRS, "Team")
    workspaces.enter(home, MINE, THEIRS)
    workspaces.unshare(home, THEIRS)
    assert (workspaces.current(home, MINE), workspaces.joined(home, MINE)) == (MINE, [])
    workspaces.share(home, THEIRS, "Team again")
    workspaces.leave(home, MINE, THEIRS)
    assert workspaces.joined(home, MINE) == []


@pytest.mark.parametrize("called", ["", " \n", "x" * 61])
def test_a_name_has_letters_but_not_too_many(home, called):
    with pytest.raises(BadSetting, match="1 to 60 letters"):
        workspaces.share(home, MINE, called)


def test_a_damaged_file_leaves_the_own_workspace(home):
    folder = workspaces.home_of(home, MINE)
    folder.mkdir(parents=True)
    (folder / "joined.json").write_text('{"joined": 3, "current": ["x"]}')
    assert workspaces.current(home, MINE) == MINE


def test_runs_that_lost_their_dashboard_are_found_in_every_workspace(home, experiment):
    of_all = store.create(home, experiment)
    mine = store.create(workspaces.home_of(home, MINE), experiment)
    for record in (of_all, mine):
        store.submit(record, "somebody")
    assert set(adrift.found(home)) == {of_all.id, mine.id}
