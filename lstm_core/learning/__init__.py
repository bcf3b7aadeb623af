"""The network and its training: the only package that imports TensorFlow and Keras."""
