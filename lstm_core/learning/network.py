"""The network: trained through a fused kernel where that is faster, saved as plain Keras layers that open anywhere."""

import keras
import numpy as np

from lstm_core.learning import layers
from lstm_core.specs import Layer, Network, Training

CELLS = {"lstm": keras.layers.LSTM, "gru": keras.layers.GRU, "rnn": keras.layers.SimpleRNN, "hybrid": keras.layers.LSTM}
NAMES = {kind: "lstm" if kind == "hybrid" else kind for kind in CELLS}  # of the layers in saved models
DRAWN = {"kernel": keras.initializers.GlorotUniform, "recurrent_kernel": keras.initializers.Orthogonal}  # as Keras does
OPTIMIZERS = {
    "adam": keras.optimizers.Adam,
    "adamw": keras.optimizers.AdamW,
    "rmsprop": keras.optimizers.RMSprop,
}


def build(
    network: Network,
    training: Training,
    look_back: int,
    features: int,
    outputs: int,
    seen_whole: int = 1,
    fused: bool = True,
) -> keras.Model:
    """A compiled network from windows (batch, look_back, features) to scaled target values (batch, outputs).

    Its linear layer, if it has one, reads the target's past and the last rows that are `seen_whole`.
    """
    window = said = keras.Input((look_back, features), name="window")
    for number, layer in enumerate(network.layers, start=1):
        last = number == len(network.layers)
        name = f"{NAMES[network.kind]}_{number}"
        said = recurrent(network, layer, training, name, not last or network.pooled, fused)(said)
        if last and network.pooled:
            said = pooled(said)
        if layer.dropout:
            said = keras.layers.Dropout(layer.dropout, name=f"dropout_{number}")(said)
    if network.head:
        said = keras.layers.Dense(network.head, activation="relu", name="head")(said)
    # Training starts at an answer of zero where that is a forecast already: relative to the window's end the naive one,
    # beside ARIMA ARIMA's own, beside a linear layer what that says.
    bare = training.scaling == "window" or network.kind == "hybrid" or network.linear
    start = "zeros" if bare else "glorot_uniform"
    said = keras.layers.Dense(outputs, kernel_initializer=start, name="forecast")(said)
    if network.linear:
        straight = keras.layers.Dense(outputs, kernel_initializer="zeros", name="highway")
        said = keras.layers.Add(name="sum")([said, straight(flat(window, seen_whole))])
    model = keras.Model(window, said, name="lstm_lab")
    model.compile(
        optimizer=OPTIMIZERS[training.optimizer](training.learning_rate, clipnorm=training.clip),
        loss=training.loss,
        jit_compile=False,  # compiling takes longer on a CPU than it ever saves
    )
    return model


def begin(model: keras.Model, seed: int) -> None:
    """Draws the weights by the seed, each as its layer does; what starts at zero or one stays.

    Not by the process's own chance, which a worker's other threads draw from, too.
    """
    for at, weight in enumerate(model.weights):
        if weight.name in DRAWN and np.any(weight):
            own = int(np.random.SeedSequence((seed, at)).generate_state(1)[0] >> 1)
            weight.assign(DRAWN[weight.name](seed=own)(weight.shape))


def recurrent(
    network: Network, layer: Layer, training: Training, name: str, every_step: bool, fused: bool
) -> keras.Layer:
    """One recurrent layer of the network's kind: its answers of every step, or the last.

    Through the fused kernel where that pays and can: it knows LSTMs without dropout between steps.
    """
    cell = CELLS[network.kind]
    options = {"return_sequences": every_step, "recurrent_dropout": layer.recurrent_dropout, "name": name}
    if fused and cell is keras.layers.LSTM and not layer.recurrent_dropout and layers.pays():
        made = layers.LSTM(layer.units, training.batch_size, **options)
    else:
        made = cell(layer.units, **options)
    return keras.layers.Bidirectional(made, name=name) if network.bidirectional else made


def pooled(states: keras.KerasTensor) -> keras.KerasTensor:
    """The last of a layer's states (batch, steps, units), and their mean: (batch, 2 units)."""
    last = keras.layers.Cropping1D((states.shape[1] - 1, 0), name="last_step")(states)
    mean = keras.layers.GlobalAveragePooling1D(name="mean_state")(states)
    return keras.layers.Concatenate(name="states")([keras.layers.Flatten(name="last_state")(last), mean])


def flat(window: keras.KerasTensor, seen_whole: int) -> keras.KerasTensor:
    """The target's past, the oldest value first, then the last rows in whole: (batch, look_back + rows * features)."""
    _, look_back, features = window.shape
    turned = keras.layers.Permute((2, 1), name="by_column")(window)
    target = keras.layers.Cropping1D((0, features - 1), name="target")(turned)
    rows = keras.layers.Cropping1D((look_back - seen_whole, 0), name="last_rows")(window)
    parts = [keras.layers.Flatten(name="past")(target), keras.layers.Flatten(name="latest")(rows)]
    return keras.layers.Concatenate(name="straight")(parts)


def plain(trained: keras.Model, network: Network, training: Training, seen_whole: int = 1) -> keras.Model:
    """The trained network as plain Keras layers with the same weights."""
    (_, look_back, features), (_, outputs) = trained.input_shape, trained.output_shape
    copy = build(network, training, look_back, features, outputs, seen_whole, fused=False)
    copy.set_weights(trained.get_weights())
    return copy
