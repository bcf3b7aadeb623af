"""An LSTM layer that trains faster than `keras.layers.LSTM` on a CPU; its weights are that layer's."""

import keras
import tensorflow as tf

# Measured by benchmarks/epoch.py: up to so many units TensorFlow's own way back is the faster one, and traced sooner.
SMALL_UNITS = 32
CHUNK = 10  # steps of our way back that are one round of its loop: with fewer the loop costs, with more the tracing


def pays(units: int, batch_size: int) -> bool:
    """Whether the fused layer is the faster one: at every size, except on a GPU, where the plain layer has cuDNN."""
    return not tf.config.list_physical_devices("GPU")


class LSTM(keras.layers.LSTM):
    """`keras.layers.LSTM` with TensorFlow's BlockLSTM forwards: one operation for all steps.

    Input (batch, steps, features), steps known; output (batch, steps, units) with `return_sequences`, else (batch,
    units). For training only: no masks, no initial state, no recurrent dropout. It bears the plain layer's name, so
    that files of weights fit both.

    Not BlockLSTMV2, whose gates stand in Keras's own order: TensorFlow 2.21 registers the gradient of the older
    operation for it, which takes the forget gate for the candidate and so gives wrong gradients.
    """

    def call(
        self, sequences: tf.Tensor, initial_state: None = None, mask: None = None, training: bool = False
    ) -> tf.Tensor:
        """The hidden states; equal to the plain layer's within rounding."""
        weights = in_block_order(tf.concat([self.cell.kernel, self.cell.recurrent_kernel], axis=0))
        states = told_by_block if self.units <= SMALL_UNITS else told_by_chunks
        hidden = states(tf.transpose(sequences, [1, 0, 2]), weights, in_block_order(self.cell.bias))
        return tf.transpose(hidden, [1, 0, 2]) if self.return_sequences else hidden[-1]


def in_block_order(weights: tf.Tensor) -> tf.Tensor:
    """Keras's gates (input, forget, candidate, output) as BlockLSTM has them: input, candidate, forget, output."""
    enter, forget, candidate, leave = tf.split(weights, 4, axis=-1)
    return tf.concat([enter, candidate, forget, leave], axis=-1)


def told_by_block(inputs: tf.Tensor, weights: tf.Tensor, bias: tf.Tensor) -> tf.Tensor:
    """Hidden states (steps, batch, units) of inputs (steps, batch, features); TensorFlow's own gradient."""
    return block(inputs, weights, bias).h


def block(inputs: tf.Tensor, weights: tf.Tensor, bias: tf.Tensor) -> tuple[tf.Tensor, ...]:
    """Gates and states of every step, each (steps, batch, units): i, cs, f, o, ci, co, h."""
    units = bias.shape[0] // 4
    nothing, peephole = tf.zeros((tf.shape(inputs)[1], units), inputs.dtype), tf.zeros((units,), inputs.dtype)
    return tf.raw_ops.BlockLSTM(
        seq_len_max=tf.cast(tf.shape(inputs)[0], tf.int64),
        x=inputs,
        cs_prev=nothing,
        h_prev=nothing,
        w=weights,
        wci=peephole,
        wcf=peephole,
        wco=peephole,
        b=bias,
        forget_bias=0.0,
        cell_clip=-1.0,
        use_peephole=False,
    )


@tf.custom_gradient
def told_by_chunks(inputs: tf.Tensor, weights: tf.Tensor, bias: tf.Tensor) -> tuple[tf.Tensor, callable]:
    """Hidden states as `told_by_block` has them, with a way back that takes the weights' gradient chunk by chunk.

    BlockLSTM's own takes it step by step: a small product and a sum over all weights each time, which at 128 units is
    slower than the plain layer. Here a step does what depends on the step behind it, and nothing else.
    """
    told = block(inputs, weights, bias)
    steps, features, units = inputs.shape[0], inputs.shape[2], bias.shape[0] // 4
    nothing = tf.zeros((tf.shape(inputs)[1], units), inputs.dtype)
    first, peephole, shaped = nothing[None], tf.zeros((units,), inputs.dtype), inputs[0]

    def gradients(wanted: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        """Of inputs, weights and bias, from that of the hidden states (steps, batch, units)."""
        cells = tf.concat([first, told.cs], axis=0)
        entered = tf.concat([inputs, tf.concat([first, told.h[:-1]], axis=0)], axis=2)
        to_inputs, to_states = tf.transpose(weights[:features]), tf.transpose(weights[features:])

        def chunk(start: tf.Tensor, count: int, cell: tf.Tensor, hidden: tf.Tensor) -> tuple[tf.Tensor, ...]:
            """Gradients of the cell and hidden state before the chunk, then of its inputs, of weights and bias."""
            i, f, o, ci, co, want = (
                tf.unstack(cut(one, start, count)) for one in (told.i, told.f, told.o, told.ci, told.co, wanted)
            )
            cs, gates = tf.unstack(cut(cells, start, count + 1)), [None] * count
            for step in reversed(range(count)):
                back = tf.raw_ops.LSTMBlockCellGrad(
                    x=shaped,  # of x, h_prev, w and b only the shapes are looked at
                    cs_prev=cs[step],
                    h_prev=nothing,
                    w=weights,
                    wci=peephole,
                    wcf=peephole,
                    wco=peephole,
                    b=bias,
                    i=i[step],
                    cs=cs[step + 1],
                    f=f[step],
                    o=o[step],
                    ci=ci[step],
                    co=co[step],
                    cs_grad=cell,
                    h_grad=want[step] + hidden,
                    use_peephole=False,
                )
                cell, gates[step] = back.cs_prev_grad, back.dicfo
                hidden = tf.matmul(back.dicfo, to_states)
            gates = tf.reshape(tf.stack(gates), (-1, 4 * units))
            rows = tf.reshape(cut(entered, start, count), (-1, features + units))
            of_inputs = tf.reshape(tf.matmul(gates, to_inputs), (count, -1, features))
            return cell, hidden, of_inputs, tf.matmul(rows, gates, transpose_a=True), tf.reduce_sum(gates, axis=0)

        rest = steps % CHUNK
        cell = hidden = nothing
        of_weights, of_bias, of_rest = tf.zeros_like(weights), tf.zeros_like(bias), inputs[:0]
        if rest:
            cell, hidden, of_rest, of_weights, of_bias = chunk(steps - rest, rest, cell, hidden)

        def back(number, cell, hidden, of_weights, of_bias, of_inputs):
            cell, hidden, these, more, also = chunk(number * CHUNK, CHUNK, cell, hidden)
            return number - 1, cell, hidden, of_weights + more, of_bias + also, of_inputs.write(number, these)

        written = tf.TensorArray(inputs.dtype, steps // CHUNK, element_shape=(CHUNK, None, features))
        start = (steps // CHUNK - 1, cell, hidden, of_weights, of_bias, written)
        *_, of_weights, of_bias, written = tf.while_loop(lambda number, *_: number >= 0, back, start)
        return tf.concat([written.concat(), of_rest], axis=0), of_weights, of_bias

    return told.h, gradients


def cut(series: tf.Tensor, start: tf.Tensor, count: int) -> tf.Tensor:
    """So many steps of a series (steps, batch, units), without a copy."""
    return tf.slice(series, tf.stack([start, 0, 0]), (count, -1, -1))
