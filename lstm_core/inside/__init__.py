"""Looking inside a trained network: Keras's layers as NumPy equations, computed without TensorFlow."""
