"""The curves and the film of learning, brought up to date in the browser without being drawn anew."""

from pathlib import Path

import pandas as pd
import streamlit as st

from lstm_core.evaluation import learning_signs as signs
from lstm_core.runs.record import Record
from lstm_core.ui import gestures, look, resources, words
from lstm_core.ui.charts import film as pictures
from lstm_core.ui.charts import learning as curves
from lstm_core.ui.charts import moving

HERE = Path(__file__)
HTML = (
    '<div class="film"><button type="button">Play</button>'
    '<input type="range" min="0" value="0" step="1" aria-label="Epoch shown"><output></output></div>'
)
_PLAYER = st.components.v2.component(
    "film",
    html=HTML,
    css=HERE.with_suffix(".css").read_text("utf-8"),
    js=HERE.with_suffix(".js").read_text("utf-8"),
)
WAITING = 320  # px, about the room of the film


def watch(record: Record, over: bool) -> None:
    """Losses and film of a run, and the slider that moves through its epochs."""
    history, previews, dark = record.history, resources.previews(record), look.dark()
    losses, film = f"losses {record.id}", f"film {record.id}"
    with st.container(key=losses):
        look.chart(
            curves.stage(dark),
            f"chart {losses}",
            "Training and validation loss by epoch beside the line to beat, and the learning rate",
            table_of(history),
        )
    with st.container(key=film):
        if previews:
            said = "The validation forecast of the epoch chosen below, over what happened"
            look.chart(pictures.stage(previews[0], dark, record.experiment.network.kind), f"chart {film}", said)
        elif not over:
            st.skeleton(WAITING)
            st.caption("After the first epoch the forecast on the validation rows will stand here, and take shape.")
        play(record, over, losses, film)
        if previews:
            look.as_table(last_of(previews), f"chart {film}")


def play(record: Record, over: bool, losses: str, film: str) -> None:
    """What the browser needs to fill both charts and to play the film."""
    history, frames = record.history, pictures.frames_of(resources.previews(record))
    by_epoch = {line.get("epoch"): line for line in history}
    chosen = [by_epoch.get(epoch, {}) for epoch in frames]
    dark = look.dark()
    figure = curves.losses(history, dark, to_beat=to_beat(history)) if history else curves.stage(dark)
    _PLAYER(
        key=f"player {record.id}",
        data={
            "losses": gestures.class_of(losses),
            "film": gestures.class_of(film),
            "turn": [len(history), history[-1].get("loss") if history else None],
            "curves": moving.change(figure),
            "marked": curves.SHOWN,
            "marks": [mark_of(line) for line in chosen],
            "epochs": list(frames),
            "frames": list(frames.values()),
            "drawn": pictures.FORECAST,
            "labels": [label(epoch, line, len(history)) for epoch, line in zip(frames, chosen, strict=True)],
            "home": home_of(list(frames), history) if over else None,
            "running": not over,
        },
    )


def mark_of(line: dict) -> dict:
    """Where the curves are marked for an epoch."""
    known = [line[key] for key in ("loss", "val_loss") if signs.is_number(line.get(key))]
    return {"x": [line["epoch"]] * len(known), "y": known}


def label(epoch: int, line: dict, epochs: int) -> str:
    """An epoch in words: its number and its losses."""
    told = f"Epoch {epoch} of {epochs}"
    if signs.is_number(line.get("val_loss")):
        told += f" · validation loss {words.number(line['val_loss'])} · training loss {words.number(line['loss'])}"
    return told


def home_of(epochs: list[int], history: list[dict]) -> int | None:
    """The place of the frame nearest to the best epoch: what a run that is over shows first."""
    lines = [line for line in history if signs.is_number(line.get("val_loss"))]
    if not lines or not epochs:
        return None
    best = signs.best_of(lines)["epoch"]
    return min(range(len(epochs)), key=lambda place: abs(epochs[place] - best))


def to_beat(history: list[dict]) -> str:
    """The name of the method whose loss is the line to beat, where the run says it."""
    from lstm_core.ui.charts import style

    name = history[-1].get("baseline")
    return style.name(name) if isinstance(name, str) and name else "best baseline"


def table_of(history: list[dict]) -> pd.DataFrame | None:
    """The losses as numbers."""
    if not history:
        return None
    names = {"epoch": "Epoch", "loss": "Training loss", "val_loss": "Validation loss"}
    names |= {"learning_rate": "Learning rate", "line_to_beat": "Line to beat", "seconds": "Seconds"}
    return pd.DataFrame(history).reindex(columns=list(names)).rename(columns=names)


def last_of(previews: list[dict]) -> pd.DataFrame:
    """The last epoch's forecast as numbers."""
    last = previews[-1]
    rows = {
        "Time": pictures.axis(last["time"]),
        "Actual": last["actual"],
        f"After epoch {last['epoch']}": last["forecast"],
    }
    return pd.DataFrame(rows)
