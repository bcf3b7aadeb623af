"""A page that is pressed faster than it is drawn. With fragments inside fragments it is empty within a second."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import served


def test_presses_faster_than_drawing_leave_the_page_whole(page: Page, tmp_path):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with served(tmp_path, str(Path(__file__).with_name("growing.py"))) as address:
        page.goto(address)
        again = page.get_by_role("button", name="Again")
        expect(again).to_be_visible()
        for number in range(100):
            again.evaluate("button => button.click()")
            page.wait_for_timeout((10, 20, 30, 40, 50, 150)[number % 6])
        assert errors == []
        expect(again).to_be_visible()
