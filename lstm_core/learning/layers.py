"""An LSTM layer that trains faster than `keras.layers.LSTM` on a CPU; its weights are that layer's."""

from collections.abc import Callable

import keras
import tensorflow as tf

# Measured by benchmarks/epoch.py: up to here BlockLSTM's own gradient is the faster one, and traced sooner.
SMALL_UNITS, SMALL_BATCH = 32, 64
CHUNK = 10  # steps of the way back that are one round of its loop: fewer are slower, more take longer to trace


def pays() -> bool:
    """Whether the fused layer is the faster one: at every size (benchmarks/epoch.py), but not on a GPU with cuDNN."""
    return gpu() is None


def gpu() -> str | None:
    """The name of the GPU that TensorFlow finds and trains on, None without one."""
    found = tf.config.list_physical_devices("GPU")
    return tf.config.experimental.get_device_details(found[0]).get("device_name", found[0].name) if found else None


@keras.saving.register_keras_serializable("lstm_lab")  # a bidirectional layer copies it by its name
class LSTM(keras.layers.LSTM):
    """`keras.layers.LSTM` computed by TensorFlow's BlockLSTM: one operation for all steps.

    Input (batch, steps, features); output (batch, steps, units) with `return_sequences`, else (batch, units). For
    training only: no masks, no initial state, no recurrent dropout. It bears the plain layer's name, so that files of
    weights fit both. Batches may have any size; `batch_size` is the one to be fast at, and steps that are known are.
    """

    def __init__(self, units: int, batch_size: int = SMALL_BATCH, **options: object) -> None:
        super().__init__(units, **options)
        self.batch_size = batch_size
        self.small = units <= SMALL_UNITS and batch_size <= SMALL_BATCH

    def get_config(self) -> dict:
        """By which a bidirectional layer copies it, and networks of one shape are told from others."""
        return super().get_config() | {"batch_size": self.batch_size}

    def call(
        self, sequences: tf.Tensor, initial_state: None = None, mask: None = None, training: bool = False
    ) -> tf.Tensor:
        """The hidden states; equal to the plain layer's within rounding."""
        steps = sequences.shape[1]
        if self.go_backwards:  # the answers stand in the order of reading, as the plain layer's do
            sequences = sequences[:, ::-1]
        weights = in_block_order(tf.concat([self.cell.kernel, self.cell.recurrent_kernel], axis=0))
        bias, told = in_block_order(self.cell.bias), block_states if self.small or steps is None else states
        hidden = told(tf.transpose(sequences, [1, 0, 2]), weights, bias)
        return tf.transpose(hidden, [1, 0, 2]) if self.return_sequences else hidden[-1]


def in_block_order(weights: tf.Tensor) -> tf.Tensor:
    """Keras's gates (input, forget, candidate, output) as BlockLSTM has them: input, candidate, forget, output."""
    enter, forget, candidate, leave = tf.split(weights, 4, axis=-1)
    return tf.concat([enter, candidate, forget, leave], axis=-1)


def block(inputs: tf.Tensor, weights: tf.Tensor, bias: tf.Tensor) -> tuple[tf.Tensor, ...]:
    """What BlockLSTM, from no state, says of inputs (steps, batch, features): i, cs, f, o, ci, co, h of every step."""
    units = bias.shape[0] // 4
    nothing = tf.zeros((tf.shape(inputs)[1], units), inputs.dtype)
    return tf.raw_ops.BlockLSTM(
        seq_len_max=inputs.shape[0] or tf.shape(inputs, tf.int64)[0],
        x=inputs,
        cs_prev=nothing,
        h_prev=nothing,
        w=weights,
        b=bias,
        forget_bias=0.0,
        cell_clip=-1.0,
        **no_peephole(units, inputs.dtype),
    )


def no_peephole(units: int, dtype: tf.DType) -> dict:
    """The gates do not look at the cell: so it is in Keras."""
    unused = tf.zeros((units,), dtype)
    return {"wci": unused, "wcf": unused, "wco": unused, "use_peephole": False}


