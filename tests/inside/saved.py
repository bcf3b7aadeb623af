"""Networks written as Keras writes them, without Keras: what reading and drawing are tried on."""

import io
import json
import zipfile
from pathlib import Path

import h5py
import numpy as np

GATES = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}
STORED = {"LSTM": "lstm", "GRU": "gru", "SimpleRNN": "simple_rnn", "Bidirectional": "bidirectional"}


def save(file: Path, features: int, outputs: int, kinds: tuple[str, ...], units: int = 4) -> None:
    """A stack of recurrent layers of these `kinds` ("Bidirectional GRU" is one) under a dense output, as `.keras`."""
    random = np.random.default_rng(6)
    layers, weights, entering = [], {}, features
    seen: dict[str, int] = {}
    for number, kind in enumerate(kinds, start=1):
        both, inner = kind.startswith("Bidirectional "), kind.split()[-1]
        config = {"name": f"layer_{number}", "return_sequences": number < len(kinds), "go_backwards": False}
        outer = "Bidirectional" if both else inner
        place = STORED[outer] + (f"_{seen[outer]}" if seen.setdefault(outer, 0) else "")
        seen[outer] += 1
        wide = GATES[inner] * units
        for way in ("forward_layer/", "backward_layer/") if both else ("",):
            bias = (2, wide) if inner == "GRU" else (wide,)
            for at, shape in enumerate([(entering, wide), (units, wide), bias]):
                weights[f"layers/{place}/{way}cell/vars/{at}"] = random.normal(scale=0.5, size=shape)
        if both:
            config = {"name": f"layer_{number}", "layer": {"class_name": inner, "config": config}}
        layers.append({"class_name": outer, "config": config})
        entering = 2 * units if both else units
    layers.append({"class_name": "Dense", "config": {"name": "forecast", "activation": "linear"}})
    weights["layers/dense/vars/0"] = random.normal(scale=0.5, size=(entering, outputs))
    weights["layers/dense/vars/1"] = random.normal(size=outputs)
    held = io.BytesIO()
    with h5py.File(held, "w") as stored:
        for name, values in weights.items():
            stored[name] = values.astype("float32")
    window = {"class_name": "InputLayer", "config": {"name": "window"}}
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("config.json", json.dumps({"config": {"layers": [window, *layers]}}))
        archive.writestr("model.weights.h5", held.getvalue())
