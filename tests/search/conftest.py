"""Searches without a page."""

import pytest

from lstm_core.search import driver
from tests.jobs.test_existing import begin_process, begin_scheduler, keys, scheduler  # noqa: F401


@pytest.fixture(autouse=True)
def _awake(monkeypatch):
    """Looks follow each other at once."""
    monkeypatch.setattr(driver, "EVERY", 0.01)
