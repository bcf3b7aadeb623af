"""The Compare page as a person uses it: tick two runs, read the difference, share the link, delete and undo."""

import re

from playwright.sync_api import Page, expect

TICK, HEADER, ROW = 18, 35, 35  # px: where the ticks stand, how tall head and rows are


def test_two_runs_are_ticked_compared_linked_and_brought_back(page: Page, dashboard: str):
    for _ in range(2):
        page.goto(dashboard)
        page.get_by_role("button", name="Train it").first.click()
        page.wait_for_url(re.compile("/forecast"), timeout=120_000)
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", level=1, name="Compare")).to_be_visible()
    tick(page, 0)
    page.wait_for_url(re.compile(r"runs=[0-9a-f-]{22}$"))
    tick(page, 1)
    difference = page.get_by_text(re.compile(r"on \d+ common origins?: "))
    expect(difference).to_be_visible()
    expect(page.get_by_text("Nothing: these runs ask for the same, seed included.")).to_be_visible()
    expect(page.get_by_text(re.compile("^Ranked by validation."))).to_be_visible()

    page.reload()
    expect(difference).to_be_visible()
    page.get_by_role("tab", name="Learning").click()
    expect(page.get_by_text("How each learned, against its line to beat")).to_be_visible()

    picked = page.get_by_role("combobox", name=re.compile("Picked runs"))
    picked.focus()
    expect(picked).to_be_focused()
    page.keyboard.press("Backspace")  # the one picked last
    expect(page.get_by_text("Tick another run")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Deleted “")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Deleted “")).to_be_hidden()
    tick(page, 1)
    expect(difference).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth + 1")


def tick(page: Page, row: int) -> None:
    """Ticks the row of that place in the table of runs."""
    table = page.locator('[data-testid="stDataFrame"]').first
    table.click(position={"x": TICK, "y": HEADER + ROW * row + ROW // 2})
