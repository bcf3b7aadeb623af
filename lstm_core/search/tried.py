"""One trial, as a search tells of it."""

import math
from dataclasses import dataclass, field
from typing import Any

from lstm_core.search.asked import Point

OUTCOMES = ("finished", "pruned", "failed", "cut")


@dataclass(frozen=True)
class Tried:
    """A trial that is over. `outcome`: finished; pruned, worse than most at the same epoch; failed; or cut off.

    One that was cut off is asked anew and counts for nothing. Errors are those of multi-step forecasts of the
    validation part, NaN where there are none.
    """

    number: int
    run: str
    outcome: str
    point: Point
    mae: float = math.nan
    origins: int = 0
    epochs: int = 0
    seconds: float = 0.0
    baselines: dict[str, float] = field(default_factory=dict)
    p_values: dict[str, float] = field(default_factory=dict)
    error: str = ""


def read(told: dict[str, Any]) -> Tried | None:
    """The trial that a line of `trials.jsonl` tells of; None for a line that tells of none."""
    try:
        given = {**told, "mae": number(told.get("mae"))}
        given["p_values"] = {name: number(value) for name, value in told.get("p_values", {}).items()}
        tried = Tried(**given)
    except (TypeError, ValueError, AttributeError):
        return None
    whole = isinstance(tried.number, int) and isinstance(tried.point, dict) and isinstance(tried.baselines, dict)
    if not whole or tried.outcome not in OUTCOMES or (tried.outcome == "finished" and not is_judged(tried)):
        return None
    return tried


def is_judged(tried: Tried) -> bool:
    """Whether a finished trial has its error and those to compare it with."""
    return math.isfinite(tried.mae) and bool(tried.baselines) and tried.baselines.keys() == tried.p_values.keys()


def number(value: object) -> float:
    """A number as JSON tells it, null meaning not defined."""
    return math.nan if value is None else float(value)
