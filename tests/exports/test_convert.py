"""ONNX, SavedModel, .keras and .h5 opened again in a Python that has nothing of ours: all answer alike."""

import json
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from lstm_core.inside import network
from lstm_core.jobs import tasks
from lstm_core.labs.asked import Convert
from lstm_core.results import State
from lstm_core.runs import store

OPENING = """
import json, sys
import numpy as np
windows = np.load("windows.npy")
import onnxruntime
session = onnxruntime.InferenceSession("model.onnx")
said = {"onnx": session.run(None, {session.get_inputs()[0].name: windows})[0]}
import keras, tensorflow
said["keras"] = keras.models.load_model("model.keras").predict(windows, verbose=0)
said["h5"] = keras.models.load_model("model.h5").predict(windows, verbose=0)
saved = tensorflow.saved_model.load("model")
said["savedmodel"] = saved.serve(windows).numpy()
assert not any(name.startswith("lstm_core") for name in sys.modules)
print(json.dumps({name: told.tolist() for name, told in said.items()}))
"""


def test_every_format_opens_without_lstm_lab_and_answers_alike(copied, tmp_path):
    pytest.importorskip("onnxruntime")
    home, record = copied
    lab = store.create_lab(home, Convert(run=record.id))
    assert tasks.train(str(lab.folder)) == State.FINISHED
    with zipfile.ZipFile(record.folder / "model.savedmodel.zip") as archive:
        archive.extractall(record.folder)
    windows = np.random.default_rng(5).normal(size=(7, 10, 1)).astype("float32")
    np.save(record.folder / "windows.npy", windows)
    ran = subprocess.run(
        [sys.executable, "-I", "-c", OPENING], cwd=record.folder, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    wanted = network.load(record.folder / "model.keras").answer(windows)
    assert np.ptp(wanted) > 0
    told = json.loads(ran.stdout.splitlines()[-1])
    assert set(told) == {"onnx", "keras", "h5", "savedmodel"}
    for answers in told.values():
        np.testing.assert_allclose(answers, wanted, atol=1e-6)
