"""What the Inside page looks at: a run, one of its recurrent layers, an origin and a unit; all four in the address."""

from dataclasses import dataclass, field

import numpy as np
import streamlit as st

from lstm_core.errors import BadSetting, DamagedRun
from lstm_core.inside import units
from lstm_core.inside.cells import States
from lstm_core.inside.network import Trace
from lstm_core.inside.opened import Opened
from lstm_core.inside.units import Study
from lstm_core.runs import files
from lstm_core.runs.record import Record
from lstm_core.ui import measured, notices, state
from lstm_core.ui.charts import style
from lstm_core.ui.inside.parts import KINDS
from lstm_core.ui.report import knowing


@dataclass(frozen=True)
class View:
    """`traces` are those of the window that ends at `origin`, a row of the feature table."""

    record: Record
    run: Opened
    study: Study
    traces: tuple[Trace, ...] = field(repr=False)
    layer: str
    origin: int
    unit: int

    @property
    def trace(self) -> Trace:
        """The chosen layer's."""
        return next(trace for trace in self.traces if trace.name == self.layer)

    @property
    def states(self) -> States:
        """The chosen layer's gates and states over the window {name: (steps, units)}."""
        return {name: values[0] for name, values in self.trace.states.items()}

    @property
    def target(self) -> str:
        """The forecast column."""
        return self.run.scaling.columns[0]


def of(record: Record) -> View:
    """The run opened at what the address says; what it can't mean falls back to the last tested window."""
    state.enter(record.id)
    if not (record.folder / "model.keras").exists():
        raise DamagedRun("This run left no network: it ended before one was trained. Train it again to look inside.")
    run = measured.opened(record)
    if not len(run.origins):
        raise DamagedRun(
            "No window of this run can be built again: its backtest keeps too few of ARIMA's forecasts. Train the LSTM"
            " alone to look inside."
        )
    origin = origin_of(run)
    _, traces = run.network.trace(run.seen(np.array([origin])))
    names = [trace.name for trace in traces]
    layer = asked if (asked := state.linked(state.LAYER)) in names else names[0]
    unknown(state.LAYER, asked, layer)
    study = measured.studied(record)
    count = study.ends[layer]["hidden_state"].shape[1]
    unit = int(asked) if (asked := state.linked(state.UNIT) or "").isdecimal() and int(asked) < count else None
    if unit is None:
        unknown(state.UNIT, asked, None)
        unit = int(np.abs(units.following(study, run, layer)[run.scaling.columns[0]]).argmax())
    return View(record, run, study, traces, layer, origin, unit)


def unknown(what: str, asked: str | None, taken: str | None) -> None:
    """Says once that the address asks for a layer or a unit that this network has not."""
    if asked and asked != taken:
        st.info(
            f"This network has no {what} “{notices.plain(asked[:40])}”; this is another one.", icon=":material/info:"
        )
        state.link(what, None)


def origin_of(run: Opened) -> int:
    """The origin in the address; the last tested one where there is none, and where that is not of this run."""
    asked = state.linked(state.ORIGIN)
    if asked is not None:
        try:
            return run.origin_at(asked)
        except BadSetting as wrong:
            st.info(f"{notices.plain(str(wrong))} This is the last one of the test part.", icon=":material/info:")
            state.link(state.ORIGIN, None)
    return int((run.tested if len(run.tested) else run.origins)[-1])


def choose(run: Opened, origin: int | None = None, unit: int | None = None, layer: str | None = None) -> None:
    """Goes to an origin, a unit or a layer, and puts it into the address; a number that is none is passed over."""
    if origin is not None and origin in run.origins:
        state.link(state.ORIGIN, written(run.times[origin]))
    if unit is not None:
        state.link(state.UNIT, str(unit))
    if layer is not None:
        state.link(state.LAYER, layer)
        state.link(state.UNIT, None)


def written(time: object) -> str:
    """A row's time as the address has it.

    >>> import pandas as pd
    >>> written(pd.Timestamp("2024-05-03")), written(pd.Timestamp("2024-05-03 06:00")), written(7)
    ('2024-05-03', '2024-05-03T06:00:00', '7')
    """
    return time.isoformat().removesuffix("T00:00:00") if hasattr(time, "isoformat") else str(time)


def headline(view: View) -> None:
    """The sentence, which network of which run this is, what was mixed into it, and what ARIMA + LSTM can't show."""
    st.markdown(f"**{notices.plain(sentence(view))}**")
    kinds = ", then ".join(f"{width(trace)} units ({KINDS[trace.word]})" for trace in view.traces)
    asked = view.record.experiment
    st.caption(
        f"The network of {notices.plain(asked.data.name)} ({notices.plain(view.target)}), as it was saved: {kinds}. Its"
        f" equations are computed here again for any window of {view.run.look_back} rows."
    )
    for line in knowing.blended(files.read_object(view.record.folder / "scaler.json")):
        st.caption(line)
    if view.run.beside:
        st.info(
            "This network learnt what ARIMA leaves, and one of its inputs is ARIMA's last error. Fitting ARIMA again"
            " is not needed: its forecasts are taken from the run's backtest, so only windows inside the validation and"
            " test parts can be shown.",
            icon=":material/info:",
        )


def layers(view: View) -> None:
    """The choice of a layer, where there are several."""
    if len(view.traces) == 1:
        return
    named = {trace.name: f"{trace.name} ({KINDS[trace.word]}, {width(trace)} units)" for trace in view.traces}
    key = f"layer {view.record.id}"
    state.follow(key, view.layer)
    st.segmented_control(
        "Layer",
        list(named),
        format_func=named.get,
        required=True,
        key=key,
        on_change=lambda: choose(view.run, layer=st.session_state[key]),
    )


def width(trace: Trace) -> int:
    """How many units a layer has."""
    return trace.states["hidden_state"].shape[2]


def sentence(view: View) -> str:
    """What stands first: how long this layer remembers, from how far its keeping gates stand open."""
    ends = view.study.ends[view.layer]
    keeping = next((name for name in ("forget_gate", "update_gate") if name in ends), None)
    if keeping is None:
        return (
            "A simple recurrent layer has no gates: each step overwrites its whole memory, so little of a row survives"
            " more than ten steps or so."
        )
    opened = ends[keeping].mean(axis=0)
    typical, longest = (units.half_life(float(value)) for value in (np.median(opened), opened.max()))
    gates = f"the {keeping.replace('_', ' ')}s of {view.layer}"
    return (
        f"Over the test part {gates} stand {opened.mean():.0%} open on average: a typical unit lets go of half of what"
        f" it holds within {steps(typical)}, the one that keeps longest within {steps(longest)}."
    )


def steps(count: float) -> str:
    """A number of steps in words.

    >>> steps(0.4), steps(6.6), steps(float("inf"))
    ('1 step', '7 steps', 'more than 1,000 steps')
    """
    if count > 1_000:
        return "more than 1,000 steps"
    whole = max(1, round(count))
    return f"{whole:,} step" if whole == 1 else f"{whole:,} steps"


def colours(dark: bool) -> dict[str, str]:
    """The colours that the drawings in the browser take: those of every chart."""
    palette = style.palette(dark)
    names = ("ground", "ink", "muted", "grid", "brand", "border")
    return {name: getattr(palette, name) for name in names} | {
        "low": palette.arima,
        "high": palette.hybrid,
        **palette.gates,
    }