def block_states(inputs: tf.Tensor, weights: tf.Tensor, bias: tf.Tensor) -> tf.Tensor:
    """Hidden states (steps, batch, units), with the gradient that BlockLSTM has from TensorFlow.

    Not BlockLSTMV2, whose gates stand as Keras's do: TensorFlow 2.21 gives it the older operation's gradient, which
    takes the forget gate for the candidate.
    """
    return block(inputs, weights, bias).h


@tf.custom_gradient
def states(inputs: tf.Tensor, weights: tf.Tensor, bias: tf.Tensor) -> tuple[tf.Tensor, Callable]:
    """The same with a gradient of our own.

    TensorFlow's makes a product and a sum over all weights at each step: slower than the plain layer from 128 units on.
    Here a step does only what the step before it waits for; the weights' products are made a chunk at a time.
    """
    told = block(inputs, weights, bias)
    steps, batch, features = inputs.shape[0], tf.shape(inputs)[1], inputs.shape[2]
    units = bias.shape[0] // 4
    nothing, unused = tf.zeros((batch, units), inputs.dtype), no_peephole(units, inputs.dtype)

    def gradient(wanted: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        """Of inputs, weights and bias, given that of the hidden states."""
        cells = tf.concat([nothing[None], told.cs], axis=0)
        entered = tf.concat([inputs, tf.concat([nothing[None], told.h[:-1]], axis=0)], axis=2)
        to_inputs, to_states = tf.split(tf.transpose(weights), [features, units], axis=1)
        shape = inputs[0]

        def chunk(start: tf.Tensor, count: int, cell: tf.Tensor, hidden: tf.Tensor) -> tuple[tf.Tensor, ...]:
            """Of the cell and hidden state before so many steps, given those behind; of their inputs, weights, bias."""
            kept = (told.i, told.f, told.o, told.ci, told.co, wanted)
            i, f, o, ci, co, want = (tf.unstack(cut(one, start, count)) for one in kept)
            cs, gates = tf.unstack(cut(cells, start, count + 1)), []
            for step in reversed(range(count)):
                back = tf.raw_ops.LSTMBlockCellGrad(
                    x=shape,  # of x, h_prev, w and b the operation looks at nothing but the shapes
                    cs_prev=cs[step],
                    h_prev=nothing,
                    w=weights,
                    b=bias,
                    i=i[step],
                    cs=cs[step + 1],
                    f=f[step],
                    o=o[step],
                    ci=ci[step],
                    co=co[step],
                    cs_grad=cell,
                    h_grad=want[step] + hidden,
                    **unused,
                )
                cell, hidden = back.cs_prev_grad, tf.matmul(back.dicfo, to_states)
                gates.append(back.dicfo)
            gates = tf.concat(gates[::-1], axis=0)
            rows = tf.reshape(cut(entered, start, count), (-1, features + units))
            of_inputs = tf.reshape(tf.matmul(gates, to_inputs), (count, -1, features))
            return cell, hidden, of_inputs, tf.matmul(rows, gates, transpose_a=True), tf.reduce_sum(gates, axis=0)

        def earlier(number, cell, hidden, of_inputs, of_weights, of_bias):
            cell, hidden, these, more_weights, more_bias = chunk(number * CHUNK, CHUNK, cell, hidden)
            of_inputs = of_inputs.write(number, these)
            return number - 1, cell, hidden, of_inputs, of_weights + more_weights, of_bias + more_bias

        rounds, rest = divmod(steps, CHUNK)
        found = (nothing, nothing, inputs[:0], tf.zeros_like(weights), tf.zeros_like(bias))
        if rest:
            found = chunk(steps - rest, rest, nothing, nothing)
        if rounds:
            cell, hidden, last, *summed = found
            pieces = tf.TensorArray(inputs.dtype, rounds, element_shape=(CHUNK, None, features))
            start = (rounds - 1, cell, hidden, pieces, *summed)
            *found, pieces, of_weights, of_bias = tf.while_loop(lambda number, *_: number >= 0, earlier, start)
            found = (*found, tf.concat([pieces.concat(), last], axis=0), of_weights, of_bias)
        return found[-3:]

    return told.h, gradient


def cut(series: tf.Tensor, start: tf.Tensor, count: int) -> tf.Tensor:
    """So many steps of a series (steps, batch, units), without a copy."""
    return tf.slice(series, tf.stack([start, 0, 0]), (count, -1, -1))
