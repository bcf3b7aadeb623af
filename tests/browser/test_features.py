"""Features as a person chooses them: from the catalogue, over the split, proven; then what mattered, and what if."""

import re
from contextlib import suppress

from playwright.sync_api import Locator, Page, TimeoutError, expect


def test_features_are_chosen_proven_trained_and_asked_about(page: Page, dashboard: str):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    take_a_sample(page, dashboard)
    add_twice(page, "RSI")
    drag_the_test_border(page)
    page.get_by_role("button", name="Run the proofs").click()
    expect(page.get_by_text("No feature looks ahead.")).to_be_visible()
    expect(page.get_by_text("Training sees nothing of validation and test.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"[\d,]+ values compared in [\d.]+ s: all equal"))).to_have_count(2)
    train_quick(page)
    expect(page.get_by_role("heading", name="Which features mattered")).to_be_visible()
    assert "RSI_14" in page.locator(".st-key-by-feature .js-plotly-plot").evaluate("plot => plot.data[0].y")
    ask_what_if(page)
    assert errors == []


def take_a_sample(page: Page, dashboard: str) -> None:
    page.goto(f"{dashboard}/data")
    page.get_by_role("radio", name="Take a sample").click()
    page.get_by_role("button", name="Use this").nth(2).click()
    page.get_by_role("button", name="Choose features").click()
    expect(page.get_by_role("heading", level=1, name="Features")).to_be_visible()


def add_twice(page: Page, name: str) -> None:
    """The same indicator with its defaults and with other numbers, from the catalogue; then one number typed."""
    page.get_by_text("Catalogue:").click()
    page.get_by_role("searchbox", name="Search").fill(name)
    page.get_by_role("button", name=f"Add {name} (14)").click()
    page.get_by_role("button", name=f"Add {name} (28)").click()
    expect(page.get_by_role("button", name=f"Remove {name} (28)")).to_be_visible()
    page.locator(".st-key-tune-1 button").click()
    period = page.get_by_role("spinbutton", name=f"{name}: period")
    period.fill("40")
    period.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=f"Remove {name} (40)")).to_be_visible()
    expect(page.get_by_text("of 3 features in")).to_be_visible()


def drag_the_test_border(page: Page) -> None:
    """To the left: the test grows, and the number beside the chart says by how much."""
    test = page.get_by_role("spinbutton", name="Test, % of the rows")
    expect(test).to_have_value("15.0")
    for patience in (5_000, 5_000, 30_000):  # a chart that is drawn just then lets go of the border
        x, y = place(page)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 30, y, steps=5)
        page.mouse.move(x - 60, y, steps=5)
        page.mouse.up()
        with suppress(AssertionError):
            expect(test).not_to_have_value("15.0", timeout=patience)
            break
    assert 16 < float(test.input_value()) < 40
    moved, _ = place(page)
    assert abs(moved - (x - 60)) < 8


def place(page: Page) -> tuple[float, float]:
    """Where the border before the test part stands on screen, once the page stands still."""
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
        " && !document.querySelector('[inert] .js-plotly-plot')"
    )
    return page.evaluate(
        "() => { const plot = document.querySelector('.st-key-preview .js-plotly-plot');"
        " plot.scrollIntoView({ block: 'center' });"
        " const { _size: size, xaxis, shapes } = plot._fullLayout, box = plot.getBoundingClientRect();"
        " return [box.x + size.l + xaxis.d2p(shapes[1].x0), box.y + size.t + 150]; }"
    )


def train_quick(page: Page) -> None:
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Train")).to_be_visible()
    page.get_by_role("radio", name="Quick").click()
    expect(page.get_by_text("60 rows of 3 features")).to_be_visible()
    expect(page.get_by_role("button", name="Train", exact=True)).to_have_count(1)  # that of the Features page has gone
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_role("button", name="See the forecast").click(timeout=120_000)


def ask_what_if(page: Page) -> None:
    """The newest value of the target is made larger: the forecast moves, and can be put back."""
    page.get_by_text("What if the last values had been others?").click()
    expect(page.get_by_text("Change a value below")).to_be_visible()
    chart = page.locator(".st-key-what-if-chart .js-plotly-plot")
    expect(chart.locator(".main-svg").first).to_be_visible()
    before = chart.evaluate("plot => [...plot._fullData.at(-1).y].slice(1)")
    newest_value(page).fill("1")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("With 1 value changed, the forecast for .* goes from"))).to_be_visible()
    page.wait_for_function(
        "before => { const line = document.querySelector('.st-key-what-if-chart .js-plotly-plot')._fullData.at(-1);"
        " return line.name === 'What if' && [...line.y].slice(1).some((y, at) => y !== before[at]); }",
        arg=before,
    )
    page.get_by_role("button", name="Put back").click()
    expect(page.get_by_text("Change a value below")).to_be_visible()


def newest_value(page: Page) -> Locator:
    """The first row of the target's column, open to be changed; a table that was drawn just now misses a press."""
    grid, editor = page.get_by_test_id("stDataFrame").last, page.locator("#portal input")
    for _ in range(5):
        grid.click(position={"x": 0.25 * grid.bounding_box()["width"], "y": 52})
        page.keyboard.press("Enter")
        with suppress(TimeoutError):
            editor.wait_for(timeout=5_000)
            break
    return editor
