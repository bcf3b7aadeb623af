"""How: the recipe that the Train page holds, a run each or one network, what that costs, and the button."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core import presets, readonly, specs
from lstm_core.guide import glossary
from lstm_core.ui import design, notices, resources, state, words
from lstm_core.ui.forms import window
from lstm_core.ui.many import choose, sending

if TYPE_CHECKING:
    from lstm_core.many.asked import Group, Recipe

WAYS = {"together": "One network for all", "each": "A run each"}
ABOUT = {
    "together": "One network learns from the windows of all series, each relative to itself. Few rows a series are then"
    " no hindrance, and one training is all.",
    "each": "Each series gets a network and a run of its own, which wait in the queue and open on the Forecast page.",
}
BESIDE = 3.0  # seconds that a run takes beside its epochs
BESIDE_EACH = 0.2  # seconds that one network takes to prepare a series, and to forecast it


def form() -> None:
    """Everything that a group needs, and the button that begins it."""
    found = choose.series()
    way = st.segmented_control(
        "How", list(WAYS), default="together", format_func=WAYS.get, required=True, key="many way"
    )
    st.caption(ABOUT[way])
    recipe = recipe_of(way, ours=found is not None and found.members[0].dataset == state.dataset())
    if found is None:
        choose.none_yet()
        return
    from lstm_core.many import asked

    group = specs.checked(
        asked.Group,
        name=found.name or "Many series",
        way=way,
        recipe=recipe,
        members=found.members,
        left_out=found.left_out,
    )
    st.caption(price(group))
    if state.training_on_all_asked():
        sending.begin(group)
    st.button(
        "Train on all",
        type="primary",
        icon=":material/play_arrow:",
        key="many train",
        on_click=state.ask_training_on_all,
        disabled=readonly.on(),
        help=readonly.WORDS if readonly.on() else None,
    )


def recipe_of(way: str, ours: bool) -> "Recipe":
    """The recipe from the drafts of this tab and the choices here; `ours`: for columns of the chosen data."""
    from lstm_core.many import asked

    drafted = state.design()
    titles = {name: preset.title for name, preset in presets.PRESETS.items()}
    titles |= {design.OWN: "Own design"} if drafted.recipe == design.OWN else {}
    chosen = st.segmented_control(
        "Recipe",
        list(titles),
        default=drafted.recipe,
        format_func=titles.get,
        required=True,
        wrap=True,
        key=f"many recipe {drafted.recipe}",
        help="As the Train page has it: a design of your own is made there.",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        draft = state.window()
        for setting, title in (("look_back", "Sequence length"), ("horizon", "Horizon")):
            bounds = getattr(specs, setting.upper())
            meant = glossary.meaning(title.lower().replace(" ", "-"))
            window.box(st.number_input, title, setting, getattr(draft, setting), bounds, help=meant, width=150)
    last = st.toggle(
        "Test on the last horizon only, as M4 does",
        key="many last",
        persist_state="session",
        help="The last rows of each series, as many as the horizon, are the test part; those before them validation.",
    )
    now = drafted if chosen == drafted.recipe else design.of(chosen, drafted.network.kind, recipe=chosen)
    asked_window, network, training = design.asked(now, state.window())
    features, data = state.features(), state.data() if ours else None
    recipe = specs.checked(
        asked.Recipe,
        preset=chosen,
        preparation=data.preparation if data else specs.Preparation(),
        roles=data.roles if data else {},
        features=features if ours else specs.Features(indicators=features.indicators),
        calendar=presets.find(now.begun_as).calendar and state.calendar(),
        window=asked_window,
        split=state.split() if ours else specs.Split(),
        network=network,
        training=training,
    )
    recipe = asked.on_the_last(recipe) if last else recipe
    st.caption(in_words(recipe))
    return asked.for_all(recipe) if way == "together" else recipe


def in_words(recipe: "Recipe") -> str:
    """The recipe in one line."""
    units = " + ".join(str(layer.units) for layer in recipe.network.layers)
    added = [pick.name for pick in recipe.features.indicators] + list(recipe.features.columns)
    added += ["the calendar, where there are times"] if recipe.calendar else []
    split = recipe.split
    parts = f"{share(split.validation_size)} validation, {share(split.test_size)} test"
    return notices.plain(
        f"{recipe.network.kind.upper()} of {units} units, {recipe.training.epochs} epochs; {parts}"
        + (f"; with {', '.join(added[:6])}." if added else ".")
    )


def share(size: float | int) -> str:
    """A part's size in words."""
    return f"{size:.0%}" if isinstance(size, float) else f"the last {size:,} rows"


def price(group: "Group") -> str:
    """About how long it will take, from what runs took before."""
    from lstm_core.windows import cost

    recipe, pace = group.recipe, resources.pace() or 1.0
    columns = 1 + len(recipe.features.columns) + len(recipe.features.indicators) + 8 * recipe.calendar
    counts = {sha: resources.dataset(sha).frame.count() for sha in {member.dataset for member in group.members}}
    rows = [int(counts[member.dataset].get(member.own(member.target), 0)) for member in group.members]

    def seconds(rows: int) -> float:
        needs = cost.of(rows, columns, recipe.window, recipe.network, recipe.training)
        return recipe.training.epochs * needs.seconds * pace

    lengths = f"{min(rows):,} to {max(rows):,} rows each" if min(rows) < max(rows) else f"{rows[0]:,} rows each"
    if group.way == "together":
        whole = seconds(sum(rows)) + BESIDE + BESIDE_EACH * len(rows)
        return f"{lengths}. At most about {words.span(whole)}, all series together."
    workers = max(1, len(resources.workers().seen().workers))
    whole = sum(map(seconds, rows)) + BESIDE * len(rows)
    return f"{lengths}. At most about {words.span(whole / workers)} on {words.count(workers, 'worker')}."
