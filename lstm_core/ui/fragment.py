"""Parts of a page that run again by themselves, and never one inside another."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps

import streamlit as st

_inside = ContextVar("inside", default=False)


def of(part: Callable[..., None], run_every: float | None = None) -> Callable[..., None]:
    """The part as Streamlit's fragment, every so many seconds; inside another fragment it runs with that one.

    Streamlit, cut off in a fragment by the next click, takes back what that drew and has not sent, but not what
    fragments inside it drew. The browser, told to fill a place that is not there, then shows an empty page.
    """

    @wraps(part)
    def marked(*args: object, **named: object) -> None:
        outside = _inside.set(True)
        try:
            part(*args, **named)
        finally:
            _inside.reset(outside)

    alone = st.fragment(marked, run_every=run_every)

    @wraps(part)
    def drawn(*args: object, **named: object) -> None:
        if _inside.get() and run_every:
            raise RuntimeError(f"{part.__qualname__} can't look again by itself inside another fragment")
        (part if _inside.get() else alone)(*args, **named)

    return drawn
