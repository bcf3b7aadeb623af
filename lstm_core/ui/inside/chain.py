"""One unit step by step: the unrolled chain, and the arithmetic of the current cell with its real numbers."""

from pathlib import Path

import numpy as np
import pandas as pd
import streamlit as st

from lstm_core.ui import look, notices, words
from lstm_core.ui.inside import view as views
from lstm_core.ui.inside.parts import PARTS
from lstm_core.ui.inside.view import View

HERE = Path(__file__)
_CHAIN = st.components.v2.component(
    "chain",
    html='<div class="chain"></div>',
    css=HERE.with_suffix(".css").read_text("utf-8"),
    js=HERE.with_suffix(".js").read_text("utf-8"),
)


def show(view: View) -> None:
    """The chain at the window's last step, and all steps as a table."""
    st.subheader(f"Unit {view.unit} of {view.layer}, step by step")
    rows, states = steps(view)
    key = f"chain {view.record.id}"
    _CHAIN(
        key=key,
        data={
            "kind": view.trace.word,
            "colours": views.colours(look.dark()),
            "parts": {PARTS[name].short: values.astype(float).tolist() for name, values in states.items()},
            "times": [words.date(view.run.times[row]) for row in rows],
            "entering": [words.number(float(view.run.levels[row])) for row in rows],
        },
    )
    st.caption(
        "One cell, drawn once for each step: W, U and b are the same numbers at every step. Each gate is"
        " σ(W·x + U·h + b), between 0 (shut) and 1 (open), from the step's inputs x and what all units of the layer"
        f" showed the step before, h. Below each cell stands {notices.plain(view.target)} in its own units."
        + (" This half of the layer reads the window from its end." if view.trace.backwards else "")
    )
    titles = {name: PARTS[name].title for name in states}
    table = pd.DataFrame({titles[name]: values for name, values in states.items()}, index=view.run.times[rows])
    look.as_table(table.rename_axis("Time"), key)


def steps(view: View) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The rows of the window in the order in which the layer reads them, and the unit's gates and states at each."""
    rows = np.arange(view.origin - view.run.look_back + 1, view.origin + 1)
    turn = slice(None, None, -1 if view.trace.backwards else 1)
    return rows[turn], {name: values[turn, view.unit] for name, values in view.states.items()}
