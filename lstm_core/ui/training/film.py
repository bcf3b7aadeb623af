"""The curves and the film of learning, brought up to date in the browser without being drawn anew."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.evaluation import learning_signs as signs
from lstm_core.runs.record import Record
from lstm_core.ui import gestures, look, words
from lstm_core.ui.charts import film as pictures
from lstm_core.ui.charts import learning
from lstm_core.ui.training import scenes
from lstm_core.ui.training.scenes import Scene

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HERE = Path(__file__)
HTML = (
    '<div class="film"><button type="button">Play</button>'
    '<input type="range" min="0" value="0" step="1" aria-label="Epoch shown"><output></output></div>'
)
_PLAYER = st.components.v2.component(
    "training_film",
    html=HTML,
    css=HERE.with_suffix(".css").read_text("utf-8"),
    js=HERE.with_suffix(".js").read_text("utf-8"),
)
WAITING = 320  # px, about the room of the film


def watch(record: Record, over: bool) -> None:
    """Losses and film of a run, and the slider that moves through its epochs."""
    dark = look.dark()
    scene = scenes.of(record, dark)
    losses, film = f"losses {record.id}", f"film {record.id}"
    with st.container(key=losses):
        said = "Training and validation loss by epoch beside the line to beat, and the learning rate"
        look.chart(scene.losses, f"chart {losses}", said, scene.table, saved=lambda: scene.filled)
    with st.container(key=film):
        if scene.stage:
            said = "The validation forecast of the epoch chosen below, over what happened"
            look.chart(scene.stage, f"chart {film}", said, tabled=False)
        elif not over:
            st.skeleton(WAITING)
            st.caption("After the first epoch the forecast on the validation rows will stand here, and take shape.")
        play(record, scene, over)
        if scene.last is not None:

            def whole() -> "Figure":
                return pictures.alone(scene.stage, list(scene.frames.values()), labels(scene), dark)

            look.as_table(scene.last, f"chart {film}", whole, "The validation forecast after each epoch")


def play(record: Record, scene: Scene, over: bool) -> None:
    """What the browser needs to fill both charts and to play the film."""
    history, epochs = scene.history, list(scene.frames)
    _PLAYER(
        key=f"player {record.id}",
        data={
            "losses": gestures.class_of(f"losses {record.id}"),
            "film": gestures.class_of(f"film {record.id}"),
            "turn": [len(history), history[-1].get("loss") if history else None],
            "curves": scene.change,
            "marked": learning.SHOWN,
            "marks": [mark_of(line) for line in scene.lines],
            "epochs": epochs,
            "frames": list(scene.frames.values()),
            "drawn": pictures.FORECAST,
            "labels": labels(scene),
            "home": home_of(epochs, history) if over else None,
            "running": not over,
        },
    )


def mark_of(line: dict) -> dict:
    """Where the curves are marked for an epoch."""
    known = [line[key] for key in ("loss", "val_loss") if signs.is_number(line.get(key))]
    return {"x": [line["epoch"]] * len(known), "y": known}


def labels(scene: Scene) -> list[str]:
    """The epochs of the film in words."""
    return [label(epoch, line, len(scene.history)) for epoch, line in zip(scene.frames, scene.lines, strict=True)]


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
