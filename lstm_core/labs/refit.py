"""The future from a network refitted on all data: a run's recipe on every row, so nothing is left to score it by."""

from dataclasses import dataclass
from pathlib import Path

from lstm_core.errors import BadSetting
from lstm_core.labs.asked import Refit
from lstm_core.labs.play import Report
from lstm_core.results import EpochReport, Progress, State
from lstm_core.runs import files, store


@dataclass(frozen=True)
class Frames:
    """What training tells, as frames of the lab."""

    report: Report
    epochs: int

    def stage(self, words: str) -> None:
        self.report.stage(words)

    def progress(self, progress: Progress) -> None:
        """Not told: a frame for each epoch is enough."""

    def epoch(self, report: EpochReport) -> None:
        self.report.frame({"epoch": report.epoch, "epochs": self.epochs, "loss": report.loss})

    def preview(self, preview: dict) -> None:
        """Not told: there is no validation part."""

    def stop_asked(self) -> bool:
        return self.report.stop_asked()

    def pause_asked(self) -> bool:
        """Never: it takes no longer than the run itself did."""
        return False


def play(asked: Refit, report: Report, home: Path) -> None:
    """Frames {"epoch", "epochs", "loss"}, one for each epoch; the last one holds "forecast", a list of rows.

    The rows are those of `forecast.parquet`. Raises DamagedRun for a run that can't be read, BadSetting for one that
    has no results, and as training does.
    """
    report.stage("Reading the run")
    record = store.open_run(home, asked.run)
    if not (record.has_forecast and record.history):
        raise BadSetting("This run has no trained network to begin from. Choose one that is finished.")
    experiment, tested = record.experiment, record.backtest()
    scaler = files.read_object(record.folder / "scaler.json")
    from lstm_core.data import library, series

    data = experiment.data
    chosen = series.of(library.load(home, data.dataset), data.target, data.roles, data.preparation)
    from lstm_core.learning import refitting, training

    keeps_last = experiment.training.patience is None and record.state is State.FINISHED
    frames = Frames(report, record.epochs if keeps_last else best_epoch(record.history))
    try:
        told = refitting.forecast(experiment, chosen, frames.epochs, tested, scaler, frames)
    except training.Stopped:
        return
    report.frame({"epoch": frames.epochs, "epochs": frames.epochs, "forecast": told.to_dict("records")})


def best_epoch(history: list[dict]) -> int:
    """The epoch with the smallest loss on validation.

    >>> best_epoch([{"epoch": 1, "val_loss": 0.2}, {"epoch": 2, "val_loss": 0.1}, {"epoch": 3, "val_loss": 0.3}])
    2
    """
    return min(history, key=lambda one: one["val_loss"])["epoch"]
