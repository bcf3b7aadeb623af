"""The network: one LSTM and, beside it, a linear layer from the window straight to the forecast (LSTNet's highway).

Plain Keras layers only, so that what is saved opens with Keras alone. The window goes in relative to its last value,
the forecast comes out relative to it.
"""

import keras
import numpy as np
import tensorflow as tf

from benchmarks.quality.inputs import Inputs
from benchmarks.quality.linear import Linear
from lstm_core.learning import layers


def build(
    look_back: int, features: int, horizon: int, units: int, highway: bool, average: bool, rows_a_step: int
) -> keras.Model:
    """From windows (batch, look_back, features), the target in column 0, to (batch, horizon).

    With `average` the forecast is read from the mean of the LSTM's states beside the last one; with `rows_a_step`
    above 1 the LSTM reads that many rows at once.
    """
    window = sequence = keras.Input((look_back, features), name="window")
    if rows_a_step > 1:
        steps = -(-look_back // rows_a_step)
        sequence = keras.layers.ZeroPadding1D((steps * rows_a_step - look_back, 0))(sequence)
        sequence = keras.layers.Reshape((steps, rows_a_step * features))(sequence)
    hidden = layers.LSTM(units, return_sequences=average, name="lstm_1")(sequence)
    if average:
        last = keras.layers.Flatten()(keras.layers.Cropping1D((hidden.shape[1] - 1, 0))(hidden))
        hidden = keras.layers.Concatenate()([last, keras.layers.GlobalAveragePooling1D()(hidden)])
    # Zero: training starts at what the highway says, and the LSTM learns what that leaves over.
    said = keras.layers.Dense(horizon, kernel_initializer="zeros", name="forecast")(hidden)
    if highway:
        target = keras.layers.Cropping1D((0, features - 1))(keras.layers.Permute((2, 1))(window))
        last = keras.layers.Cropping1D((look_back - 1, 0))(window)
        flat = [keras.layers.Flatten()(target), keras.layers.Flatten()(last)]
        linear = keras.layers.Dense(horizon, kernel_initializer="zeros", name="highway")
        said = keras.layers.Add()([said, linear(keras.layers.Concatenate()(flat))])
    return keras.Model(window, said)


def start_at(network: keras.Model, linear: Linear) -> None:
    """Sets the highway to a linear forecast."""
    network.get_layer("highway").set_weights([linear.weights, linear.bias])


def fold(network: keras.Model, share: float, beside: list[tuple[float, Linear]]) -> None:
    """Makes the network say `share` of what it says plus the weighted sum of the linear forecasts `beside`, exactly."""
    forecast, highway = network.get_layer("forecast"), network.get_layer("highway")
    forecast.set_weights([share * weights for weights in forecast.get_weights()])
    kernel, bias = (share * weights for weights in highway.get_weights())
    kernel = kernel + sum(weight * linear.weights for weight, linear in beside)
    highway.set_weights([kernel, bias + sum(weight * linear.bias for weight, linear in beside)])


def dataset(inputs: Inputs, origins: np.ndarray, batch: int, seed: int | None = None) -> tf.data.Dataset:
    """Batches of windows and answers; with a seed, shuffled anew each time through and without end."""
    rows, entry = tf.constant(inputs.rows), inputs.entry
    before, after = tf.range(-entry.look_back, 0), tf.range(entry.horizon)

    def cut(origins: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        windows = tf.gather(rows, origins[:, None] + before)
        anchor = windows[:, -1, :1]
        target = windows[:, :, :1] - anchor[:, None]
        answers = tf.gather(rows[:, 0], origins[:, None] + after) - anchor
        return tf.concat([target, windows[:, :, 1:]], axis=2), answers

    chosen = tf.data.Dataset.from_tensor_slices(origins.astype("int32"))
    if seed is not None:
        chosen = chosen.shuffle(len(origins), seed=seed).repeat()
    return chosen.batch(batch).map(cut).prefetch(2)
