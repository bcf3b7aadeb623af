"""The Memory lab in a real browser: a small race is played, stopped, found again after a reload, and scrubbed."""

import re

from playwright.sync_api import Page, expect


def test_a_race_is_played_live_stopped_and_found_again(page: Page, dashboard: str):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{dashboard}/memory?lab=recall")
    page.get_by_role("button", name="Play", exact=True).click()
    chart = page.get_by_role("figure", name=re.compile(r"^Right after \d+ steps: LSTM \d+%"))
    expect(chart).to_be_visible(timeout=120_000)
    page.wait_for_url(re.compile(r"recall=\d{8}-\d{6}-"))
    page.reload()
    expect(chart.get_by_text(re.compile(r"^After batch \d\d"))).to_be_visible()  # two frames make a film
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    film = page.get_by_role("slider", name="Batches learnt from")
    film.press("Home")
    expect(film).to_have_attribute("aria-valuetext", "After batch 1")
    page.get_by_role("button", name="Replay").press("Enter")
    expect(film).to_have_attribute("aria-valuetext", re.compile(r"^After batch \d\d"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth + 1")
    assert errors == []
