"""Which series, and which mistakes: the switches of the page. All of them stand in the address."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core import specs
from lstm_core.errors import BadSetting
from lstm_core.ui import state
from lstm_core.ui.pitfalls import mistakes

if TYPE_CHECKING:
    from lstm_core.labs.asked import Pitfalls

SOURCES = {
    "walk": "Random walk",
    "growth": "Growing walk",
    "index": "Stock index",
    "own": "My series",
}
ABOUT = {
    "walk": "700 random steps, each added to the last. Nothing can be learnt: no honest forecast beats the last value.",
    "growth": "The same, growing by 0.3 a row: its test part lies where the training part has never been.",
    "index": "The last 1,000 days of the S&P 500 sample.",
    "own": "The series chosen on the Data page; of a long one the last 1,000 rows.",
}
LEARNS = {"level": "The level, as textbooks do", "change": "The change from the last value"}
FIRST = "shuffled"


def series() -> None:
    """The series, another random one, and what the network learns of it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        source = choice(
            "Series", "from", "walk", [name for name in SOURCES if name != "own" or state.dataset()], SOURCES
        )
        if source in ("walk", "growth"):
            seed = number()
            st.button(f"Another walk (now {seed})", icon=":material/casino:", on_click=another, args=(seed,))
    st.caption(ABOUT.get(source, "Choose a series."))
    choice("The network learns", "learns", "level", list(LEARNS), LEARNS)


def choice(label: str, key: str, usual: str, offered: list[str], titles: dict[str, str]) -> str | None:
    """One of a few, as the address has it; None where it names what is not offered."""
    widget, now = f"pitfalls {key}", linked(key, usual)
    state.follow(widget, now if now in offered else None)
    return st.segmented_control(
        label,
        offered,
        format_func=titles.get,
        key=widget,
        required=now in offered,
        on_change=lambda: state.link(key, st.session_state[widget]),
    )


def another(seed: int) -> None:
    """Takes the next walk, and the next beginning for the network."""
    state.link("walk", str(seed % 9999 + 1))


def switches() -> None:
    """One switch a mistake, those of teaching first."""
    made = wrong()
    for taught, title in ((True, "Mistakes in teaching"), (False, "Mistakes in telling")):
        st.markdown(f"**{title}**")
        for mistake in mistakes.MISTAKES:
            if mistake.taught is taught:
                state.follow(f"pitfall {mistake.name}", mistake.name in made)
                st.toggle(mistake.title, key=f"pitfall {mistake.name}", on_change=switch, args=(mistake.name,))


def switch(name: str) -> None:
    """Makes a mistake, or makes it no longer."""
    before = wrong()
    made = [other for other in mistakes.NAMES if (other in before) != (other == name)]
    state.link("wrong", ",".join(made) or "none")


def wrong() -> tuple[str, ...]:
    """The mistakes that are made; BadSetting where the address names one that there is not."""
    told = linked("wrong", FIRST)
    made = [] if told == "none" else told.split(",")
    for name in made:
        if name not in mistakes.NAMES:
            raise BadSetting(f"There is no mistake “{name[:40]}”. Choose from the switches: open Pitfalls anew.")
    return tuple(name for name in mistakes.NAMES if name in made)


def asked() -> "Pitfalls":
    """What a worker has to play for these choices; mistakes of telling need no other network. Raises BadSetting."""
    from lstm_core.labs.asked import Pitfalls

    source, made = linked("from", "walk"), wrong()
    if source == "own" and not state.dataset():
        raise BadSetting("No series of your own is chosen. Choose one on the Data page, or take the random walk.")
    return specs.checked(
        Pitfalls,
        source=source,
        seed=number(),
        learns=linked("learns", "level"),
        data=state.data() if source == "own" else None,
        mistakes=tuple(name for name in mistakes.TAUGHT if name in made),
    )


def number() -> int:
    """The number of the walk in the address, unchecked but for being one."""
    told = linked("walk", "1")
    if not (told.isascii() and told.isdigit()):
        raise BadSetting(f"walk ({told[:40]}) must be a whole number, 1 to 9999. Open Pitfalls anew.")
    return int(told)


def linked(key: str, usual: str) -> str:
    """The value in the address, or the usual one."""
    return state.linked(key) or usual
