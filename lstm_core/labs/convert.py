"""A run's network for programs other than Keras: ONNX, and TensorFlow's SavedModel as a zip."""

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from lstm_core.errors import DamagedRun, LabError
from lstm_core.labs.asked import Convert
from lstm_core.labs.play import Report
from lstm_core.learning import pipeline
from lstm_core.runs import store

ONNX, SAVED = "model.onnx", "model.savedmodel.zip"


def play(asked: Convert, report: Report, home: Path) -> None:
    """Leaves both files in the run's folder, and no frame. DamagedRun for a run without a network.

    LabError where the converter is not installed.
    """
    record = store.open_run(home, asked.run)
    if not (record.folder / "model.keras").is_file():
        raise DamagedRun("This run left no network to convert. Train it again.")
    import keras

    network = keras.models.load_model(record.folder / "model.keras", compile=False)
    report.stage("Writing the SavedModel")
    pipeline.replaced(record.folder / SAVED, lambda path: zipped(network.export, path))
    report.stage("Writing ONNX")
    try:
        pipeline.replaced(record.folder / ONNX, lambda path: network.export(path, format="onnx", verbose=False))
    except ImportError as missing:
        raise LabError(
            "ONNX needs the packages onnx and tf2onnx: pip install onnx tf2onnx. The rest is written."
        ) from missing


def zipped(export: Callable[[Path], None], path: Path) -> None:
    """The folder that `export` writes, as one zip."""
    with tempfile.TemporaryDirectory() as aside, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        folder = Path(aside) / "model"
        export(folder, verbose=False)
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder.parent))
