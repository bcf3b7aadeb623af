import os

import pytest

from lstm_core.jobs import cluster


@pytest.mark.parametrize(("asked", "expected"), [("3", 3), ("1", 1), ("1000", 64)])
def test_the_number_of_workers_can_be_chosen(monkeypatch, asked, expected):
    monkeypatch.setenv("LSTM_LAB_WORKERS", asked)
    assert cluster.worker_count() == expected


@pytest.mark.parametrize("asked", ["", "0", "-1", "many"])
def test_a_number_of_workers_that_is_none_is_ignored(monkeypatch, asked):
    monkeypatch.setenv("LSTM_LAB_WORKERS", asked)
    assert 1 <= cluster.worker_count() <= min(2, os.cpu_count())
