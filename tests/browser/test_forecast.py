"""The Forecast page as a person reads it: the verdict, the time machine by keyboard, the errors, the tables."""

import re
from pathlib import Path

import pandas as pd
from playwright.sync_api import Page, expect

from tests.browser import saving

CHART = '[class*="st-key-time-machine"] .js-plotly-plot'


def test_a_forecast_is_read_scrubbed_compared_and_taken_away(page: Page, dashboard: str, tmp_path: Path):
    page.goto(dashboard)
    page.get_by_role("button", name="Train it").nth(1).click()
    page.wait_for_url(re.compile("/forecast"), timeout=120_000)
    expect(page.get_by_text(re.compile("steps ahead, the LSTM is off by"))).to_be_visible()
    scrub_by_keyboard(page)
    page.get_by_role("radio", name="80%").click()
    expect(page.get_by_text(re.compile("The 80% band is as wide")).first).to_be_visible()
    page.wait_for_function("chart => document.querySelector(chart).data[3].name === 'LSTM, 80% band'", arg=CHART)
    expect(page.get_by_role("slider", name="Origin of the forecast")).not_to_have_attribute("aria-valuenow", "0")
    look_at_errors(page)
    page.get_by_role("button", name="Compare with ETS, Theta and ARIMA").click()
    expect(page.get_by_text("Chosen and fitted on the training part only")).to_be_visible(timeout=60_000)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.st-key-forecast-chart .js-plotly-plot')].every("
        "plot => ['ETS', 'Theta', 'ARIMA'].every(name => plot.data.some(trace => trace.name === name)))"
    )
    page.get_by_text("View as table").first.click()
    with page.expect_download() as download:
        page.locator(".st-key-save-forecast-chart button").click()
    table = pd.read_csv(Path(download.value.path()))
    assert list(table.columns)[:5] == ["Time", "Actual", "LSTM", "lower", "upper"]
    take_the_chart(page, tmp_path)
    come_back_by_link(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth + 1")


def take_the_chart(page: Page, folder: Path) -> None:
    """The chart as a page of its own, which draws without a network and gives an SVG."""
    alone = saving.opened(page, page.locator(".st-key-save-chart-forecast-chart button"), folder)
    names = alone.evaluate("document.querySelector('.js-plotly-plot').data.map(trace => trace.name)")
    assert {"Actual", "LSTM", "ETS", "Theta", "ARIMA"} <= set(names)
    alone.locator(".js-plotly-plot").hover()
    for shown in (alone, page):
        expect(shown.locator('[data-title="Share chart..."]')).to_have_count(0)
    with alone.expect_download() as download:
        alone.locator('[data-title="Save as SVG"]').click()
    assert Path(download.value.path()).read_text().startswith("<svg")
    alone.close()


def come_back_by_link(page: Page) -> None:
    """What was copied leads to the origin at which the time machine stood, and to the mode."""
    slider = page.get_by_role("slider", name="Origin of the forecast")
    stood = slider.get_attribute("aria-valuenow")
    page.get_by_role("radio", name="One-step").click()
    page.wait_for_url(re.compile("mode=one_step"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    expect(slider).to_have_attribute("aria-valuenow", stood)
    expect(page.get_by_role("radio", name="One-step")).to_be_checked()


def scrub_by_keyboard(page: Page) -> None:
    """Arrows, End and Play move the origin, and the server is asked nothing."""
    slider = page.get_by_role("slider", name="Origin of the forecast")
    expect(slider).to_have_attribute("aria-valuenow", "0")
    first = path(page)
    page.context.set_offline(True)  # what needs the server would fail
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuenow", "1")
    page.wait_for_function(
        "([chart, first]) => document.querySelector(chart).data[4].y[1] !== first", arg=[CHART, first]
    )
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuenow", slider.get_attribute("aria-valuemax"))
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("LSTM off by .*, .* by "))
    button = page.get_by_role("button", name="Play")
    button.focus()
    page.keyboard.press("Enter")
    expect(slider).to_have_attribute("aria-valuenow", re.compile(r"[3-9]|\d\d+"))  # as far as it has come by now
    page.keyboard.press("Enter")
    page.context.set_offline(False)


def path(page: Page) -> float:
    """The first step of the forecast that is drawn."""
    return page.locator(CHART).evaluate("plot => plot.data[4].y[1]")


def look_at_errors(page: Page) -> None:
    page.get_by_role("tab", name="Where it fails").click()
    expect(page.get_by_text(re.compile("^Largest error:|^The errors are nearly alike"))).to_be_visible()
    page.get_by_role("tab", name="What is left").click()
    expect(page.get_by_text(re.compile("Ljung-Box p ="))).to_be_visible()
