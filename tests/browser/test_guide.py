"""A lesson from its first step to its last, as a teacher gives it; and the way from a word to its meaning."""

import re

from playwright.sync_api import Page, expect


def test_a_lesson_leads_from_the_guide_through_a_training_to_the_gates(page: Page, dashboard: str):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{dashboard}/guide")
    expect(page.get_by_role("img", name=re.compile("^Three copies of the same cell"))).to_be_visible()
    page.get_by_role("tab", name="Lessons").click()
    page.get_by_role("button", name="Begin").first.click()
    expect(page.get_by_role("heading", level=1, name="Data")).to_be_visible()
    step(page, 1)
    page.get_by_role("button", name="Next").click()
    step(page, 2)
    page.get_by_role("button", name="Back").click()
    step(page, 1)
    page.get_by_role("button", name="Next").click()
    step(page, 2)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("30 rows of 1 feature → the next 7")).to_be_visible()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_role("button", name="See the forecast")).to_be_visible(timeout=120_000)
    page.reload()
    step(page, 3)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", level=1, name="Forecast")).to_be_visible()
    step(page, 4)
    page.wait_for_function("() => document.querySelector('[data-testid=stApp]').dataset.testScriptState !== 'running'")
    look_up(page, "Skill")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text(re.compile(r"Forget gate 0\.\d\d"))).to_be_visible()
    expect(page.get_by_text("f·c + i·g = c'")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth + 1")
    page.get_by_role("button", name=re.compile("Finish|Leave")).last.click()
    expect(page.get_by_text(re.compile(r"Step \d of"))).to_have_count(0)
    assert "lesson" not in page.url
    assert errors == []


def step(page: Page, number: int) -> None:
    expect(page.get_by_text(re.compile(rf"Step {number} of \d"))).to_be_visible()
    page.wait_for_url(re.compile(rf"step={number}"))


def look_up(page: Page, title: str) -> None:
    """From the words of the page to the entry in the glossary, in a tab of its own."""
    page.get_by_role("button", name="Words").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=title, exact=True).click()
    expect(opened.value.locator(".st-key-term")).to_contain_text(title)
    opened.value.close()
    page.keyboard.press("Escape")
