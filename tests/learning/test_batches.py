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


def epoch(data) -> list[int]:
    """The origins in the order in which an epoch gives them."""
    return [int(window[-1, 0]) for batch, _ in data for window in batch.numpy()]


def test_a_window_is_followed_by_its_answers(windows):
    seen, asked = next(iter(windows.dataset(4)))
    assert seen[0, :, 0].numpy().tolist() == [0, 1, 2]
    assert asked[0].numpy().tolist() == [3, 4]
    assert (seen.shape, asked.shape) == ((4, 3, 1), (4, 2))


def test_every_epoch_has_every_window_once_in_an_order_of_its_own(windows):
    data = windows.dataset(4, shuffle_seed=7)
    first, second = epoch(data), epoch(data)
    assert sorted(first) == sorted(second) == list(range(2, 28))
    assert first != second != sorted(second)
    assert len(data) == 7


def test_an_epoch_of_counted_batches_is_a_sample_or_all_windows_time_and_again(windows):
    few = windows.dataset(4, shuffle_seed=7, count=3)
    assert (len(few), len(epoch(few)), len(set(epoch(few)))) == (3, 12, 12)
    assert epoch(few) != epoch(few)
    many = windows.dataset(4, shuffle_seed=7, count=14)
    assert len(many) == 14
    assert sorted(epoch(many)) == sorted([*range(2, 28)] * 2)


def test_thinned_windows_keep_what_is_taken_off_each(windows):
    taught = replace(windows, less=np.arange(52.0, dtype="float32").reshape(26, 2), unit=2.0)
    few = taught.thinned(9)
    assert few.origins.tolist() == [3, 6, 9, 12, 15, 18, 21, 24, 27]
    assert few.less[:, 0].tolist() == [2, 8, 14, 20, 26, 32, 38, 44, 50]
    answers = np.concatenate([one for _, one in few.dataset(4).as_numpy_iterator()])
    assert few.full(answers)[0].tolist() == [4, 5]


def test_the_same_seed_gives_the_same_orders(windows):
    one, other, another = (windows.dataset(4, shuffle_seed=seed) for seed in (7, 7, 8))
    assert [epoch(one), epoch(one)] == [epoch(other), epoch(other)]
    assert epoch(another) != epoch(windows.dataset(4, shuffle_seed=7))


def test_without_a_seed_windows_come_in_order(windows):
    assert epoch(windows.dataset(10)) == list(range(2, 28))


def test_a_window_relative_to_its_mean_and_spread_asks_for_answers_in_these(windows):
    marked = np.ones(1, "float32")
    relative = Scaling("window_spread", ("y",), np.zeros(1), np.ones(1), marked, marked > 0)
    seen, asked = next(iter(Windows(windows.rows, windows.origins, 3, 2, relative).dataset(1)))
    spread = np.std([0, 1, 2])
    np.testing.assert_allclose(seen[0, :, 0], [-1 / spread, 0, 1 / spread], rtol=1e-6)
    np.testing.assert_allclose(asked[0], [2 / spread, 3 / spread], rtol=1e-6)
