"""The run that the Guide speaks of."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lstm_core.runs import store
from lstm_core.runs.record import Record
from lstm_core.ui import notices, workspaces

if TYPE_CHECKING:
    from lstm_core.specs import Experiment

LOOKED_AT = 50


def newest(fits: "Callable[[Experiment], bool]") -> Record | None:
    """The newest run with a forecast whose experiment fits; damaged ones are passed over."""
    for record in store.recent(workspaces.home(), LOOKED_AT):
        with notices.quiet():
            if record.has_forecast and fits(record.experiment):
                return record
    return None
