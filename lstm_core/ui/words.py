"""Numbers, times and spans as people read them."""

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lstm_core.guide import glossary

if TYPE_CHECKING:
    from lstm_core.specs import Training
    from lstm_core.windows.cost import Cost

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
METRICS = {  # by metric: the heading of its column, and what it means
    name: (heading, glossary.meaning(name.replace("_", "-")))
    for name, heading in {
        "mae": "MAE",
        "rmse": "RMSE",
        "mape": "MAPE %",
        "smape": "sMAPE %",
        "mase": "MASE",
        "r2": "R²",
        "bias": "Bias",
        "direction": "Direction %",
        "coverage": "Coverage %",
        "interval_width": "Band width",
    }.items()
}
UNDEFINED = "not defined"


def number(value: float | None, digits: int = 4) -> str:
    """A number with sensible digits, or `not defined`.

    >>> number(1234.567), number(0.0123456), number(float("nan"))
    ('1,235', '0.01235', 'not defined')
    """
    if value is None or not math.isfinite(value):
        return UNDEFINED
    if abs(value) >= 10 ** (digits - 1):
        return f"{value:,.0f}"
    return f"{value:.{digits}g}"


def count(number: int, thing: str) -> str:
    """`1 feature`, `3 features`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def size(count: int) -> str:
    """Bytes as people say them: `640 kB`, `1.2 GB`.

    >>> size(640_400), size(1_234_000_000)
    ('640 kB', '1.2 GB')
    """
    for unit, name in ((10**9, "GB"), (10**6, "MB")):
        if count >= unit:
            return f"{count / unit:.2g} {name}" if count < 100 * unit else f"{count / unit:,.0f} {name}"
    return f"{max(1, round(count / 1000))} kB"


def needs(cost: "Cost", who: str, pace: float | None) -> str:
    """What a training costs before it begins; `pace` is how this machine's last runs compare with what was expected."""
    whose = "that of your last runs" if pace else "that of the machine it was measured on"
    return (
        f"{who} trains {cost.parameters:,} weights and takes about {size(cost.memory)} beside TensorFlow itself; an"
        f" epoch takes about {span(cost.seconds * (pace or 1))}, if the pace is {whose}."
    )


def measured(cost: "Cost", told: dict, training: "Training") -> str:
    """The same once an epoch was measured: `told` as `labs.pace` tells it."""
    whole = span(told["first"] + training.epochs * told["epoch"])
    most = "at most about" if training.patience else "about"
    return (
        f"It trains {cost.parameters:,} weights and takes about {size(cost.memory)} beside TensorFlow itself. All"
        f" {training.epochs} epochs take {most} {whole}, {told['epoch']:.2g} s each: measured just now on this machine."
    )


def span(seconds: float | None) -> str:
    """A span of time: `8 s`, `2 min`, `1 h 5 min`.

    >>> span(8.4), span(125), span(3900)
    ('8 s', '2 min', '1 h 5 min')
    """
    if seconds is None:
        return "…"
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    if seconds < 3600:
        return f"{round(seconds / 60)} min"
    return f"{int(seconds // 3600)} h {round(seconds % 3600 / 60)} min"


def price_span(code: str) -> str:
    """An interval or a period of the price service in words.

    >>> price_span("1d"), price_span("5y"), price_span("max")
    ('1 day', '5 years', 'all there is')
    """
    units = {"m": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "y": "year"}
    digits = "".join(filter(str.isdigit, code))
    return count(int(digits), units[code.removeprefix(digits)]) if digits else "all there is"


def time(value: object) -> str:
    """A row's time without needless zeros: `2023-12-28`, `2023-12-28 14:00`, `row 12`.

    >>> time(datetime(2023, 12, 28)), time(12)
    ('2023-12-28', 'row 12')
    """
    if not hasattr(value, "isoformat"):
        return f"row {value}"
    return value.isoformat(sep=" ").removesuffix(":00").removesuffix(" 00:00")


def date(value: object) -> str:
    """A row's time as people write it: `28 Dec 2023`, `28 Dec 2023, 14:00`, `row 12`.

    >>> date(datetime(2023, 12, 3)), date(datetime(2023, 12, 28, 14, 5)), date(12)
    ('3 Dec 2023', '28 Dec 2023, 14:05', 'row 12')
    """
    if not hasattr(value, "isoformat"):
        return f"row {value:,}"
    clock = value.strftime("%H:%M:%S").removesuffix(":00")
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" + (f", {clock}" if clock != "00:00" else "")


def ago(run_id: str) -> str:
    """How long ago a run was made, from its name."""
    return since(datetime.strptime(run_id[:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC))


def since(moment: datetime) -> str:
    """How long ago that was."""
    seconds = (datetime.now(UTC) - moment).total_seconds()
    if seconds < 60:
        return "just now"
    return f"{span(seconds)} ago" if seconds < 86_400 else f"{count(round(seconds / 86_400), 'day')} ago"
