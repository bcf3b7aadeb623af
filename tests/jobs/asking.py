"""What these tests ask for, and how they wait for it."""

import time

import numpy as np
import pandas as pd

from lstm_core import specs
from lstm_core.data import library
from lstm_core.data.series import Dataset


def keep_sine(home):
    times = pd.date_range("2020-01-01", periods=300, freq="D", name="time")
    frame = pd.DataFrame({"value": np.sin(np.arange(300) / 5)}, index=times)
    return library.keep(home, Dataset(frame=frame, name="sine", source="test"))


def experiment(dataset, epochs, target="value"):
    return specs.Experiment(
        data=specs.Data(dataset=dataset, name="sine", target=target),
        window=specs.Window(look_back=10, horizon=3),
        network=specs.Network(layers=(specs.Layer(units=4),)),
        training=specs.Training(epochs=epochs, patience=None, batch_size=32),
    )


def until(what, seconds):
    """Wait until `what()` is true; the seconds that it took."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        time.sleep(0.02)
    return time.monotonic() - began
