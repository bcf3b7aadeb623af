"""Parts of a page that run again by themselves, and never one inside another."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps

import streamlit as st

_every: ContextVar[float | None] = ContextVar("every", default=None)  # seconds, 0 for never; None outside of all


def of(part: Callable[..., None], run_every: float | None = None) -> Callable[..., None]:
    """The part as Streamlit's fragment, every so many seconds; inside another fragment it runs with that one.

    Streamlit, cut off in a fragment by the next click, takes back what that drew and has not sent, but not what
    fragments inside it drew. The browser, told to fill a place that is not there, then shows an empty page.
    """

    @wraps(part)
    def marked(*args: object, **named: object) -> None:
        outside = _every.set(run_every or 0.0)
        try:
            part(*args, **named)
        finally:
            _every.reset(outside)

    alone = st.fragment(marked, run_every=run_every)

    @wraps(part)
    def drawn(*args: object, **named: object) -> None:
        inside = _every.get() is not None
        if inside and run_every:
            raise RuntimeError(f"{part.__qualname__} can't look again by itself inside another fragment")
        (part if inside else alone)(*args, **named)

    return drawn


def ticks() -> bool:
    """Whether what is being drawn will be drawn again in a moment, though nobody asks."""
    return bool(_every.get())
