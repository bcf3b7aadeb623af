"""What an address asks for beyond ids: named views, of which an unknown one is said, and the drafts of Features."""

from collections.abc import Callable, Iterable

import streamlit as st

from lstm_core.errors import BadSetting
from lstm_core.ui import notices, state

FEATURES, COLUMNS, LOOK_BACK, HORIZON = "features", "columns", "look_back", "horizon"
LONGEST = 4_000  # letters of a list of features


def modes() -> Iterable[str]:
    """Ways in which forecasts were made."""
    from lstm_core.ui.report import choices

    return choices.MADE


def labs() -> Iterable[str]:
    """The Memory lab's."""
    from lstm_core.ui.memory import contents

    return contents.LABS


def questions() -> Iterable[str]:
    """Those that the Inside page asks the network."""
    from lstm_core.ui.inside import following

    return following.QUESTIONS


def parts() -> Iterable[str]:
    """The Guide's."""
    from lstm_core.ui.guide import contents

    return contents.PARTS


def lessons() -> Iterable[str]:
    """The Guide's lessons."""
    from lstm_core.guide import lessons

    return [lesson.name for lesson in lessons.every()]


NAMED: dict[str, tuple[str, Callable[[], Iterable[str]]]] = {
    state.MODE: ("way of forecasting", modes),
    state.LAB: ("lab", labs),
    state.VIEW: ("question to the network", questions),
    state.PART: ("part of the Guide", parts),
    state.LESSON: ("lesson", lessons),
}


def check() -> None:
    """Says which view of the address there is not, and drops it: the page then begins as usual."""
    for key, (what, known) in NAMED.items():
        asked = st.query_params.get(key)
        if asked is not None and asked not in known():
            st.query_params.pop(key)
            said = f"There is no {what} “{notices.plain(asked[:40])}” to open, as the address asks."
            st.info(said, icon=":material/info:")


def features() -> None:
    """Takes features and window from the address of a new visit; from then on it says those that are drafted here."""
    from lstm_core.features import catalogue

    with notices.shown():
        if state.is_new_here():
            take()
        draft, window = state.features(), state.window()
        told = {FEATURES: catalogue.written(draft.indicators), COLUMNS: list(draft.columns)}
        told |= {LOOK_BACK: str(window.look_back), HORIZON: str(window.horizon)}
        for key, value in told.items():
            if value:
                st.query_params[key] = value
            else:
                st.query_params.pop(key, None)


def take() -> None:
    """Makes what the address says of features and window the drafts. Raises BadSetting for what can't be."""
    from lstm_core import specs
    from lstm_core.features import catalogue

    asked = st.query_params
    if FEATURES in asked or COLUMNS in asked:
        picks = catalogue.parse(asked.get(FEATURES, "")[:LONGEST])
        columns = tuple(asked.get_all(COLUMNS))
        state.keep_features(specs.checked(specs.Features, indicators=picks, columns=columns))
    window = {key: number(key, asked[key]) for key in (LOOK_BACK, HORIZON) if key in asked}
    if window:
        state.keep_window(specs.checked(specs.Window, **state.window().model_dump() | window))


def number(key: str, text: str) -> int:
    """A whole number from the address. Raises BadSetting."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadSetting(f"{key.replace('_', ' ')} ({text[:40]}) in the address must be a whole number.")
    return int(text)
