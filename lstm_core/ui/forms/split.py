"""Where training ends and the test begins: by share, by date or by count, typed here or dragged on the chart."""

import pandas as pd
import streamlit as st

from lstm_core import specs
from lstm_core.errors import BadSetting
from lstm_core.ui import notices, state
from lstm_core.ui.charts.features import BORDERS
from lstm_core.windows import splits
from lstm_core.windows.splits import Parts

WAYS = {"share": "By share", "date": "By date", "count": "By count"}
TITLES = {"validation": "Validation", "test": "Test"}


def parts(times: pd.Index) -> Parts:
    """The rows by the drafted split; one that these rows can't have, such as another dataset's dates, gives way."""
    try:
        return splits.cut(times, state.split())
    except BadSetting as unfit:
        st.error(notices.plain(str(unfit)), icon=":material/error:")
        return splits.cut(times, specs.Split())


def split(parts: Parts, times: pd.Index) -> None:
    """The way, and one number or date for each border. `times` (rows,) are the feature table's."""
    ways = [way for way in WAYS if way != "date" or isinstance(times, pd.DatetimeIndex)]
    way = way_of(state.split())
    state.follow("split way", way)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "Split the rows",
            ways,
            format_func=WAYS.get,
            required=True,
            key="split way",
            on_change=lambda: keep(st.session_state["split way"], parts, times),
            help="Always by time: the network trains on the first rows, is chosen on the next, is tested on the last.",
        )
        for part in BORDERS:
            {"share": share, "date": date, "count": count}[way](part, parts, times)


def way_of(draft: specs.Split) -> str:
    """How a split is told."""
    if draft.test_from or draft.validation_from:
        return "date"
    return "share" if isinstance(draft.test_size, float) else "count"


def share(part: str, parts: Parts, times: pd.Index) -> None:
    """A part's share of the rows, in percent."""
    low, high = (100 * bound for bound in specs.SHARE)
    label, key = f"{TITLES[part]}, % of the rows", f"split share {part}"
    size = getattr(state.split(), f"{part}_size")
    held = size if isinstance(size, float) else len(getattr(parts, part)) / len(times)
    state.follow(key, min(high, max(low, round(100 * held, 1))))
    st.number_input(label, low, high, step=1.0, format="%.1f", key=key, on_change=typed, args=(part, key), width=190)


def count(part: str, parts: Parts, times: pd.Index) -> None:
    """A part's number of rows."""
    label, key = f"{TITLES[part]}, rows", f"split count {part}"
    state.follow(key, len(getattr(parts, part)))
    st.number_input(label, 1, len(times) - 2, key=key, on_change=typed, args=(part, key), width=190)


def date(part: str, parts: Parts, times: pd.DatetimeIndex) -> None:
    """A part's first day or minute."""
    daily, key = bool((times == times.normalize()).all()), f"split date {part}"
    first = times[min(getattr(parts, part).start, len(times) - 1)].to_pydatetime()
    ends = (times[0].to_pydatetime(), times[-1].to_pydatetime())
    if daily:
        first, ends = first.date(), tuple(end.date() for end in ends)
    state.follow(key, first)
    box = st.date_input if daily else st.datetime_input
    box(f"{TITLES[part]} from", min_value=ends[0], max_value=ends[1], key=key, on_change=typed, args=(part, key))


def typed(part: str, key: str) -> None:
    """A number or a date was typed."""
    value, draft = st.session_state[key], state.split()
    if value is None:
        return
    if isinstance(value, float):
        change = {f"{part}_size": round(value / 100, 4)}
    elif isinstance(value, int):
        change = {f"{part}_size": value}
    else:
        change = {f"{part}_from": value.isoformat()}
    with notices.shown():
        state.keep_split(specs.checked(specs.Split, **draft.model_dump() | change))


def keep(way: str, parts: Parts, times: pd.Index) -> None:
    """The same borders, told that way."""
    with notices.shown():
        state.keep_split(told(way, parts, times))


def moved(draft: specs.Split, part: str, place: object, parts: Parts, times: pd.Index) -> specs.Split:
    """The split after the border before `part` was dragged to a place on the time axis; told as it was before."""
    if isinstance(times, pd.DatetimeIndex):
        place = pd.to_datetime(place)
    row = min(max(int(times.searchsorted(place)), 1), len(times) - 1)
    validation, test = (
        (min(row, parts.test.start - 1), parts.test.start)
        if part == "validation"
        else (parts.validation.start, max(row, parts.validation.start + 1))
    )
    return told(way_of(draft), Parts(range(validation), range(validation, test), range(test, len(times))), times)


def told(way: str, parts: Parts, times: pd.Index) -> specs.Split:
    """A split with these parts, told by share, date or count; shares keep within their bounds.

    >>> told("count", Parts(range(7), range(7, 9), range(9, 10)), pd.RangeIndex(10)).validation_size
    2
    """
    if way == "date":
        return specs.checked(
            specs.Split, **{f"{part}_from": times[getattr(parts, part).start].isoformat() for part in BORDERS}
        )
    sizes = {f"{part}_size": len(getattr(parts, part)) for part in BORDERS}
    if way == "share":
        low, high = specs.SHARE
        sizes = {name: min(high, max(low, round(size / len(times), 4))) for name, size in sizes.items()}
    return specs.checked(specs.Split, **sizes)
