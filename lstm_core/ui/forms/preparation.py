"""What is done to the data before they are a series: date range, longer steps, gaps, and the form that is learned."""

from datetime import datetime
from typing import get_args

import pandas as pd
import streamlit as st

from lstm_core import specs
from lstm_core.data import series as regular
from lstm_core.ui import notices, resources, state, words

FEW_DAYS = pd.Timedelta(days=3)  # within them a day is too coarse to choose by
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
    "auto": "Its level or its logarithm, as validation says",
    "level": "Its level",
    "log": "Its logarithm",
    "difference": "Its change",
    "log_return": "Its log return",
}
LEARN_HELP = (
    "The form in which the network sees the target. Changes and log returns suit a level that wanders, as prices do;"
    " logarithms suit growth in percent. Logarithms need values above 0. Left to validation, a linear regression"
    " is tried on both forms before training; networks without a linear layer then learn the level."
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
    if asked.learn_as not in ("auto", "level"):
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
    low, high = (as_shown(time, times) for time in (times[0], times[-1]))
    with st.container(horizontal=True):
        start = edge("From", before.start, low, low, high)
        end = edge("To", before.end, high, low, high)
    return start, end


def as_shown(time: object, times: pd.Index) -> object:
    """A row's time as a widget takes it: a day, a moment where the data span few days, or a row number."""
    if not isinstance(times, pd.DatetimeIndex):
        return int(time)
    return time.to_pydatetime(warn=False) if times[-1] - times[0] < FEW_DAYS else time.date()


def edge(label: str, before: str | None, usual: object, low: object, high: object) -> str | None:
    """One end of the range: as it was where nobody changed it, None at the data's own end."""
    shown = min(max(place(before, low) or usual, low), high)
    bounds = {"value": shown, "min_value": low, "max_value": high, "key": f"{label} {state.generation()}", "width": 200}
    if isinstance(low, int):
        chosen = st.number_input(label, **bounds)
    else:
        pick = st.datetime_input if isinstance(low, datetime) else st.date_input
        chosen = pick(label, format="YYYY-MM-DD", **bounds)
    if chosen == shown:
        return before
    return None if chosen in (None, usual) else str(chosen)


def place(said: str | None, low: object) -> object:
    """Where an end was said to be, as its widget takes it; None for what can't be read, which the series then says."""
    if said is None:
        return None
    if isinstance(low, int):
        return int(said) if said.isdecimal() else None
    time = pd.to_datetime(said, format="ISO8601", errors="coerce", utc=True)
    if time is pd.NaT:
        return None
    return time.tz_localize(None).to_pydatetime(warn=False) if isinstance(low, datetime) else time.date()


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
