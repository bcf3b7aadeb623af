"""What runs that are over left behind, opened once for all tabs."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.ui import resources

if TYPE_CHECKING:
    import pandas as pd

    from lstm_core.runs.record import Record


def tables(record: "Record", level: float, adaptive: bool, beside: bool) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """A finished run's backtest and future with bands of that level; `beside`: with ETS, Theta and ARIMA, too."""
    return _tables(record.folder, ended(record), level, adaptive, beside)


@st.cache_resource(show_spinner=False, max_entries=4)
def _tables(folder: Path, ended: float, level: float, adaptive: bool, beside: bool) -> tuple:
    import pandas as pd

    from lstm_core.evaluation import afterwards
    from lstm_core.runs.record import Record

    record = Record(folder.name, folder)
    both = record.backtest(), record.forecast()
    if beside:
        *more, _ = _statistical(folder, ended)
        both = (pd.concat([told, rest], ignore_index=True) for told, rest in zip(both, more, strict=True))
    return afterwards.banded(*both, level, adaptive)


def statistical(record: "Record") -> dict[str, str]:
    """By name, what ETS, Theta and ARIMA were found to be for a run's training part, or why one is left out."""
    return _statistical(record.folder, ended(record))[2]


@st.cache_resource(show_spinner="Fitting ETS, Theta and ARIMA to the training part …", max_entries=6)
def _statistical(folder: Path, ended: float) -> tuple:
    from lstm_core.evaluation import afterwards
    from lstm_core.runs.record import Record

    record = Record(folder.name, folder)
    asked = record.experiment
    return afterwards.beside(asked, resources.series(asked.data), record.backtest(), record.forecast())


def ended(record: "Record") -> float:
    """When a run ended, so that what was read of it before is never shown for what it is now."""
    return record.status.get("heartbeat", 0.0)
