"""The ten-minute lesson from its first step to its last, as a teacher gives it, with a real training.

Beside the teacher's wide light page a student's phone follows by the same links, in the dark. At each step both are
looked at: every chart is drawn, every text can be read, nothing is wider than the screen.
"""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.browser import saving

FAINT = Path(__file__).with_name("faint.js").read_text("utf-8").partition("\n")[2]


@pytest.fixture
def phone(chromium: Browser):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def test_the_ten_minute_lesson_from_start_to_end(page: Page, phone: Page, dashboard: str):
    errors: list[str] = []
    for one in (page, phone):
        one.on("pageerror", lambda error: errors.append(str(error)))
        one.on("console", lambda said: errors.append(said.text) if complains(said) else None)
    page.goto(f"{dashboard}/guide")
    expect(page.get_by_role("img", name=re.compile("^Three copies of the same cell"))).to_be_visible()
    page.get_by_role("tab", name="Lessons").click()
    page.get_by_role("button", name="Begin").first.click()

    stands_at(1, "Data", page, phone)
    onwards(page)
    stands_at(2, "Features", page, phone)
    page.get_by_role("button", name="Back").click()
    stands_at(1, "Data", page)
    onwards(page)
    stands_at(2, "Features", page)
    onwards(page)
    expect(page.get_by_text("30 rows of 1 feature → the next 7")).to_be_visible()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_role("button", name="See the forecast")).to_be_visible(timeout=120_000)
    page.reload()
    stands_at(3, "Train", page, phone)
    onwards(page)
    stands_at(4, "Forecast", page, phone)
    look_up(page, "Skill")
    look_inside(page)
    onwards(page)
    expect(page.get_by_text("f·c + i·g = c'")).to_be_visible()
    stands_at(5, "Guide", page, phone)
    expect(phone.get_by_text(re.compile(r"Forget gate 0\.\d\d"))).to_be_visible()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text(re.compile(r"Step \d of"))).to_have_count(0)
    assert "lesson" not in page.url
    assert errors == []


def complains(said: ConsoleMessage) -> bool:
    """Whether this is an error; not where Streamlit looks below a page's address for its own."""
    return said.type == "error" and not re.search(r"/_stcore/(health|host-config)$", said.location["url"])


def onwards(page: Page) -> None:
    page.get_by_role("button", name="Next").click()


def stands_at(number: int, title: str, page: Page, phone: Page | None = None) -> None:
    """The step's page is open; where a phone comes along, both are looked at."""
    expect(page.get_by_text(re.compile(rf"Step {number} of 5"))).to_be_visible()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    page.wait_for_url(re.compile(rf"step={number}"))
    if phone is not None:
        phone.goto(page.url)
        expect(phone.get_by_text(re.compile(rf"Step {number} of 5"))).to_be_visible()
        look_at(page, dark=False)
        look_at(phone, dark=True)


def look_at(page: Page, dark: bool) -> None:
    page.wait_for_function(saving.IDLE)
    assert page.evaluate(FAINT) == []
    page.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth + 1")
    drawn = page.locator(".js-plotly-plot:visible, [class*=st-key-answer] svg:visible").all()
    for picture in (page, *drawn):
        ground, kinds = seen(picture)
        assert (ground < 60) if dark else (ground > 200), (page.url, ground)
        assert kinds > 20, f"blank: {page.url}"


def seen(picture: Page | Locator) -> tuple[float, int]:
    """How light the ground of a picture is, 0 to 255, and how many shades of grey are in it."""
    grey = np.asarray(Image.open(io.BytesIO(picture.screenshot())).convert("L"))
    return float(np.median(grey)), len(np.unique(grey))


def look_up(page: Page, title: str) -> None:
    """From the words of the page to the entry in the glossary, in a tab of its own."""
    page.get_by_role("button", name="Words").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=title, exact=True).click()
    expect(opened.value.locator(".st-key-term")).to_contain_text(title)
    opened.value.close()
    page.keyboard.press("Escape")


def look_inside(page: Page) -> None:
    """A press on the chart leads to the window behind that forecast, and the lesson's bar leads back."""
    box = page.locator(".st-key-forecast-chart .nsewdrag").first.bounding_box()
    place = box["x"] + 0.6 * box["width"], box["y"] + 0.5 * box["height"]
    page.mouse.move(*place)
    expect(page.locator(".st-key-forecast-chart .hoverlayer > *").first).to_be_attached()
    page.mouse.click(*place)
    link = page.get_by_role("link", name=re.compile("Look inside")).first
    expect(link).to_have_text(re.compile(r"at \d"))
    origin = re.search("at (.*)", link.inner_text())[1]
    link.click()
    expect(page.locator(".film .said")).to_contain_text(f"Origin {origin}:")
    page.wait_for_url(re.compile("origin="))
    page.get_by_role("button", name="To Forecast").click()
    expect(page.get_by_role("heading", level=1, name="Forecast")).to_be_visible()
