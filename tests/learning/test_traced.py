import keras
import numpy as np
import pytest

from lstm_core.learning import network as networks
from lstm_core.learning import traced
from lstm_core.specs import Layer, Network, Training

TWO = Network(layers=(Layer(units=3, dropout=0.1), Layer(units=2)), linear=True, pooled=True)


def built(network: Network = TWO, seed: int = 1, fused: bool = True, **training) -> keras.Model:
    keras.utils.set_random_seed(seed)
    return networks.build(network, Training(**training), 5, 2, 1, fused=fused)


@pytest.fixture(autouse=True)
def nothing_kept():
    traced._kept.clear()


def test_a_network_that_was_put_back_begins_as_a_new_one_with_its_steps_traced():
    first = traced.again(built())
    begun = [*first.get_weights()]
    steps = traced.of(first)
    for _ in range(2):
        steps.learn(np.ones((4, 5, 2), "float32"), np.ones((4, 1), "float32"))
        steps.learn(np.ones((3, 5, 2), "float32"), np.ones((3, 1), "float32"))
    traced.put_back(first)
    again = traced.again(built(learning_rate=0.25))
    assert again is first
    assert traced.of(again) is steps
    assert steps.learn.__wrapped__.experimental_get_tracing_count() == 1
    assert all(np.array_equal(*pair) for pair in zip(begun, again.get_weights(), strict=True))
    iteration, rate, *moments = (one.numpy() for one in again.optimizer.variables)
    assert (iteration, rate) == (0, 0.25)
    assert not any(moment.any() for moment in moments)


def test_a_network_in_use_is_lent_to_nobody_else():
    first, second = traced.again(built()), traced.again(built())
    assert first is not second


@pytest.mark.parametrize(
    "other",
    [
        {"loss": "huber"}, {"clip": None}, {"clip": 2.0}, {"fused": False},
        {"network": TWO.model_copy(update={"pooled": False})},
        {"network": TWO.model_copy(update={"layers": (Layer(units=3, dropout=0.2), Layer(units=2))})},
    ],
)  # fmt: skip
def test_one_that_differs_in_more_than_weights_and_rate_is_another(other):
    first = traced.again(built())
    traced.put_back(first)
    assert traced.again(built(**other)) is not first
    assert traced.again(built(seed=5, learning_rate=0.5)) is first


def test_only_the_latest_are_kept():
    made = [built(Network(layers=(Layer(units=units),))) for units in range(1, traced.KEPT + 2)]
    for one in made:
        traced.put_back(one)
    assert list(traced._kept.values()) == made[1:]
