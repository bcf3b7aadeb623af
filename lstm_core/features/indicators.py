"""Every indicator that can be a feature, generated from TA-Lib's own metadata."""

from collections.abc import Mapping
from functools import cache

from lstm_core.features import abouts, bounds
from lstm_core.features.entries import TARGET, Entry, Parameter


def entries() -> dict[str, Entry]:
    """TA-Lib's functions as {name: entry}, ordered by group, then name."""
    import talib

    groups = talib.get_function_groups()
    return {
        name: _entry(name, title)
        for group, title in bounds.GROUPS.items()
        for name in sorted(groups[group])
        if name not in bounds.LEFT_OUT
    }


def _entry(name: str, group: str) -> Entry:
    """What TA-Lib says about one function, in our words."""
    import talib
    from talib import abstract

    info = abstract.Function(name).info
    cumulative = name in bounds.CUMULATIVE
    on_the_price = "Output scale same as input" in info["function_flags"] and name not in bounds.NOT_ON_THE_PRICE
    return Entry(
        name=name,
        title=info["display_name"],
        group=group,
        about=abouts.of(name, info["display_name"]),
        inputs=_inputs(info["input_names"]),
        parameters=tuple(_parameter(name, key, default) for key, default in info["parameters"].items()),
        outputs=tuple(info["output_names"]),
        function=getattr(talib, name),
        lookback=lambda **parameters: _lookback(name, tuple(parameters.items())) + cumulative,
        overlay=on_the_price and not cumulative,
        cumulative=cumulative,
    )


def _inputs(names: Mapping) -> tuple[str, ...]:
    """TA-Lib's inputs as roles: a single free `price` is the target, one among OHLCV columns is what it defaults to."""
    if list(names) == ["price"]:
        return (TARGET,)
    return tuple(role for value in names.values() for role in ([value] if isinstance(value, str) else value))


def _parameter(function: str, name: str, default: float) -> Parameter:
    """A parameter with its bounds."""
    if name in bounds.PERIODS:
        low = 1 if _lookback(function, ((name, 1),)) >= 0 else 2
        return Parameter(name, bounds.PERIODS[name], default, low, bounds.LONGEST_PERIOD, whole=True)
    if name in bounds.AVERAGE_KINDS:
        return Parameter(name, bounds.AVERAGE_KINDS[name], default, 0, len(bounds.MOVING_AVERAGES) - 1, whole=True)
    return Parameter(name, bounds.NUMBERS[name][0], default, *bounds.NUMBERS[name][1:], whole=False)


@cache
def _lookback(function: str, parameters: tuple[tuple[str, float], ...]) -> int:
    """The rows before TA-Lib's first value, -1 when it refuses the parameters."""
    from talib import abstract

    asked = abstract.Function(function)
    asked.parameters = dict(parameters)
    return asked.lookback
