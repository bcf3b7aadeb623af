"""The shapes that an experiment asks for are those that Keras makes; no other array is ever read."""

import itertools

import pytest

from lstm_core.exports import weights
from lstm_core.specs import Layer, Network, Training, Window

KINDS = itertools.product(("lstm", "gru", "rnn"), (False, True), (None, 4), (False, True))


@pytest.mark.parametrize(("kind", "bidirectional", "head", "linear"), list(KINDS)[::2])
def test_shapes_are_those_of_the_network_that_is_built(kind, bidirectional, head, linear):
    networks = pytest.importorskip("lstm_core.learning.network")
    window = Window(look_back=7, horizon=3)
    network = Network(
        kind=kind,
        layers=(Layer(units=3), Layer(units=2)),
        bidirectional=bidirectional,
        head=head,
        linear=linear,
        pooled=linear,
    )
    built = networks.build(network, Training(), 7, 5, 3, seen_whole=4, fused=False)
    there = {f"{layer.name}/{at}": one.shape for layer in built.layers for at, one in enumerate(layer.get_weights())}
    assert weights.shapes(network, window, 5, 1, 4) == there
