"""Searches without a page."""

import pytest

from lstm_core.search import driver


@pytest.fixture(autouse=True)
def _awake(monkeypatch):
    """Looks follow each other at once."""
    monkeypatch.setattr(driver, "EVERY", 0.01)
