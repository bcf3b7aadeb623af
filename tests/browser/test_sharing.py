"""People who share a server, and a server to look at only, in real browsers."""

import numpy as np
import pandas as pd
from playwright.sync_api import expect

from lstm_core import specs
from lstm_core.data import library
from lstm_core.data.series import Dataset
from lstm_core.runs import store, workspaces
from tests.browser.conftest import served


def new_page(chromium, **how):
    """A page of a browser that was never here."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, **how)
    context.set_default_timeout(30_000)
    return context.new_page()


def asked_for(home) -> str:
    """The id of a run that stands in that home, and that nobody trains any more."""
    times = pd.date_range("2024-01-01", periods=200, name="time")
    values = pd.DataFrame({"x": np.arange(200.0)}, index=times)
    data = specs.Data(dataset=library.keep(home, Dataset(values, "Ann's own", "here")), name="Ann's own", target="x")
    record = store.create(home, specs.Experiment(data=data))
    (record.folder / "submitted.json").write_text("{}")
    (record.folder / "state.json").write_text('{"state": "running", "heartbeat": 1}')
    return record.id


def test_two_browsers_share_only_what_is_named_and_joined_and_a_reader_changes_nothing(chromium, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    with served(home, LSTM_LAB_WORKSPACES="1") as address:
        ann = new_page(chromium, permissions=["clipboard-read", "clipboard-write"])
        ann.goto(address)
        expect(ann.get_by_role("button", name="Private workspace")).to_be_visible()
        ann.wait_for_function("document.cookie.includes('lstm_lab=')")
        cookie = next(one["value"] for one in ann.context.cookies() if one["name"] == "lstm_lab")
        mine = workspaces.home_of(home, cookie)
        run = asked_for(mine)
        bob = new_page(chromium)
        survives_a_reload_and_a_closed_tab(ann, address)
        is_not_seen_by_others(bob, address, run)
        bob.goto(invitation_to(ann, address))
        bob.get_by_role("button", name="Join").click()
        expect(bob.get_by_text("Ann's own")).to_be_visible()
        bob.reload()
        expect(bob.get_by_text("Ann's own")).to_be_visible()
        bob.get_by_role("button", name="Team").click()
        bob.get_by_role("button", name="Leave").click()
        expect(bob.get_by_role("button", name="Private workspace")).to_be_visible()
        expect(bob.get_by_text("Ann's own")).to_have_count(0)
        ann.context.close()
        bob.context.close()
    with served(mine, LSTM_LAB_READ_ONLY="1") as address:
        changes_nothing(new_page(chromium), address, run)
    assert [record.id for record in store.recent(mine)] == [run]


def survives_a_reload_and_a_closed_tab(ann, address: str) -> None:
    ann.reload()
    expect(ann.get_by_text("Ann's own")).to_be_visible()
    second = ann.context.new_page()
    second.goto(address)
    expect(second.get_by_text("Ann's own")).to_be_visible()
    second.close()


def is_not_seen_by_others(bob, address: str, run: str) -> None:
    bob.goto(address)
    expect(bob.get_by_role("button", name="Private workspace")).to_be_visible()
    expect(bob.get_by_text("Ann's own")).to_have_count(0)
    bob.goto(f"{address}/forecast?run={run}")
    expect(bob.get_by_text("There is no run")).to_be_visible()


def invitation_to(ann, address: str) -> str:
    """What the clipboard holds once the workspace has a name and its link is copied."""
    ann.get_by_role("button", name="Private workspace").click()
    ann.get_by_label("Name", exact=True).fill("Team")
    ann.get_by_role("button", name="Name and share").click()
    ann.get_by_role("button", name="Team").click()
    ann.get_by_role("button", name="Copy a link to join").click()
    expect(ann.get_by_role("button", name="Copied")).to_be_visible()
    link = ann.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{address}/?workspace=")
    return link


def changes_nothing(page, address: str, run: str) -> None:
    page.goto(address)
    expect(page.get_by_text("Read-only").first).to_be_visible()
    expect(page.get_by_text("Ann's own")).to_be_visible()
    expect(page.get_by_role("button", name="Delete")).to_have_count(0)
    expect(page.get_by_role("button", name="Train it").first).to_be_disabled()
    page.goto(f"{address}/data")
    expect(page.get_by_text("Choose from the data that are kept here")).to_be_visible()
    expect(page.get_by_role("button", name="Rename")).to_have_count(0)
    page.get_by_role("button", name="Use").click()
    page.goto(f"{address}/train?run={run}")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_disabled()
    expect(page.get_by_role("button", name="Duplicate and edit")).to_be_visible()
    for name in ("Resume", "Delete"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.context.close()
