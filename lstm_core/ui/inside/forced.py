"""What if a gate were stuck open or shut, or a unit fell silent: the forecast drawn again."""

import numpy as np
import pandas as pd
import streamlit as st

from lstm_core.inside.cells import FREE, Forced
from lstm_core.ui import look, notices, words
from lstm_core.ui.charts import style
from lstm_core.ui.charts import whatif as chart
from lstm_core.ui.inside.parts import PARTS
from lstm_core.ui.inside.view import View

STUCK = {"shut": 0.0, "open": 1.0}
IN_WORDS = {"learnt": "As learnt", "shut": "Shut", "open": "Open"}
MOST = 60  # windows over which the error is measured again


def show(view: View) -> None:
    """The controls, both forecasts, and what it does to the error over the test part."""
    forced = asked(view)
    at = np.array([view.origin])
    both = np.concatenate([view.run.forecast(at), view.run.forecast(at, forced)])
    times = view.run.ahead(view.origin)
    rows = slice(view.origin - view.run.look_back + 1, view.origin + 1)
    window = pd.Series(view.run.levels[rows], index=view.run.times[rows])
    happened = pd.Series(view.run.truth(at)[0], index=times)
    said = sentence(view, forced, both)
    st.markdown(notices.plain(said))
    table = pd.DataFrame({"As it was": both[0], "What if": both[1], "Happened": happened}, index=times.rename("Time"))
    figure = chart.whatif(window, window, times, both, look.dark(), "The forecast with the network forced")
    if happened.notna().any():
        chart.line(figure, happened, "Happened", style.line("actual", look.dark()) | {"dash": "dot"})
    look.chart(figure, "forced chart", said, table)
    if view.record.experiment.window.strategy == "recursive" and view.record.experiment.window.horizon > 1:
        st.caption("This network answers one step and feeds it back: shown is that first step.")


def asked(view: View) -> Forced:
    """What the page asks to be forced upon the chosen layer."""
    names = [name for name in view.states if name.endswith("gate")]
    held = {}
    for place, name in zip(st.columns(max(2, len(names) + 1)), names, strict=False):
        with place:
            held[name] = st.segmented_control(
                PARTS[name].title,
                list(IN_WORDS),
                default="learnt",
                format_func=IN_WORDS.get,
                required=True,
                key=f"{name} {view.record.id} {view.layer}",
                help=f"{PARTS[name].about.capitalize()}.",
            )
    silent = st.toggle(
        f"Silence unit {view.unit}",
        key=f"silent {view.record.id} {view.layer}",
        help="All that read this unit, its own layer among them, read 0. Another unit is chosen in the pictures above.",
    )
    gates = {name: STUCK[how] for name, how in held.items() if how in STUCK}
    if not gates and not silent:
        return FREE
    return Forced(view.layer, gates, (view.unit,) if silent else ())


def sentence(view: View, forced: Forced, both: np.ndarray) -> str:
    """What is forced, what it does to this forecast, and what to the error over the test part."""
    if forced is FREE:
        return (
            f"Hold a gate of {view.layer} open or shut at every step, or silence a unit: the forecast is drawn again."
        )
    done = [f"the {name.replace('_', ' ')}s {'open' if value else 'shut'}" for name, value in forced.gates.items()]
    done += [f"unit {unit} silent" for unit in forced.silent]
    before, after = (words.number(float(value)) for value in both[:, 0])
    told = f"With {' and '.join(done)}, the next forecast "
    if (both[0] == both[1]).all():
        return f"{told}stays {before}: it does not rest on what this layer says."
    told += f"goes from {before} to {after}."
    errors = over_the_test(view, forced)
    if errors is None:
        return told
    learnt, now = (words.number(error) for error in errors)
    same = "stays at" if learnt == now else f"goes from {learnt} to"
    return f"{told} Over windows of the whole test part the mean error {same} {now}."


def over_the_test(view: View, forced: Forced) -> tuple[float, float] | None:
    """The mean error of windows of the test part, as learnt and forced; None where nothing was measured."""
    known = np.flatnonzero(np.isfinite(view.study.errors))
    if not len(known):
        return None
    some = known[np.linspace(0, len(known) - 1, min(MOST, len(known))).round().astype(int)]
    truth = view.study.truth[some]
    now = view.run.forecast(view.study.origins[some], forced)
    return float(view.study.errors[some].mean()), float(np.abs(truth - now).mean())
