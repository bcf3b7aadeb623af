"""The three gates on the person's own forecast: how far they stood open over the last window, and one unit's sum."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from lstm_core import readonly
from lstm_core.data import demos
from lstm_core.inside.last import Last
from lstm_core.inside.network import Trace
from lstm_core.runs import store
from lstm_core.runs.record import Record
from lstm_core.ui import look, measured, notices, start, state, words, workspaces
from lstm_core.ui.charts import guide as chart
from lstm_core.ui.charts import style
from lstm_core.ui.guide import runs

if TYPE_CHECKING:
    from lstm_core.specs import Experiment

SAYS = {
    "forget_gate": "from one row to the next a unit keeps {:.0%} of its memory",
    "input_gate": "{:.0%} of each new candidate is written into the memory",
    "output_gate": "{:.0%} of the memory is shown, to the next step and to the forecast",
}


def show() -> None:
    """The gates of the chosen run, else of the newest; without any the button that trains one."""
    record = chosen()
    if record is None:
        st.markdown("The gates of your own network will stand here, with its real numbers. First it has to be trained.")
        if st.button("Train a sample", type="primary", icon=":material/play_arrow:", disabled=readonly.on()):
            with notices.shown():
                start.begin(demos.DEMOS[1])
        return
    with notices.shown():
        last = measured.last_window(record)
        tell(record, last, traced(last))


def chosen() -> Record | None:
    """The run in the address if it is over and a plain LSTM's, else the newest that is; None if there is none.

    ARIMA + LSTM reads ARIMA's errors, which the last window does not hold.
    """
    with notices.quiet():
        record = store.open_run(workspaces.home(), state.run())
        if record.has_forecast and is_plain(record.experiment):
            return record
    return runs.newest(is_plain)


def is_plain(asked: "Experiment") -> bool:
    """Whether it is an LSTM without ARIMA."""
    return asked.network.kind == "lstm"


def traced(last: Last) -> Trace:
    """What the first LSTM layer did over the last window."""
    seen = last.scaling.see(last.frame.to_numpy(dtype="float64"), last.before)[None]
    anchor, stretch = last.scaling.measure(seen[..., 0])
    return last.network.trace(last.scaling.relative(seen, anchor, stretch))[1][0]


def tell(record: Record, last: Last, trace: Trace) -> None:
    """A sentence for each gate, the picture, and one unit's last step in numbers."""
    values, asked = last.frame.iloc[:, 0], record.experiment
    states = {name: series[0] for name, series in trace.states.items()}
    opened = {name: states[name].mean(axis=1) for name in style.GATES}
    name, target = notices.plain(asked.data.name), notices.plain(asked.data.target)
    units = words.count(states["cell_state"].shape[1], "unit")
    st.caption(f"{name} · {target} · {words.ago(record.id)} · first LSTM layer, {units}, mean of all")
    st.html("".join(f"<p>{sentence(gate, opened[gate], values.index)}</p>" for gate in style.GATES))
    figure = chart.gates(values, opened, look.dark(), "How far the gates stood open")
    means = ", ".join(f"{chart.TITLES[gate].lower()} {opened[gate].mean():.2f}" for gate in style.GATES)
    table = pd.DataFrame({values.name: values, **{chart.TITLES[gate]: opened[gate] for gate in style.GATES}})
    look.chart(figure, "own gates", f"Mean opening over the window: {means}", table.rename_axis("Time"))
    unit = int(np.abs(states["cell_state"][-1]).argmax())
    st.markdown(
        f"**One unit, one step.** Unit {unit + 1} ends the window with the most in its memory. This is what it did at"
        f" the last row, {words.date(values.index[-1])}; the numbers are rounded."
    )
    st.html(arithmetic({name: series[:, unit] for name, series in states.items()}))


def sentence(gate: str, opened: np.ndarray, times: pd.Index) -> str:
    """What a gate did on average, and when it was most and least open; as HTML in its hue."""
    most, least = (words.date(times[at(opened)]) for at in (np.argmax, np.argmin))
    name = coloured(gate, f"{chart.TITLES[gate]} {opened.mean():.2f}")
    return (
        f"{name} on average: {SAYS[gate].format(opened.mean())}. Most open at {most} ({opened.max():.2f}), least at"
        f" {least} ({opened.min():.2f})."
    )


def arithmetic(unit: Mapping[str, np.ndarray]) -> str:
    """The last step of one unit, (steps,) each, as two sums in HTML."""
    before = unit["cell_state"][-2] if len(unit["cell_state"]) > 1 else 0.0
    f, i, o = (coloured(gate, f"{unit[gate][-1]:.3f}") for gate in style.GATES)
    numbers = (unit["candidate"][-1], before, unit["cell_state"][-1], unit["hidden_state"][-1])
    g, before, c, h = (f"{number:.3f}".replace("-", "−") for number in numbers)
    return (
        f"<p>f·c + i·g = c'<br>{f} × {before} + {i} × {g} = <b>{c}</b>: old memory kept, new written</p>"
        f"<p>o·tanh(c') = h'<br>{o} × tanh({c}) = <b>{h}</b>: what the unit says</p>"
    )


def coloured(gate: str, text: str) -> str:
    """Text in a gate's hue."""
    return f'<b style="color:{style.gate(gate, look.dark())["color"]}">{text}</b>'
