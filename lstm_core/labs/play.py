"""How a worker plays a lab: one module each, named as the lab is."""

import importlib
from typing import Protocol

from pydantic import ValidationError

from lstm_core.errors import DamagedRun
from lstm_core.labs.asked import LABS
from lstm_core.runs import files
from lstm_core.runs.record import Record


class Report(Protocol):
    """What a lab tells, and asks, the outside."""

    def stage(self, words: str) -> None: ...
    def frame(self, frame: dict) -> None: ...
    def stop_asked(self) -> bool: ...


def play(record: Record, report: Report) -> None:
    """Plays the lab that the folder's lab.json asks for; it draws its frames until it is over or asked to stop."""
    told = files.read_object(record.folder / "lab.json")
    try:
        asked = LABS[told["lab"]].model_validate(told)
    except (KeyError, TypeError, ValidationError) as damaged:
        raise DamagedRun("This lab's settings are missing or damaged. Start it again.") from damaged
    home = record.folder.parents[1]
    importlib.import_module(f"lstm_core.labs.{asked.lab}").play(asked, report, home)
