"""A chart that was saved as a page of its own, opened beside the page that it came from."""

from pathlib import Path

from playwright.sync_api import Locator, Page

IDLE = """() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid=stSkeleton]')"""


def opened(page: Page, button: Locator, folder: Path) -> Page:
    """The page that the button saves, read from the disk."""
    with page.expect_download() as download:
        button.click()
    download.value.save_as(folder / "chart.html")
    alone = page.context.new_page()
    alone.goto((folder / "chart.html").as_uri())
    return alone
