"""Many series as a person brings them: a row each, of unequal length; trained, reloaded, on a phone."""

import math
import re

from playwright.sync_api import Page, expect


def rows() -> bytes:
    """Eight waves of 70 to 84 rows in M4's layout, and a ninth that is too short."""
    lines = [",".join(f"V{at}" for at in range(1, 86))]
    for number in range(8):
        values = [100 * (number + 1) * (2 + math.sin(at / 2)) + (at * 7 + number) % 5 for at in range(70 + 2 * number)]
        lines.append(",".join([f"H{number + 1}", *(f"{value:.1f}" for value in values), *[""] * (84 - len(values))]))
    return "\n".join([*lines, "H9,1,2,3,4,5,6"]).encode()


def test_rows_of_unequal_length_are_learnt_by_one_network_and_found_again_after_a_reload(page: Page, dashboard: str):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{dashboard}/many")
    page.locator('input[type="file"]').set_input_files(
        {"name": "Hourly-train.csv", "mimeType": "text/csv", "buffer": rows()}
    )
    expect(page.get_by_text("9 series.")).to_be_visible()
    page.get_by_role("radio", name="Quick").click()
    page.get_by_role("spinbutton", name="Sequence length").fill("10")
    page.get_by_role("spinbutton", name="Sequence length").press("Enter")
    expect(page.get_by_text("6 to 84 rows each")).to_be_visible()
    page.get_by_role("button", name="Train on all").click()
    page.wait_for_url(re.compile("group="))
    expect(page.get_by_role("button", name="Stop and keep what there is")).to_be_visible()
    expect(page.get_by_text("Over 8 series the LSTM has a mean MASE of")).to_be_visible(timeout=120_000)
    expect(page.get_by_text("1 without scores")).to_be_visible()
    page.get_by_role("button", name="Best", exact=True).click()
    page.wait_for_url(re.compile("series=H"))
    page.reload()
    expect(page.get_by_text("Over 8 series the LSTM has a mean MASE of")).to_be_visible()
    expect(page.locator(".st-key-one-future svg.main-svg").first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth + 1")
    assert errors == []
