from lstm_core.specs import Layer, Network, Training, Window
from lstm_core.windows import cost

STACKED = Network(layers=(Layer(units=7, dropout=0.2), Layer(units=4)))


def test_parameters_by_hand():
    # 4 gates of 7 units, each from 5 features, 7 answers and a bias; then 4 units; then 3 steps from 4 units and a bias
    by_hand = 4 * 7 * (5 + 7 + 1) + 4 * 4 * (7 + 4 + 1) + 3 * (4 + 1)
    assert cost.of(100, 5, Window(look_back=9, horizon=3), STACKED, Training()).parameters == by_hand
    recursive = Window(look_back=9, horizon=3, strategy="recursive")
    assert cost.of(100, 5, recursive, STACKED, Training(), outputs=2).parameters == by_hand - (4 + 1)


def test_memory_grows_with_rows_not_with_rows_times_sequence():
    short, long, more = (
        cost.of(rows, 20, Window(look_back=look_back), Network(), Training())
        for rows, look_back in ((10**6, 10), (10**6, 500), (2 * 10**6, 10))
    )
    assert short.rows_bytes == long.rows_bytes == 80_000_000
    assert more.rows_bytes == 2 * short.rows_bytes
    assert long.memory - short.memory < 50_000_000


def test_seconds_grow_with_what_an_epoch_computes():
    def seconds(rows=1000, look_back=20, units=32, batch_size=64):
        window, network = Window(look_back=look_back), Network(layers=(Layer(units=units),))
        return cost.of(rows, 3, window, network, Training(batch_size=batch_size)).seconds

    assert seconds(rows=2048) == 2 * seconds(rows=1024)
    assert 1.5 * seconds() < seconds(look_back=40) < 2 * seconds()
    assert seconds(units=256) > 10 * seconds(units=32)
    assert seconds(batch_size=16) > seconds(batch_size=512)


def test_layers_that_no_fused_kernel_knows_take_longer():
    def seconds(**changes):
        network = Network(layers=(Layer(units=8, recurrent_dropout=changes.pop("forgets", 0.0)),), **changes)
        return cost.of(1000, 3, Window(look_back=20), network, Training()).seconds

    assert seconds() == seconds(kind="hybrid")
    assert seconds() < seconds(forgets=0.1)
    assert seconds() < seconds(kind="gru") < seconds(kind="gru", bidirectional=True)


def test_beside_an_arima_its_errors_are_a_feature():
    assert [cost.features(3, Network(kind=kind)) for kind in ("lstm", "gru", "hybrid")] == [3, 3, 4]
