"""A search as a person makes it: begun, watched live, stopped, restored from its address, on a phone."""

import re

from playwright.sync_api import Page, expect

SECONDS = 90_000


def test_a_search_is_watched_stopped_and_restored(page: Page, dashboard: str):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{dashboard}/data")
    page.get_by_role("radio", name="Take a sample").click()
    page.get_by_role("button", name="Use this").first.click()
    expect(page.get_by_role("button", name="Choose features")).to_be_visible()
    page.get_by_role("link", name="Train").click()
    page.get_by_role("radio", name="Quick").click()
    expect(page.get_by_text("A demo: one small layer")).to_be_visible()
    page.get_by_role("link", name="Search").click()
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url(re.compile(r"search=\d{8}-\d{6}-[0-9a-f]{6}"))
    expect(page.get_by_text(re.compile(r"[12] of 20 trials made"))).to_be_visible(timeout=SECONDS)
    expect(page.get_by_role("heading", name="Leaderboard")).to_be_visible()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text(re.compile(r"Stopped after \d+ trials?"))).to_be_visible(timeout=SECONDS)
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    expect(page.get_by_role("heading", name="Leaderboard")).to_be_visible()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    page.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth + 1")
    assert errors == []
