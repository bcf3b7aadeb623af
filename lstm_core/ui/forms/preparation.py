"""What is done to the data before they are a series: date range, longer steps, gaps, and the form that is learned."""

from typing import get_args

import pandas as pd
import streamlit as st

from lstm_core import specs
from lstm_core.data import series as regular
from lstm_core.ui import notices, resources, state, words

AS_THEY_ARE = "As they are"
BY = {"mean": "Mean", "sum": "Sum", "last": "Last"}
SECONDS = dict(
    zip(
        get_args(specs.Step),
        (300, 900, 1800, 3600, 86_400, 7 * 86_400, 28 * 86_400, 90 * 86_400, 365 * 86_400),
        strict=True,
    )
)
LEARN_AS = {
    "level": "Its level",
    "log": "Its logarithm",
    "difference": "Its change",
    "log_return": "Its log return",
}
LEARN_HELP = (
    "The form in which the network sees the target. Changes and log returns suit a level that wanders, as prices do;"
    " logarithms suit growth in percent. Logarithms need values above 0."
)


def preparation(data: specs.Data) -> specs.Preparation:
    """The steps as chosen; each shows what it does, and all can be undone at once."""
    before = data.preparation
    frame = resources.dataset(data.dataset).frame
    start, end = span(before, frame.index)
    every, by = steps(before, frame.index)
    asked = specs.checked(
        specs.Preparation,
        start=start,
        end=end,
        every=every,
        by=by,
        gaps=gaps(before, data),
        learn_as=st.selectbox(
            "The network learns the target as",
            list(LEARN_AS),
            index=list(LEARN_AS).index(before.learn_as),
            format_func=LEARN_AS.get,
            key=f"learn as {state.generation()}",
            help=LEARN_HELP,
        ),
    )
    if asked.learn_as != "level":
        st.caption(f"Forecasts and scores are turned back into the units of “{notices.plain(data.target)}”.")
    if asked != specs.Preparation():
        st.button("Undo all preparation", icon=":material/undo:", on_click=undo_all)
    return asked


def undo_all() -> None:
    """Takes the data as they were understood."""
    state.redraft(preparation=specs.Preparation())
    state.renew()


def span(before: specs.Preparation, times: pd.Index) -> tuple[str | None, str | None]:
    """First and last row that count, as the spec writes them; None where nothing is left out."""
    first, last = edges(before, times)
    with st.container(horizontal=True):
        if not isinstance(times, pd.DatetimeIndex):
            low, high = int(times[0]), int(times[-1])
            start = st.number_input("From row", low, high, first, key=f"from {state.generation()}", width=140)
            end = st.number_input("To row", low, high, last, key=f"to {state.generation()}", width=140)
            return str(start) if start > low else None, str(end) if end < high else None
        within = times[-1] - times[0] < pd.Timedelta(days=3)
        low, high, first, last = (
            time.to_pydatetime(warn=False) if within else time.date() for time in (times[0], times[-1], first, last)
        )
        pick = st.datetime_input if within else st.date_input
        shared = {"min_value": low, "max_value": high, "format": "YYYY-MM-DD", "width": 200}
        start = pick("From", first, key=f"from {state.generation()}", **shared)
        end = pick("To", last, key=f"to {state.generation()}", **shared)
    return start.isoformat() if start and start > low else None, end.isoformat() if end and end < high else None


def edges(before: specs.Preparation, times: pd.Index) -> tuple:
    """The first and the last row of the draft, within what the data have."""
    if not isinstance(times, pd.DatetimeIndex):
        return int(before.start or times[0]), int(before.end or times[-1])
    chosen = pd.Timestamp(before.start or times[0]), pd.Timestamp(before.end or times[-1])
    return tuple(min(max(time, times[0]), times[-1]) for time in chosen)


def steps(before: specs.Preparation, times: pd.Index) -> tuple[str | None, str]:
    """The longer step that rows are joined to, and how."""
    now = regular.frequency(times).seconds
    longer = [step for step, seconds in SECONDS.items() if now is not None and seconds > 1.2 * now]
    if not longer:
        return None, before.by
    options = [AS_THEY_ARE, *longer]
    every = st.selectbox(
        "Rows",
        options,
        index=options.index(before.every) if before.every in options else 0,
        format_func=lambda step: step if step == AS_THEY_ARE else f"Joined to {joined(step)}",
        key=f"every {state.generation()}",
        help="Prices follow their own rules: first open, highest high, lowest low, last close.",
    )
    if every == AS_THEY_ARE:
        return None, before.by
    by = st.segmented_control(
        "Joined by", list(BY), default=before.by, required=True, format_func=BY.get, key=f"by {state.generation()}"
    )
    return every, by


def joined(step: str) -> str:
    """A step as rows are joined to it: `5 minutes each`, `one a week`."""
    return f"{step} each" if step[0].isdigit() else f"one a {step}"


def gaps(before: specs.Preparation, data: specs.Data) -> str | None:
    """What becomes of missing rows and values, with their counts; the choice that is made by itself is marked."""
    found = resources.gaps(data)
    if not found.rows and not found.values and before.gaps is None:
        st.caption("No row or value is missing: nothing to fill.")
        return None
    lacking = " and ".join(
        words.count(number, thing)
        for number, thing in ((found.rows, "missing row"), (found.values, "missing value"))
        if number
    )
    titles = {
        "fill": "Last known value",
        "interpolate": "Straight line across",
        "drop": "Leave them out",
        "longest": f"Longest stretch ({found.longest:,} rows)",
    }
    chosen = st.selectbox(
        f"Gaps: {lacking}",
        list(titles),
        index=list(titles).index(before.gaps or found.choice),
        format_func=lambda how: titles[how] + (" · recommended" if how == found.choice else ""),
        key=f"gaps {data.target} {state.generation()}",
        help="A straight line leans on a later value, so no forecast starts inside it. Filled rows are never scored.",
    )
    if found.largest:
        first, last, rows = found.largest[0]
        where = words.date(first) if rows == 1 else f"{words.date(first)} to {words.date(last)}"
        st.caption(f"Longest gap: {words.count(rows, 'row')}, {where}.")
    return None if chosen == found.choice else chosen
