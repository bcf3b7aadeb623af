"""What if: other values in the last window, and the forecast that the trained network makes of them, at once."""

import numpy as np
import pandas as pd
import streamlit as st

from lstm_core.inside.last import Last
from lstm_core.runs.record import Record
from lstm_core.ui import fragment, look, measured, notices, state, words
from lstm_core.ui.charts import whatif as chart

ROWS_HIGH = 320  # px


@fragment.of
def ask(record: Record) -> None:
    """The forecast as it was and as it would be, above the values that can be changed.

    Not for ARIMA + LSTM: other values would ask the ARIMA anew, and its errors are a column of the window.
    """
    if record.experiment.network.kind == "hybrid":
        return
    title = "What if the last values had been others?"
    box = st.expander(title, icon=":material/edit_note:", key="what if", on_change="rerun")
    if not box.open:
        return
    with box, notices.shown():
        last = measured.last_window(record)
        answer = st.container()
        edited = edit(record, last)
        with answer:
            tell(record, last, edited)


def edit(record: Record, last: Last) -> pd.DataFrame:
    """The window's rows, newest first, as the person edits them; a value that is cleared counts as it was."""
    st.caption(
        "The rows that the network sees, the newest first, in their own units. Each value stands for itself:"
        " changing the target does not recompute an indicator."
    )
    configs = {"_index": st.column_config.TextColumn("Time", disabled=True)}
    configs |= {
        column: st.column_config.NumberColumn(
            f"{column} (known in advance)",
            help=f"In the row of a time stands the value {words.count(len(last.times), 'step')} later.",
        )
        for column in last.known_ahead
    }
    edited = st.data_editor(
        last.frame.set_axis(last.frame.index.map(words.time))[::-1],
        height=ROWS_HIGH,
        column_config=configs,
        num_rows="fixed",
        key=f"what if {record.id} {state.generation()}",
    )
    st.button("Put back", icon=":material/undo:", on_click=state.renew, key="put back")
    return edited[::-1].set_axis(last.frame.index).fillna(last.frame)


def tell(record: Record, last: Last, edited: pd.DataFrame) -> None:
    """Both forecasts as a picture, and the difference in one sentence."""
    target = last.frame.columns[0]
    both = np.stack([last.forecast(last.frame), last.forecast(edited)])
    changed = int((edited.to_numpy() != last.frame.to_numpy()).sum())
    said = sentence(changed, both, last.times)
    st.markdown(f"**{notices.plain(said)}**")
    figure = chart.whatif(last.frame[target], edited[target], last.times, both, look.dark())
    table = pd.DataFrame({"As it was": both[0], "What if": both[1]}, index=last.times.rename("Time"))
    look.chart(figure, "what if chart", said, table)
    if record.experiment.window.strategy == "recursive" and record.experiment.window.horizon > 1:
        st.caption("This network answers one step and feeds it back: shown is that first step.")


def sentence(changed: int, forecasts: np.ndarray, times: pd.Index) -> str:
    """What the change of so many values does to the forecasts (2, steps), where it does most.

    >>> sentence(1, np.array([[10.0, 11.0], [10.5, 14.0]]), pd.RangeIndex(7, 9))
    'With 1 value changed, the forecast for row 8 goes from 11 to 14 (+3).'
    """
    if not changed:
        return "Change a value below: the forecast is drawn again beside the one as it was."
    most = int(np.argmax(np.abs(forecasts[1] - forecasts[0])))
    before, after = forecasts[:, most]
    if before == after:
        return f"With {words.count(changed, 'value')} changed, the forecast stays as it was."
    sign = "+" if after > before else "−"
    return (
        f"With {words.count(changed, 'value')} changed, the forecast for {words.time(times[most])} goes from"
        f" {words.number(before, 6)} to {words.number(after, 6)} ({sign}{words.number(abs(after - before))})."
    )
