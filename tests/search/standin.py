"""Trials without TensorFlow, as a worker leaves them; and workers that are this process.

`python -m tests.search.standin HOME SEARCH` drives a search with real worker processes, for somebody to kill.
"""

import os
import sys
import threading
import time
from functools import partial
from pathlib import Path

import numpy as np

from lstm_core import specs
from lstm_core.data.files import replace
from lstm_core.jobs import tasks
from lstm_core.jobs.seen import Cluster, WorkerSeen
from lstm_core.jobs.workers import Workers
from lstm_core.results import EpochReport, State
from lstm_core.runs import files
from lstm_core.search import driver, shelf
from lstm_core.search.asked import Search

EPOCHS = 6
BASELINES = {"naive": 2.0, "drift": 3.0}


def asked(vary=("units", "dropout"), trials=4, dataset="a" * 64, **how) -> Search:
    """A search over a small network."""
    split = specs.Split(validation_from="200", test_from="250")
    experiment = specs.Experiment(
        data=specs.Data(dataset=dataset, name="made up", target="x"),
        window=specs.Window(look_back=10, horizon=3),
        split=split,
        network=specs.Network(layers=(specs.Layer(units=8),)),
        training=specs.Training(epochs=EPOCHS, batch_size=32),
    )
    return Search(experiment=experiment, vary=vary, trials=trials, **how)


def train(folder):
    """What a worker does with a trial's folder; an epoch takes PAUSE seconds."""
    return tasks.train(folder, attempt)


def attempt(record, pen) -> State:
    """The more units, the smaller the error, 1 + 8 / units, and the loss of every epoch."""
    layer, pause = record.experiment.network.layers[0], float(os.environ.get("PAUSE", "0"))
    for epoch in range((record.resumes_from or 0) + 1, EPOCHS + 1):
        if pen.stop_asked():
            pen.done(State.STOPPED)
            return State.STOPPED
        time.sleep(pause)
        pen.epoch(EpochReport(epoch, 1.0, 8 / layer.units + 1 / epoch, 0.001, pause, 1.0))
        replace(record.folder / "checkpoint.npz", partial(checkpoint, epoch=epoch))
    told = {
        "mae": 1 + 8 / layer.units,
        "origins": 100,
        "baselines": BASELINES,
        "p_values": dict.fromkeys(BASELINES, 0.001),
    }
    files.write_json(record.folder / "judged.json", told | {"epochs": EPOCHS, "seconds": EPOCHS * pause})
    pen.done(State.FINISHED)
    return State.FINISHED


def checkpoint(path, epoch):
    with path.open("wb") as file:
        np.savez(file, epoch=epoch)


class Here:
    """Workers in this process: a trial is over when it is sent or, `beside`, when a thread is done with it."""

    is_alive = ready = True

    def __init__(self, task=train, beside=False):
        self.task, self.beside, self.sent = task, beside, []

    def submit(self, run, owner):
        self.sent.append(run)
        if self.beside:
            threading.Thread(target=self.task, args=(str(run.folder),), daemon=True).start()
        else:
            self.task(str(run.folder))

    def queue(self):
        return ()

    def seen(self):
        return Cluster("embedded", "", (WorkerSeen("0", "here", 1, "CPU", 0, 0, None, "here", True),))


def searched(kept, workers=None):
    """The search once it has ended, and its trials."""
    driver.start(kept, workers or Here()).join()
    return kept


if __name__ == "__main__":
    home = Path(sys.argv[1])
    running = Workers.start(home, train)
    running.wait()
    driver.start(shelf.opened(home, sys.argv[2]), running).join()
