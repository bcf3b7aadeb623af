"""The network: trained through a fused kernel where that is faster, saved as plain Keras layers that open anywhere."""

import keras

from lstm_core.learning import layers
from lstm_core.specs import Network, Training


def build(
    network: Network, training: Training, look_back: int, features: int, outputs: int, fused: bool = True
) -> keras.Model:
    """A compiled network from windows (batch, look_back, features) to scaled target values (batch, outputs)."""
    stack: list = [keras.Input((look_back, features), name="window")]
    for number, layer in enumerate(network.layers, start=1):
        kind = layers.LSTM if fused and layers.pays(layer.units, training.batch_size) else keras.layers.LSTM
        stack.append(kind(layer.units, return_sequences=number < len(network.layers), name=f"lstm_{number}"))
        if layer.dropout:
            stack.append(keras.layers.Dropout(layer.dropout, name=f"dropout_{number}"))
    # Training starts at an answer of zero where that is a forecast already: relative to the window's end the naive one,
    # beside ARIMA ARIMA's own.
    start = "zeros" if training.scaling == "window" or network.kind == "hybrid" else "glorot_uniform"
    stack.append(keras.layers.Dense(outputs, kernel_initializer=start, name="forecast"))
    model = keras.Sequential(stack, name="lstm_lab")
    model.compile(
        optimizer=keras.optimizers.Adam(training.learning_rate, clipnorm=training.clip),
        loss=training.loss,
        jit_compile=False,  # compiling takes longer on a CPU than it ever saves
    )
    return model


def plain(trained: keras.Model, network: Network, training: Training) -> keras.Model:
    """The trained network as plain Keras layers with the same weights."""
    (_, look_back, features), (_, outputs) = trained.input_shape, trained.output_shape
    copy = build(network, training, look_back, features, outputs, fused=False)
    copy.set_weights(trained.get_weights())
    return copy
