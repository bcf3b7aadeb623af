"""The network and its training: the only package that imports TensorFlow and Keras."""

import os

import tensorflow as tf

# As many threads in a worker as on the command line: sums taken in another order end in other digits. Half the cores,
# since two workers train side by side; the matrices of an LSTM's step are too small to gain from more.
tf.config.threading.set_intra_op_parallelism_threads(max(1, (os.cpu_count() or 1) // 2))
