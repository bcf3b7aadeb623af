"""A real dashboard in a real Chromium. Skipped, and said so, where the machine has no such browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Beside a failure stands what the page showed: it can't be seen again."""
    report = yield
    if report.when == "call" and report.failed and "page" in item.funcargs:
        report.sections.append(("The page", item.funcargs["page"].inner_text("body")))
    return report


@pytest.fixture(scope="session")
def chromium():
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    expect.set_options(timeout=30_000)
    if found is None:
        pytest.skip("no Chromium or Chrome on this machine: the browser journey was not tried")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    context.set_default_timeout(30_000)
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory, price_service):
    """The address of a dashboard of its own, with a home folder of its own and the loopback price service."""
    with served(tmp_path_factory.mktemp("home"), LSTM_LAB_PRICE_SERVICE=price_service) as address:
        yield address


@contextmanager
def served(home: Path, script: str = "app.py", **settings: str) -> Iterator[str]:
    """The address of a dashboard (or of another script) over that home folder, with these settings."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (home / "dashboard.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)],
        cwd=ROOT,
        stdout=log,
        stderr=subprocess.STDOUT,
        env={**os.environ, "LSTM_LAB_HOME": str(home), "LSTM_LAB_WORKERS": "1", **settings},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_up(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()
        assert "Traceback" not in (home / "dashboard.log").read_text(), "the dashboard's log holds a traceback"


def wait_until_up(address: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"no dashboard at {address}")
