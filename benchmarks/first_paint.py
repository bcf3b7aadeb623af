"""How long until the Start page shows something, beside a bare app: `python -m benchmarks.first_paint [rounds]`.

Each round starts a fresh server of each kind, waits until it answers, and measures in Chromium from the request to
the first heading on screen: the first visit of a server's life, and a later one. Prints medians and their ratio;
the goal is a ratio under 1.5. Needs requirements-dev.txt and a Chromium.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
BARE = "import streamlit as st\n\nst.title('Hello')\nst.write('A page with two lines.')\n"


def main() -> None:
    """Prints the two tables of times."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))))
    times: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bare = Path(folder) / "bare"
        (bare / ".streamlit").mkdir(parents=True)
        (bare / "app.py").write_text(BARE)
        (bare / ".streamlit" / "config.toml").write_text("[browser]\ngatherUsageStats = false\n")
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        for _ in range(rounds):
            for name, app in (("bare", bare), ("LSTM Lab", ROOT)):
                for visit, seconds in visits(app, browser, Path(folder) / "home"):
                    times.setdefault((visit, name), []).append(seconds)
    for visit in ("first", "later"):
        bare_median, ours = (statistics.median(times[visit, name]) for name in ("bare", "LSTM Lab"))
        print(f"{visit} visit: bare {bare_median:.2f} s, LSTM Lab {ours:.2f} s, ratio {ours / bare_median:.2f}")


def visits(app: Path, browser: Browser, home: Path) -> list[tuple[str, float]]:
    """Seconds of the first and a later visit to a fresh server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.headless", "true"],
        cwd=app,
        env={**os.environ, "LSTM_LAB_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait(address)
        return [(visit, paint(browser, address)) for visit in ("first", "later")]
    finally:
        server.terminate()
        server.wait()


def paint(browser: Browser, address: str) -> float:
    """Seconds from the request to the first heading, in a browser without a cache."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.get_by_role("heading", level=1).wait_for()
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def wait(address: str) -> None:
    """Returns once the server answers."""
    while True:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    main()
