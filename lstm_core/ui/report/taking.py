"""Files to take away: forecasts, scores, the model."""

import streamlit as st

from lstm_core.ui import look
from lstm_core.ui.report.reading import Reading


def offer(reading: Reading) -> None:
    """One button a file; the tables are those of the page, with its bands and its methods."""
    record = reading.record
    st.subheader("Take it away")
    with st.container(horizontal=True):
        look.save(reading.future, "forecast", "Forecast (CSV)", f"forecast-{record.id}")
        look.save(reading.backtest, "backtest", "Backtest (CSV)", f"backtest-{record.id}")
        for name, label in (("model.keras", "Model (.keras)"), ("model.h5", "Model (.h5)")):
            file = record.folder / name
            if file.exists():
                button(label, file.read_bytes, f"{record.id}{file.suffix}", "application/octet-stream")
        button("Experiment", (record.folder / "experiment.json").read_bytes, "experiment.json", "application/json")


def button(label: str, content, name: str, kind: str) -> None:
    """A download whose content is read when it is asked for."""
    st.download_button(label, content, name, kind, icon=":material/download:", on_click="ignore", key=f"get {name}")
