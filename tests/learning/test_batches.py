from dataclasses import replace

import numpy as np
import pytest

from lstm_core.learning.batches import Windows
from lstm_core.windows.scaling import Scaling


@pytest.fixture
def windows() -> Windows:
    """Rows 0 .. 29 of one column as they are; windows of 3 rows, 2 steps ahead, origins 2 .. 27."""
    rows, nothing = np.arange(30, dtype="float32")[:, None], np.zeros(1, "float32")
    as_it_is = Scaling("standard", ("y",), np.zeros(1), np.ones(1), nothing, nothing == 0)
    return Windows(rows, np.arange(2, 28), 3, 2, as_it_is)


def epoch(windows: Windows, size: int, order: np.ndarray | None = None) -> list[int]:
    """The origins in the order in which an epoch gives them."""
    return [int(window[-1, 0]) for batch, _ in windows.batches(size, order) for window in batch]


def test_a_window_is_followed_by_its_answers(windows):
    seen, asked = next(windows.batches(4))
    assert seen[0, :, 0].tolist() == [0, 1, 2]
    assert asked[0].tolist() == [3, 4]
    assert (seen.shape, asked.shape) == ((4, 3, 1), (4, 2))
    assert (seen.dtype, asked.dtype) == ("float32", "float32")


def test_every_epoch_has_every_window_once_in_an_order_of_its_own(windows):
    first, second = (epoch(windows, 4, windows.order(7, number)) for number in (0, 1))
    assert sorted(first) == sorted(second) == list(range(2, 28))
    assert first != second != sorted(second)
    assert [len(batch) for batch, _ in windows.batches(4)] == [4, 4, 4, 4, 4, 4, 2]


def test_an_epoch_of_counted_batches_is_a_sample_or_all_windows_time_and_again(windows):
    few = windows.order(7, 0, 12)
    assert len(set(few)) == 12
    assert few.tolist() != windows.order(7, 1, 12).tolist()
    assert sorted(windows.order(7, 0, 52)) == sorted([*range(26)] * 2)


def test_thinned_windows_keep_what_is_taken_off_each(windows):
    taught = replace(windows, less=np.arange(52.0, dtype="float32").reshape(26, 2), unit=2.0)
    few = taught.thinned(9)
    assert few.origins.tolist() == [3, 6, 9, 12, 15, 18, 21, 24, 27]
    assert few.less[:, 0].tolist() == [2, 8, 14, 20, 26, 32, 38, 44, 50]
    answers = np.concatenate([one for _, one in few.batches(4)])
    assert few.full(answers)[0].tolist() == [4, 5]


def test_an_order_follows_from_seed_and_epoch_alone(windows):
    assert windows.order(7, 3).tolist() == windows.order(7, 3).tolist()
    assert windows.order(7, 3).tolist() != windows.order(8, 3).tolist()


def test_without_an_order_windows_come_as_they_are(windows):
    assert epoch(windows, 10) == list(range(2, 28))


def test_what_is_taken_off_the_truth_goes_with_its_window(windows):
    less = np.arange(52, dtype="float32").reshape(26, 2)
    beside = replace(windows, less=less, unit=2.0)
    _, asked = beside.cut(np.array([25, 0]))
    assert asked.tolist() == [[(28 - 50) / 2, (29 - 51) / 2], [(3 - 0) / 2, (4 - 1) / 2]]


def test_a_window_relative_to_its_mean_and_spread_asks_for_answers_in_these(windows):
    marked = np.ones(1, "float32")
    relative = Scaling("window_spread", ("y",), np.zeros(1), np.ones(1), marked, marked > 0)
    seen, asked = next(replace(windows, scaling=relative).batches(1))
    spread = np.std([0, 1, 2])
    np.testing.assert_allclose(seen[0, :, 0], [-1 / spread, 0, 1 / spread], rtol=1e-6)
    np.testing.assert_allclose(asked[0], [2 / spread, 3 / spread], rtol=1e-6)
