"""What to search, and how long: the recipe of the Train page, what may vary around it, and the budget."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core import presets, readonly, specs
from lstm_core.guide import glossary
from lstm_core.search import driver, shelf, space, starting
from lstm_core.search.asked import MOST_MINUTES, MOST_TRIALS, Search
from lstm_core.ui import notices, resources, state, words, workspaces
from lstm_core.ui.forms import experiment as form
from lstm_core.windows import cost

if TYPE_CHECKING:
    from lstm_core.search.kept import Kept

USUAL = ("look_back", "units", "dropout", "learning_rate")


def form_of(data: specs.Data) -> None:
    """The choices, what they cost, and the button."""
    base = form.made(data)
    recipe = presets.PRESETS[base.preset].title if base.preset in presets.PRESETS else "Own design"
    st.markdown(
        f"**{notices.plain(data.name)}** · {notices.plain(data.target)}  \n"
        f"Starts from the recipe **{recipe}** of the Train page, its features and its window."
    )
    vary = st.pills(
        "What may vary",
        list(space.TITLES),
        default=list(USUAL),
        selection_mode="multi",
        format_func=space.TITLES.get,
        help="Scaling and anchor: values scaled by the training part (standard, minmax, robust), or taken relative to"
        " the last value of each window or to its mean (window, window spread). Form: the level, its change, or the"
        " logarithm of either.",
        key="search vary",
        wrap=True,
        persist_state="session",
    )
    if not vary:
        st.caption("Choose at least one setting that may vary.")
        return
    budget = asked_budget()
    series = resources.series(data)
    table = resources.features(data, base.features, base.window, base.split)
    asked = starting.asked(base, series, table.frame.index, vary=tuple(vary), **budget)
    st.caption(notices.plain(ranges(asked)))
    features = cost.features(table.frame.shape[1], base.network)
    st.caption(price(asked, starting.seconds(asked, len(table.frame), features, resources.pace() or 1.0)))
    st.button(
        "Search",
        type="primary",
        icon=":material/travel_explore:",
        on_click=begin,
        args=(asked,),
        key="search",
        disabled=readonly.on(),
        help=readonly.WORDS if readonly.on() else None,
    )


def asked_budget() -> dict:
    """How the search looks, and when it ends."""
    keep = {"persist_state": "session"}
    until = st.segmented_control(
        "Until", ["trials", "minutes"], default="trials", required=True, format_func=str.capitalize, key="until", **keep
    )
    if until == "trials":
        ends = {"trials": st.number_input("Trials", 2, MOST_TRIALS, 20, key="search trials", **keep)}
    else:
        ends = {
            "trials": None,
            "minutes": st.number_input("Minutes", 1, MOST_MINUTES, 10, key="search minutes", **keep),
        }
    how = st.segmented_control(
        "How it looks",
        ["guided", "random"],
        default="guided",
        required=True,
        format_func={"guided": "Guided (TPE)", "random": "Random"}.get,
        help="Guided: Optuna's TPE learns from the trials so far where to look next. Random: each trial is drawn"
        " blindly, the honest comparison. If the guided one does no better, there was nothing to follow.",
        key="search how",
        **keep,
    )
    return ends | {"guided": how == "guided"}


def ranges(asked: Search) -> str:
    """What each trial can have, in words."""
    told = [f"{axis.title} {reach(axis)}" for axis in space.axes(asked) if not axis.name.startswith(space.WITH)]
    features = sum(axis.name.startswith(space.WITH) for axis in space.axes(asked))
    if "features" in asked.vary:
        told.append(
            f"{words.count(features, 'feature')} each in or out" if features else "there is no feature to leave out"
        )
    return "; ".join(told) + "."


def reach(axis: space.Axis) -> str:
    """The values of an axis, in words.

    >>> reach(space.Axis("units", 12, 96)), reach(space.Axis("scaling", choices=("window", "min_max")))
    ('12 to 96', 'window, min max')
    """
    if axis.choices:
        return ", ".join(str(choice).replace("_", " ") for choice in axis.choices)
    return f"{axis.low:.3g} to {axis.high:.3g}"


def price(asked: Search, trial: float) -> str:
    """What the search will take, where a trial takes so many seconds."""
    side = max(1, len(resources.workers().seen().workers))
    where = f" on {words.count(side, 'worker')}" if side > 1 else ""
    how = "at the pace of your last runs" if resources.pace() else "at the pace of the machine it was measured on"
    if asked.trials is None:
        return (
            f"A trial takes about {words.span(trial)} {how}: in {asked.minutes:g} min about"
            f" {max(1, round(60 * asked.minutes * side / trial)):,}{where} or more; those under way are then finished."
        )
    return (
        f"About {words.span(trial * asked.trials / side)}{where} {how}, less where poor trials are given up"
        f" early. The {glossary.link('validation-part')} judges; the test part stays unseen. Trainings go first."
    )


def begin(asked: Search) -> None:
    """A click on Search: a new one, driven by this process; a second click is none. No `st.` call can interrupt it."""
    with notices.shown():
        home = workspaces.home()
        now = state.search()
        if any(kept.id == now and not kept.state.is_over and kept.asked == asked for kept in shelf.recent(home)):
            return
        kept = shelf.create(home, asked)
        drive(kept)
        state.choose_search(kept.id)


def drive(kept: "Kept") -> None:
    """Has the search go on in a thread of this process."""
    driver.start(kept, resources.workers(), state.owner())
