"""The future from a network that learns from all rows, on request: a lab that a worker plays."""

import pandas as pd
import streamlit as st

from lstm_core.labs.asked import Refit
from lstm_core.runs.record import Record
from lstm_core.ui import look, notices, trying, words
from lstm_core.ui.charts import forecast as chart
from lstm_core.ui.report import against
from lstm_core.ui.report.reading import Reading

HELP = (
    "Trains the same recipe once more on all rows, validation and test among them, for as many epochs as were best."
    " Such a network knows the newest rows; but nothing is left that could measure it."
)


def offer(reading: Reading, known: pd.Series) -> None:
    """The button, the training as it goes, and then the forecast beside the last `known` values."""
    asked = Refit(run=reading.record.id)
    record = trying.found("refit", asked)
    if record is None:
        st.button(
            "Refit on all rows", icon=":material/restart_alt:", help=HELP, on_click=trying.begin, args=(asked, asked)
        )
        return
    trying.follow(record, lambda lab: show(lab, reading, known), record.state.is_over)


def show(lab: Record, reading: Reading, known: pd.Series) -> None:
    """How far it is, or what came of it."""
    frames = lab.frames
    last = frames[-1] if frames else {}
    if why := trying.fault(lab):
        st.error(notices.plain(why), icon=":material/error:")
    elif "forecast" in last:
        result(told(last["forecast"], reading), reading, known, last["epochs"])
    elif lab.state.is_over:
        st.caption("Stopped before it was over.")
    else:
        share = last.get("epoch", 0) / last.get("epochs", 1)
        st.progress(share, text=f"Epoch {last['epoch']} of {last['epochs']}" if last else trying.standing(lab))
        st.button("Stop", icon=":material/stop_circle:", on_click=lab.ask_stop, key="stop refit")


def told(rows: list[dict], reading: Reading) -> pd.DataFrame:
    """The refitted network's forecast as a table, with the band that the page has chosen around it."""
    first = reading.future[reading.future.model == reading.ours].sort_values("step")
    table = pd.DataFrame(rows).sort_values("step")
    table[["origin", "time"]] = first[["origin", "time"]].to_numpy()
    for edge in ("lower", "upper"):
        table[edge] = table["forecast"].to_numpy() + (first[edge] - first["forecast"]).to_numpy()
    return table.astype({"time": first["time"].dtype, "origin": first["origin"].dtype})


def result(table: pd.DataFrame, reading: Reading, known: pd.Series, epochs: int) -> None:
    """The picture and the numbers, labelled for what they are."""
    last = table.iloc[-1]
    said = f"Refitted on all rows, {reading.name} forecasts {words.number(last.forecast)} for {words.date(last.time)}."
    figure = chart.future(known, table, reading.ours, look.dark(), title="Refitted on all rows: what comes next")
    look.chart(figure, "refitted chart", said, against.wide(table, reading.ours))
    st.caption(
        f"Not measured: this network has learnt from all rows for {words.count(epochs, 'epoch')}, so no row is left to"
        " measure it by. What validation chose stays as it was, and the band is that of the run above."
    )
