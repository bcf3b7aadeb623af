"""LSTM Lab: bring a series, train an LSTM live, read an honest forecast."""

__version__ = "0.1.0"
