"""An LSTM layer that trains faster where a fused kernel pays; its weights are those of `keras.layers.LSTM`."""

import keras
import tensorflow as tf

# Measured by benchmarks/epoch.py on CPU: beyond these sizes the kernel's many small products lose to large ones.
LARGEST_UNITS, LARGEST_BATCH = 64, 64


def pays(units: int, batch_size: int) -> bool:
    """Whether the fused kernel is the faster one: small layers, small batches, and no GPU (where cuDNN is)."""
    return units <= LARGEST_UNITS and batch_size <= LARGEST_BATCH and not tf.config.list_physical_devices("GPU")


class LSTM(keras.layers.LSTM):
    """`keras.layers.LSTM` computed by TensorFlow's BlockLSTM: forwards and backwards one operation for all steps.

    Input (batch, steps, features); output (batch, steps, units) with `return_sequences`, else (batch, units). For
    training only: no masks, no initial state, no recurrent dropout. It bears the plain layer's name, so that files of
    weights fit both.

    Not BlockLSTMV2, whose gates stand in Keras's own order: TensorFlow 2.21 registers the gradient of the older
    operation for it, which takes the forget gate for the candidate and so gives wrong gradients.
    """

    def call(
        self, sequences: tf.Tensor, initial_state: None = None, mask: None = None, training: bool = False
    ) -> tf.Tensor:
        """The hidden states; equal to the plain layer's within rounding."""
        nothing = tf.zeros((tf.shape(sequences)[0], self.units), sequences.dtype)
        peephole = tf.zeros((self.units,), sequences.dtype)
        told = tf.raw_ops.BlockLSTM(
            seq_len_max=tf.cast(tf.shape(sequences)[1], tf.int64),
            x=tf.transpose(sequences, [1, 0, 2]),
            cs_prev=nothing,
            h_prev=nothing,
            w=in_block_order(tf.concat([self.cell.kernel, self.cell.recurrent_kernel], axis=0)),
            wci=peephole,
            wcf=peephole,
            wco=peephole,
            b=in_block_order(self.cell.bias),
            forget_bias=0.0,
            cell_clip=-1.0,
            use_peephole=False,
        )
        return tf.transpose(told.h, [1, 0, 2]) if self.return_sequences else told.h[-1]


def in_block_order(weights: tf.Tensor) -> tf.Tensor:
    """Keras's gates (input, forget, candidate, output) as BlockLSTM has them: input, candidate, forget, output."""
    enter, forget, candidate, leave = tf.split(weights, 4, axis=-1)
    return tf.concat([enter, candidate, forget, leave], axis=-1)
