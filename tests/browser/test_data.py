"""The Data page as a person uses it: a messy file put right, data kept, a chart zoomed into."""

import re
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect


@pytest.fixture
def messy(tmp_path) -> Path:
    """Sales by day with a preamble, decimal commas, marks for missing values and a gap of ten days."""
    days = pd.date_range("2021-01-01", periods=400, freq="D")
    rows = [
        f"{day:%d.%m.%Y};{1000 + at % 7 + at // 10},{at % 10};{-9999 if at % 50 == 7 else at % 5 + 1}"
        for at, day in enumerate(days)
        if not 100 <= at < 110
    ]
    file = tmp_path / "sales.csv"
    file.write_text("\n".join(["Sales of shop 7", "", "Day;Sales;Staff", *rows]))
    return file


@pytest.fixture
def long(tmp_path) -> Path:
    """Twenty thousand hours of a wave."""
    hours = pd.date_range("2020-01-01", periods=20_000, freq="h")
    file = tmp_path / "long.csv"
    pd.DataFrame({"time": hours, "level": [abs(at % 48 - 24) for at in range(20_000)]}).to_csv(file, index=False)
    return file


def test_a_messy_file_is_put_right_and_taken_to_the_next_page(page: Page, dashboard: str, messy: Path):
    bring(page, dashboard, messy)
    expect(page.get_by_text("semicolon CSV")).to_be_visible()
    marks = page.get_by_text(re.compile("values of -9999"))
    expect(marks).to_be_visible()
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_text(re.compile("Not done: .*-9999"))).to_be_visible()
    page.get_by_role("button", name="Mend again").click()
    expect(page.get_by_text("Not done")).to_have_count(0)
    choose_role(page, row=2, role="Ignore")
    pick(page, "Rows", "Joined to one a week")
    expect(page.get_by_role("radio", name="Mean")).to_be_checked()
    expect(page.get_by_role("button", name="Undo all preparation")).to_be_visible()
    page.get_by_role("button", name="Choose features").click()
    expect(page.get_by_role("heading", level=1, name="Features")).to_be_visible()
    expect(page.get_by_text("Other columns of the data")).to_have_count(0)
    page.reload()
    page.get_by_role("link", name="Data").click()
    expect(page.get_by_role("combobox", name="Rows", exact=True)).to_have_value("Joined to one a week")


def test_kept_data_are_renamed_deleted_and_brought_back(page: Page, dashboard: str, long: Path):
    bring(page, dashboard, long)
    page.get_by_role("radio", name="Kept data").click()
    page.get_by_role("button", name="Rename").first.click()
    name = page.get_by_role("textbox", name="New name")
    name.fill("Tide <b>gauge</b>")
    page.get_by_role("button", name="Save").click()
    kept = page.get_by_text("Tide <b>gauge</b>").first
    expect(kept).to_be_visible()
    page.get_by_role("searchbox", name="Search by name").or_(page.get_by_label("Search by name")).first.fill("tide")
    page.get_by_role("button", name="Delete").first.click()
    expect(page.get_by_text("Deleted “Tide <b>gauge</b>”")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("Deleted “Tide")).to_have_count(0)
    page.get_by_role("button", name="Use", exact=True).first.click()
    expect(page.get_by_role("heading", name="Tide <b>gauge</b>")).to_be_visible()


def test_zooming_in_fetches_detail_and_a_double_click_shows_the_whole(page: Page, dashboard: str, long: Path):
    chart = bring(page, dashboard, long)
    assert points(chart)["all"] <= 5_000
    place = chart.locator(".nsewdrag").first.bounding_box()
    page.wait_for_function("() => !document.querySelector('[inert] .js-plotly-plot')")
    left, middle = place["x"] + place["width"] * 0.5, place["y"] + place["height"] / 2
    page.mouse.move(left, middle)
    page.mouse.down()
    page.mouse.move(left + place["width"] * 0.1, middle, steps=5)
    page.mouse.up()
    before = points(chart)["in view"]
    page.wait_for_function("before => (window.inView ?? (() => 0))() > 2 * before", arg=before)
    expect(chart).to_have_count(1)
    assert points(chart)["in view"] == pytest.approx(2_000, abs=40)
    assert points(chart)["all"] <= 5_000
    page.wait_for_function("() => !document.querySelector('[inert] .js-plotly-plot')")
    page.mouse.dblclick(left, middle)
    page.wait_for_function("() => window.inView() > 4000")


def test_an_address_inside_the_own_network_is_refused(page: Page, dashboard: str):
    page.goto(f"{dashboard}/data")
    page.get_by_role("radio", name="From an address").click()
    address = page.get_by_role("textbox", name="Address of a CSV")
    address.fill("http://127.0.0.1:8000/prices.csv")
    address.press("Enter")
    page.get_by_role("button", name="Fetch the file").click()
    expect(page.get_by_role("alert")).to_contain_text("private")


def bring(page: Page, dashboard: str, file: Path) -> Locator:
    """Uploads a file; the chart of its series, once that is drawn."""
    page.goto(f"{dashboard}/data")
    page.locator('input[type="file"]').set_input_files(file)
    chart = page.locator("[class*='st-key-series-'] .js-plotly-plot")
    expect(chart.locator(".main-svg").first).to_be_visible()
    page.evaluate(
        """() => { window.inView = () => {
          const { data, layout } = document.querySelector("[class*='st-key-series-'] .js-plotly-plot");
          const [from, to] = layout.xaxis.range.map(place => new Date(place));
          return [...data[0].x].filter(time => new Date(time) >= from && new Date(time) <= to).length } }"""
    )
    return chart


def points(chart: Locator) -> dict[str, int]:
    """How many points the chart holds, and how many of them are in view."""
    return chart.evaluate("plot => ({ all: plot.data[0].x.length, 'in view': window.inView() })")


def pick(page: Page, label: str, option: str) -> None:
    """Clicks the option in the list; again where it was drawn anew meanwhile. What is only typed is no choice."""
    box = page.get_by_role("combobox", name=label, exact=True)
    for trial in range(5):
        at_rest(page)
        box.click()
        try:
            page.get_by_role("option", name=option, exact=True).click(timeout=3_000)
            return
        except TimeoutError:
            assert trial < 4, f"{label} offers no {option}"
            page.keyboard.press("Escape")


def choose_role(page: Page, row: int, role: str) -> None:
    """Chooses in the table of columns, which is a canvas: by mouse and keyboard, again where it was drawn anew."""
    table, option = page.get_by_test_id("stDataFrame").last, page.get_by_role("option", name=role)
    for trial in range(8):
        at_rest(page)
        table.scroll_into_view_if_needed()
        place = table.bounding_box()
        page.mouse.click(place["x"] + 0.2 * place["width"], place["y"] + 35 * row + 17)
        page.keyboard.press("Enter")
        try:
            option.click(timeout=2_000)
            break
        except TimeoutError:
            assert trial < 7, "the list of roles does not open"
            page.keyboard.press("Escape")
    page.wait_for_timeout(300)  # the table tells the page a moment later


def at_rest(page: Page) -> None:
    """Waits until the page is drawn."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
