"""Inputs, gates and states over many windows, fed to the browser once and scrubbed there.

What is settled on there is heard by `heard`, in the fragment that follows: the film itself is not sent again.
"""

import base64
from pathlib import Path

import numpy as np
import streamlit as st

from lstm_core.inside import film as films
from lstm_core.inside import units
from lstm_core.inside.film import Film
from lstm_core.ui import look, words
from lstm_core.ui.inside import view as views
from lstm_core.ui.inside.parts import PARTS
from lstm_core.ui.inside.view import View

HERE = Path(__file__)
STRIP_ROWS = 400  # of the series above the panes
FOLLOWED = 12  # inputs by which units can be sorted
_FILM = st.components.v2.component(
    "inside_film",
    html='<div class="film"></div>',
    css=HERE.with_suffix(".css").read_text("utf-8"),
    js=HERE.with_suffix(".js").read_text("utf-8"),
)
_EAR = st.components.v2.component("ear", js=HERE.with_name("ear.js").read_text("utf-8"))


def show(view: View) -> None:
    """The film, standing at the view's origin and unit."""
    _FILM(key=f"film {view.record.id}", data=shown(view, look.dark()))
    st.caption(
        "Each column of a picture is a step of the window, each row a unit; the full colour is an open gate. Of inputs"
        " and states one colour is below zero, the other above, as strong as the root of the value. Drag the slider, or"
        " press on the series."
    )


def heard(view: View) -> None:
    """Goes where the film was left. Call it in the fragment that shows what follows."""
    key = f"zoom film {view.record.id}"  # named so that it takes no room

    def settled() -> None:
        said = st.session_state[key].get("chosen")
        views.choose(view.run, number(said, "origin"), number(said, "unit"))

    _EAR(key=key, on_chosen_change=settled)


def number(said: object, name: str) -> int | None:
    """A whole number that the browser said; None for anything else.

    >>> number({"unit": 3}, "unit"), number({"unit": "3"}, "unit"), number("unit", "unit")
    (3, None, None)
    """
    value = said.get(name) if hasattr(said, "get") else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def shown(view: View, dark: bool) -> dict:
    """All that the browser needs for a layer."""
    run, following = view.run, units.following(view.study, view.run, view.layer)
    numbers = kept(following, view.unit)
    film = films.of(run, view.layer, numbers, view.origin)
    return {
        "colours": views.colours(dark),
        "origins": film.origins.tolist(),
        "said": sentences(view, film),
        "at": int(np.searchsorted(film.origins, view.origin)),
        "unit": int(np.searchsorted(numbers, view.unit)),
        "steps": run.look_back,
        "units": numbers.tolist(),
        "strip": strip(view),
        "panes": panes(view, film),
        "orders": orders(following, numbers),
    }


def kept(following: dict[str, np.ndarray], unit: int) -> np.ndarray:
    """The numbers of the units that are shown: all of a small layer, else those that follow something most."""
    strength = np.abs(np.stack(list(following.values()))).max(axis=0)
    strength[unit] = np.inf
    return np.sort(np.argsort(-strength, kind="stable")[: films.UNITS])


def sentences(view: View, film: Film) -> list[str]:
    """What was forecast from each origin for the next row, and what happened."""
    run, told = view.run, []
    forecasts, truth = run.forecast(film.origins)[:, 0], run.truth(film.origins)[:, 0]
    for at, forecast, happened in zip(film.origins, forecasts, truth, strict=True):
        known = f"it was {words.number(happened)}" if np.isfinite(happened) else "not known yet"
        told.append(
            f"Origin {words.date(run.times[at])}: the forecast for {words.date(run.ahead(int(at))[0])} is"
            f" {words.number(forecast)}, {known}"
        )
    return told


def strip(view: View) -> dict:
    """The series over the test part, and the network's one-step forecasts, each at the row that it was made for."""
    run, told = view.run, view.study
    first = min(int(told.origins[0]), view.origin) - run.look_back + 1
    rows = np.unique(np.linspace(first, len(run.levels) - 1, STRIP_ROWS).round().astype(int))
    made = np.interp(rows, told.origins + 1, told.forecasts[:, 0], left=np.nan)
    return {"rows": rows.tolist(), "actual": plain(run.levels[rows]), "forecast": plain(made)}


def plain(values: np.ndarray) -> list[float | None]:
    """Numbers as JSON has them, five digits each."""
    return [float(f"{value:.5g}") if np.isfinite(value) else None for value in values]


def panes(view: View, film: Film) -> list[dict]:
    """The pictures in the order of the page: what is given, the gates, the states."""
    names = list(view.run.scaling.columns[: film.inputs.shape[2]])
    listed = ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")
    given = {"name": "inputs", "title": "Inputs", "about": f"from above: {listed}", "hue": None, "names": names}
    given |= {"size": len(names), "largest": film.largest["inputs"].tolist(), "bytes": coded(film.inputs)}
    return [
        given,
        *(
            {
                "name": name,
                "title": PARTS[name].title,
                "about": PARTS[name].about,
                "hue": PARTS[name].hue,
                "names": None,
                "size": values.shape[2],
                "largest": float(film.largest.get(name, 1.0)),
                "bytes": coded(values),
            }
            for name, values in film.states.items()
        ),
    ]


def coded(values: np.ndarray) -> str:
    """Bytes as JSON can carry them."""
    return base64.b64encode(values.tobytes()).decode()


def orders(following: dict[str, np.ndarray], numbers: np.ndarray) -> list[dict]:
    """The ways to sort the units: by number, or by how strongly they go along with something."""
    told = [{"title": "their number", "order": list(range(len(numbers))), "told": None}]
    for title, strengths in list(following.items())[: 1 + FOLLOWED]:
        mine = strengths[numbers]
        order = np.argsort(-np.abs(mine), kind="stable").tolist()
        told.append({"title": title, "order": order, "told": mine.round(3).tolist()})
    return told
