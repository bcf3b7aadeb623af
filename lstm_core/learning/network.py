"""The network: plain Keras layers only, so that a saved model opens anywhere."""

import keras

from lstm_core.specs import Network, Training


def build(network: Network, training: Training, look_back: int, features: int, outputs: int) -> keras.Model:
    """A compiled network from windows (batch, look_back, features) to scaled target values (batch, outputs)."""
    layers: list = [keras.Input((look_back, features), name="window")]
    for number, layer in enumerate(network.layers, start=1):
        stacked = number < len(network.layers)
        layers.append(keras.layers.LSTM(layer.units, return_sequences=stacked, name=f"lstm_{number}"))
        if layer.dropout:
            layers.append(keras.layers.Dropout(layer.dropout, name=f"dropout_{number}"))
    # Relative to the window's end, an answer of zero is the naive forecast: training starts there.
    start = "zeros" if training.scaling == "window" else "glorot_uniform"
    layers.append(keras.layers.Dense(outputs, kernel_initializer=start, name="forecast"))
    model = keras.Sequential(layers, name="lstm_lab")
    model.compile(
        optimizer=keras.optimizers.Adam(training.learning_rate, clipnorm=training.clip),
        loss=training.loss,
    )
    return model
