"""What the charts of a training show, computed once an epoch for all tabs."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lstm_core.runs.record import Record
from lstm_core.ui.charts import film, learning, moving, style


@dataclass(frozen=True)
class Scene:
    """A run's losses and its film: both charts as they stand, what changes in them, and the numbers behind.

    `filled` are the losses with what changes in them.
    `frames` holds the forecasts by epoch; `stage` and `last` are None before the first epoch is done.
    """

    history: list[dict]
    losses: go.Figure
    filled: go.Figure
    change: dict
    table: pd.DataFrame | None
    stage: go.Figure | None
    frames: dict[int, list]
    last: pd.DataFrame | None

    @property
    def lines(self) -> list[dict]:
        """The line of the history that belongs to each frame."""
        by_epoch = {line.get("epoch"): line for line in self.history}
        return [by_epoch.get(epoch, {}) for epoch in self.frames]


def of(record: Record, dark: bool) -> Scene:
    """The scene as it is now."""
    return _made(
        record.folder, written(record.folder / "history.jsonl"), written(record.folder / "preview.jsonl"), dark
    )


@st.cache_resource(show_spinner=False, max_entries=8)
def _made(folder: Path, told: tuple, drawn: tuple, dark: bool) -> Scene:
    record = Record(folder.name, folder)
    history = record.history
    previews = [one for one in record.preview if one.get("time") and one.get("actual") and one.get("forecast")]
    standing = learning.stage(dark)
    filled = learning.losses(history, dark, to_beat=to_beat(history)) if history else standing
    return Scene(
        history,
        standing,
        filled,
        moving.change(filled),
        table_of(history) if history else None,
        film.stage(previews[0], dark, record.experiment.network.kind) if previews else None,
        film.frames_of(previews),
        last_of(previews[-1]) if previews else None,
    )


def written(path: Path) -> tuple[int, int]:
    """How long the file is, and when it was written; nothing of one that is not there."""
    try:
        told = path.stat()
    except OSError:
        return 0, 0
    return told.st_size, told.st_mtime_ns


def to_beat(history: list[dict]) -> str:
    """The name of the method whose loss is the line to beat, where the run says it."""
    name = history[-1].get("baseline")
    return style.name(name) if isinstance(name, str) and name else "best baseline"


def table_of(history: list[dict]) -> pd.DataFrame:
    """The losses as numbers."""
    names = {"epoch": "Epoch", "loss": "Training loss", "val_loss": "Validation loss"}
    names |= {"learning_rate": "Learning rate", "line_to_beat": "Line to beat", "seconds": "Seconds"}
    return pd.DataFrame(history).reindex(columns=list(names)).rename(columns=names)


def last_of(preview: dict) -> pd.DataFrame:
    """An epoch's forecast as numbers."""
    forecast = {f"After epoch {preview['epoch']}": preview["forecast"]}
    return pd.DataFrame({"Time": film.axis(preview["time"]), "Actual": preview["actual"]} | forecast)
