"""The pitfalls as a person falls into them: a switch, another series, a reload, a phone."""

import re

from playwright.sync_api import Page, expect


def test_mistakes_are_switched_on_and_marked_as_wrong_wherever_they_are_drawn(page: Page, dashboard: str):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{dashboard}/pitfalls")
    expect(page.get_by_text(re.compile("On this series the mistake lifts"))).to_be_visible(timeout=120_000)
    page.get_by_role("switch", name="Indicator that peeks").or_(
        page.get_by_role("checkbox", name="Indicator that peeks")
    ).focus()
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("wrong=shuffled(%2C|,)peeking"))
    expect(page.get_by_text(re.compile("On this series the mistakes lift"))).to_be_visible(timeout=60_000)
    marks = page.locator(".st-key-wrong-on-purpose svg text", has_text="WRONG ON PURPOSE")
    expect(marks).to_have_count(2)
    expect(page.locator(".st-key-wrong-on-purpose svg image")).to_have_count(1)
    page.locator(".st-key-wrong-on-purpose").hover()
    with page.expect_download() as picture:
        page.locator(".st-key-wrong-on-purpose [data-title='Download plot as a PNG']").click()
    assert picture.value.suggested_filename.startswith("wrong-on-purpose")
    page.reload()
    expect(page.get_by_text(re.compile("On this series the mistakes lift"))).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth + 1")
    assert errors == []
