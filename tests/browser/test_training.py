"""A training as a person steers it: zoomed while it runs, paused, resumed, stopped, replayed, and trained longer."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import saving

LOSSES = '[class*="st-key-losses-"] .js-plotly-plot'
FILM = '[class*="st-key-film-2"] .js-plotly-plot'
EPOCH = re.compile(r"Epoch (\d+) of \d+ · batch")
SECONDS = 90_000


def test_a_training_is_watched_paused_resumed_stopped_replayed_and_trained_longer(
    page: Page, dashboard: str, tmp_path: Path
):
    page.goto(f"{dashboard}/data")
    page.get_by_role("radio", name="Take a sample").click()
    page.get_by_role("button", name="Use this").first.click()
    expect(page.get_by_role("button", name="Choose features")).to_be_visible()
    page.get_by_role("link", name="Train").click()
    page.get_by_role("radio", name="Thorough").click()
    expect(page.get_by_text("much patience")).to_be_visible()
    page.get_by_role("button", name="Train", exact=True).click()
    stays_zoomed_while_it_trains(page)
    pause_and_resume(page)
    page.get_by_role("button", name="Stop and keep the best").click()
    expect(page.get_by_text("Stopped; the best weights are kept")).to_be_visible(timeout=SECONDS)
    replay(page)
    take_both_charts(page, tmp_path)
    train_longer(page)


def stays_zoomed_while_it_trains(page: Page) -> None:
    """Both charts are zoomed by hand: two epochs later they are the same elements with the same ranges."""
    page.wait_for_function(
        "([chart]) => document.querySelector(chart)?.layout.meta?.epoch >= 1", arg=[FILM], timeout=SECONDS
    )
    for chart in (LOSSES, FILM):
        box = page.locator(f"{chart} .nsewdrag").first.bounding_box()
        page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 0.2 * box["height"])
        page.mouse.down()
        page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.8 * box["height"], steps=4)
        page.mouse.up()
        page.locator(chart).evaluate("chart => { chart.dataset.mine = 'yes' }")
    before, epoch = zoom(page), shown_epoch(page)
    page.wait_for_function(
        "([chart, epoch]) => document.querySelector(chart).layout.meta.epoch >= epoch + 2",
        arg=[FILM, epoch],
        timeout=SECONDS,
    )
    assert zoom(page) == before
    assert all(page.locator(chart).get_attribute("data-mine") == "yes" for chart in (LOSSES, FILM))
    names = page.locator(LOSSES).evaluate("chart => chart.data.map(trace => trace.name)")
    assert "Line to beat: Seasonal naive" in names


def zoom(page: Page) -> list:
    return [
        page.locator(chart).evaluate("chart => [chart.layout.xaxis.range, chart.layout.yaxis.range]")
        for chart in (LOSSES, FILM)
    ]


def shown_epoch(page: Page) -> int:
    return page.locator(FILM).evaluate("chart => chart.layout.meta.epoch")


def pause_and_resume(page: Page) -> None:
    page.get_by_role("button", name="Workers").click()
    expect(page.get_by_text("1 worker on this machine")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Pause", exact=True).click()
    said = page.get_by_text(re.compile(r"Paused after \d+ epochs"))
    expect(said).to_be_visible()
    done = int(re.search(r"after (\d+)", said.inner_text())[1])
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_text(EPOCH)).to_be_visible(timeout=SECONDS)
    assert int(EPOCH.search(page.inner_text("body"))[1]) > done


def replay(page: Page) -> None:
    """The film is moved by keyboard and played; the curves mark the epoch, and the server is asked nothing."""
    slider = page.get_by_role("slider", name="Epoch shown")
    page.context.set_offline(True)  # what needs the server would fail
    slider.focus()
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^Epoch 1 of"))
    page.wait_for_function("([chart]) => document.querySelector(chart).layout.meta.epoch === 1", arg=[FILM])
    assert page.locator(LOSSES).evaluate("chart => chart.data[4].x") == [1, 1]
    first = page.locator(FILM).evaluate("chart => chart.data[1].y[0]")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "([chart, first]) => document.querySelector(chart).data[1].y[0] !== first", arg=[FILM, first]
    )
    page.get_by_role("button", name="Play").click()
    expect(slider).to_have_js_property("value", slider.get_attribute("max"))
    page.context.set_offline(False)


def take_both_charts(page: Page, folder: Path) -> None:
    """The losses as they stand, and the film as a page that plays by itself."""
    for part in ("losses", "film"):
        page.locator(f'[class*="st-key-{part}-2"]').get_by_text("View as table").click()
        # With each drawing the files of the one before are forgotten: not the next press before all stands.
        page.locator(f'[class*="st-key-save-chart-chart-{part}"] button').wait_for()
        page.wait_for_function(saving.IDLE)
    alone = saving.opened(page, page.locator('[class*="st-key-save-chart-chart-losses"] button'), folder)
    drawn = "() => document.querySelector('.js-plotly-plot').calcdata.map(points => points.length)"
    assert min(alone.evaluate(drawn)[:2]) >= 2
    alone.close()
    alone = saving.opened(page, page.locator('[class*="st-key-save-chart-chart-film"] button'), folder)
    forecast = "() => document.querySelector('.js-plotly-plot').calcdata[1][0].y"
    last = alone.evaluate(forecast)
    alone.get_by_text("Replay").click()
    alone.wait_for_function(f"last => ({forecast})() !== last", arg=last)
    alone.wait_for_function(f"last => ({forecast})() === last", arg=last)
    alone.close()


def train_longer(page: Page) -> None:
    """Five epochs more are a run of their own that begins where this one ended."""
    before = page.url
    page.get_by_role("button", name="Train longer").click()
    page.get_by_role("button", name="Train 5 more").click()
    page.wait_for_url(lambda url: url != before)
    expect(page.get_by_text(re.compile(r"goes on from \d{8}-"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Finished: \d+ epochs"))).to_be_visible(timeout=SECONDS)
    slider = page.get_by_role("slider", name="Epoch shown")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^Epoch"))
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(re.compile(r"^Finished: \d+ epochs"))).to_be_visible()
