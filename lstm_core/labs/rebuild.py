"""The network of an imported run: nothing that came is loaded by Keras, only arrays go into layers that we build."""

from pathlib import Path

import numpy as np

from lstm_core.errors import DamagedRun
from lstm_core.labs.asked import Rebuild
from lstm_core.labs.play import Report
from lstm_core.runs import files, store
from lstm_core.windows import splits

WEIGHTS = "weights.npz"


def play(asked: Rebuild, report: Report, home: Path) -> None:
    """Leaves model.keras and model.h5 in the run's folder, and no frame. DamagedRun where the arrays don't fit."""
    report.stage("Building the network")
    record = store.open_run(home, asked.run)
    experiment, scaler = record.experiment, files.read_object(record.folder / "scaler.json")
    from lstm_core.learning import network as networks
    from lstm_core.learning import pipeline

    window, features = experiment.window, len(scaler.get("columns", ()))
    try:
        with np.load(record.folder / WEIGHTS, allow_pickle=False) as file:
            arrays = dict(file)
        straight = len(arrays["highway/0"]) - window.look_back if experiment.network.linear else features
        outputs = splits.trained_horizon(window) * len(scaler["outputs"])
        built = networks.build(
            experiment.network,
            experiment.training,
            window.look_back,
            features,
            outputs,
            straight // features,
            fused=False,
        )
        for layer in built.layers:
            layer.set_weights([arrays[f"{layer.name}/{at}"] for at in range(len(layer.get_weights()))])
    except (OSError, KeyError, ValueError, ZeroDivisionError) as damaged:
        raise DamagedRun("The weights of this run don't fit its experiment. Import its bundle again.") from damaged
    pipeline.save(built, (), record.folder)
