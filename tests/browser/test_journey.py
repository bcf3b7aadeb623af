"""The main job as a person does it: bring a series, pick indicators, train, reload, read the forecast."""

import re
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from lstm_core.ui import frame

SHARED = Path(__file__).parents[3] / "shared" / "data" / "sp500_daily.csv"


@pytest.fixture
def prices(tmp_path) -> Path:
    """Daily prices as a person has them: the real file where it is at hand, else our own sample written out."""
    if SHARED.exists():
        return SHARED
    from lstm_core.data import samples

    file = tmp_path / "sp500_daily.csv"
    samples.load("stock-index").frame.to_csv(file, index_label="Date")
    return file


def test_a_file_becomes_a_forecast(page: Page, dashboard: str, prices: Path):
    page.goto(f"{dashboard}/data")
    page.locator('input[type="file"]').set_input_files(prices)
    expect(page.get_by_text("business day")).to_be_visible()
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    page.get_by_role("button", name="Choose features").click()
    pick_two_indicators_and_thirty_rows(page)
    train_and_reload(page)
    read_the_forecast(page)


def test_a_ticker_becomes_a_forecast(page: Page, dashboard: str):
    page.goto(f"{dashboard}/data")
    page.get_by_role("radio", name="Fetch a ticker").click()
    symbol = page.get_by_role("textbox", name="Symbol")
    symbol.fill("NOSUCH")
    symbol.press("Enter")
    page.get_by_role("button", name="Fetch prices").click()
    expect(page.get_by_role("alert")).to_contain_text("NOSUCH")
    symbol.fill("AAPL, MSFT")
    symbol.press("Enter")
    page.get_by_role("button", name="Fetch prices").click()
    expect(page.get_by_text("AAPL with MSFT")).to_be_visible()
    expect(page.get_by_text("business day")).to_be_visible()
    page.get_by_role("button", name="Choose features").click()
    pick_two_indicators_and_thirty_rows(page)
    expect(page.get_by_role("heading", level=1, name="Train")).to_be_visible()
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_role("button", name="See the forecast").click(timeout=180_000)
    read_the_forecast(page)


def test_one_click_on_a_sample_leads_to_its_forecast(page: Page, dashboard: str):
    page.goto(dashboard)
    page.get_by_role("button", name="Train it").first.click()
    page.wait_for_url(re.compile("/forecast"), timeout=120_000)
    read_the_forecast(page)
    page.goto(dashboard)
    expect(page.get_by_text("Recent runs")).to_be_visible()
    expect(page.get_by_text("Finished").first).to_be_visible()


def test_stop_keeps_the_best_and_gives_a_forecast(page: Page, dashboard: str):
    page.goto(f"{dashboard}/data")
    page.get_by_role("radio", name="Take a sample").click()
    page.get_by_role("button", name="Use this").nth(2).click()
    expect(page.get_by_text("business day")).to_be_visible()
    page.get_by_role("link", name="Train").click()
    page.get_by_role("radio", name="Thorough").click()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text(re.compile(r"Epoch [2-9] of 60"))).to_be_visible(timeout=90_000)
    page.get_by_role("button", name="Stop and keep the best").click()
    expect(page.get_by_text("Stopped; the best weights are kept")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="See the forecast").click()
    read_the_forecast(page)


@pytest.mark.parametrize("name", frame.NAMES[1:])
def test_every_page_opens_inside_the_frame_even_when_asked_for_first(page: Page, dashboard: str, name: str):
    page.goto(f"{dashboard}/{name}")
    expect(page.get_by_role("heading", level=1, name=name.capitalize())).to_be_visible()
    expect(page.get_by_role("link", name="Forecast")).to_be_visible()


def pick_two_indicators_and_thirty_rows(page: Page) -> None:
    expect(page.get_by_role("heading", level=1, name="Features")).to_be_visible()
    page.get_by_text("Catalogue:").click()
    for words, name in (("RSI", "RSI (14)"), ("MACD", "MACD (12, 26, 9)")):
        page.get_by_role("searchbox", name="Search").fill(words)
        page.get_by_role("button", name=f"Add {name}").click()
        expect(page.get_by_role("button", name=f"Remove {name}")).to_be_visible()
    length = page.get_by_role("spinbutton", name="Sequence length")
    length.fill("30")
    length.press("Enter")
    expect(page.get_by_text(re.compile("each 30 rows of 5 features in"))).to_be_visible()
    expect(page.get_by_text(re.compile("warm-up rows at the start are dropped"))).to_be_visible()
    page.get_by_role("button", name="Train", exact=True).click()


def train_and_reload(page: Page) -> None:
    expect(page.get_by_role("heading", level=1, name="Train")).to_be_visible()
    page.get_by_role("radio", name="Thorough").click()  # long enough to be seen at work
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text(re.compile(r"Epoch \d+ of 60 · batch \d+ of \d+"))).to_be_visible(timeout=90_000)
    before = where(page)
    page.reload()
    expect(page.get_by_text(re.compile(r"Epoch \d+ of 60 · batch \d+ of \d+"))).to_be_visible()
    page.wait_for_function(
        "before => { const now = document.body.innerText.match(/Epoch (\\d+) of 60 · batch (\\d+)/);"
        " return !now || +now[1] * 1e6 + +now[2] > before; }",
        arg=before,
    )
    page.get_by_role("button", name="See the forecast").click(timeout=180_000)


def where(page: Page) -> int:
    """Epoch and batch as one growing number."""
    epoch, batch = re.search(r"Epoch (\d+) of 60 · batch (\d+)", page.inner_text("body")).groups()
    return int(epoch) * 10**6 + int(batch)


def read_the_forecast(page: Page) -> None:
    expect(page.get_by_role("heading", level=1, name="Forecast")).to_be_visible()
    expect(page.get_by_text(re.compile("steps ahead, the LSTM is off by"))).to_be_visible()
    chart = page.locator(".js-plotly-plot").first
    page.wait_for_function("() => document.querySelector('.js-plotly-plot')?.data?.length > 4")  # not the page before
    names = chart.evaluate("plot => plot.data.map(trace => trace.name)")
    assert {"Actual", "LSTM", "Naive (last value)", "Drift", "Seasonal naive"} <= set(names)
    assert chart.evaluate("plot => plot.layout.xaxis.rangeslider.visible")
    with page.expect_download() as download:
        page.get_by_role("button", name="forecast.csv").click()
    future = pd.read_csv(download.value.path())
    assert {"model", "origin", "step", "time", "forecast"} <= set(future.columns)
    assert future[future.model == "lstm"].forecast.notna().all()
    for label, magic in (("model.keras", b"PK"), ("model.h5", b"\x89HDF")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        assert Path(download.value.path()).read_bytes().startswith(magic)
