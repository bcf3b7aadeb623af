"""The Inside page as a person uses it: windows scrubbed by keyboard, one unit stepped through, a gate held shut."""

import re

import pytest
from playwright.sync_api import Page, expect

NUMBER = r"\(?(−?[\d.]+)\)?"


def test_a_trained_network_is_looked_into_gate_by_gate(page: Page, dashboard: str):
    page.goto(dashboard)
    page.get_by_role("button", name="Train it").nth(1).click()
    page.wait_for_url(re.compile("/forecast"), timeout=120_000)
    page.get_by_role("link", name="Inside").click()
    expect(page.get_by_text(re.compile("forget gates of lstm_1 stand"))).to_be_visible()
    expect(page.locator(".film canvas")).to_have_count(7)
    scrub(page)
    step_through(page)
    choose_a_unit_in_a_picture(page)
    hold_a_gate(page)
    said = page.locator(".said").inner_text()
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.reload()
    expect(page.locator(".said")).to_have_text(said)
    expect(page.locator(".film figcaption b.forget")).to_have_css("color", "rgb(238, 95, 51)")
    expect(page.locator(".film .play")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth + 1")
    expect(page.locator(".cells svg")).to_have_attribute("width", "352")  # two cells, where wide screens have seven


def scrub(page: Page) -> None:
    """Another origin is drawn at once, and the rest of the page and the address follow when the slider rests."""
    slider = page.get_by_role("slider", name="Origin of the window")
    before, cells = page.locator(".said").inner_text(), pixels(page)
    slider.focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".said").inner_text() != before
    assert pixels(page) != cells
    origin = re.search("Origin (.*): the forecast for", page.locator(".said").inner_text())[1]
    expect(page.locator(".chain output")).to_have_text(re.compile(f"Step (\\d+) of \\1, {re.escape(origin)}"))
    page.wait_for_url(re.compile("origin="))


def pixels(page: Page) -> str:
    """What the picture of the forget gate shows."""
    return page.locator(".film canvas").nth(1).evaluate("canvas => canvas.toDataURL()")


def step_through(page: Page) -> None:
    """A step earlier the arithmetic is that of the step before, and it adds up."""
    line = page.locator(".chain .line").first
    last = line.inner_text()
    page.get_by_role("slider", name="Step of the window").focus()
    page.keyboard.press("ArrowLeft")
    forget, kept, opened, candidate, told = numbers(line.inner_text())
    assert forget * kept + opened * candidate == pytest.approx(told, abs=0.002)
    assert numbers(last)[1] == told  # what this step leaves is what the next one begins with
    page.locator(".chain .play").click()
    expect(line).to_have_text(last)  # played to the end


def numbers(line: str) -> list[float]:
    """The numbers of `c′ = f · c + i · g = 0.8 · 0.2 + 0.5 · (−0.1) = 0.1`, in that order."""
    found = re.search(rf"= {NUMBER} · {NUMBER} \+ {NUMBER} · {NUMBER} = {NUMBER}$", line).groups()
    return [float(number.replace("−", "-")) for number in found]


def choose_a_unit_in_a_picture(page: Page) -> None:
    picture = page.locator(".film .of-units").first
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] / 2, "y": box["height"] - 3})
    which = page.locator(".film .which").inner_text()
    expect(page.get_by_role("heading", name=re.compile(f"^{which.capitalize()} of lstm_1"))).to_be_visible()
    expect(page.locator(".film .readout")).to_have_text(re.compile(rf"{which}: forget gate \d\.\d\d, input gate"))


def hold_a_gate(page: Page) -> None:
    page.get_by_role("tab", name="If a gate were stuck").click()
    page.get_by_role("radiogroup", name="Output gate").get_by_text("Shut").click()
    expect(page.get_by_text(re.compile("With the output gates shut, the next forecast"))).to_be_visible()
