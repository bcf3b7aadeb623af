"""Every indicator that can be a feature, generated from TA-Lib's own metadata."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lstm_core.data.series import Series
from lstm_core.errors import BadSetting
from lstm_core.features import bounds
from lstm_core.specs import Pick

TARGET = "target"


@dataclass(frozen=True)
class Parameter:
    """One number that shapes an indicator; `low` and `high` are allowed themselves."""

    name: str
    title: str
    default: float
    low: float
    high: float
    whole: bool

    @property
    def is_average_kind(self) -> bool:
        """Whether the number stands for a kind of moving average, an index of `bounds.MOVING_AVERAGES`."""
        return self.name in bounds.AVERAGE_KINDS


@dataclass(frozen=True)
class Entry:
    """One indicator.

    `inputs` are OHLCV roles, or `target`, in TA-Lib's order; so are `parameters` and `outputs` (TA-Lib's names).
    `overlay`: drawn on the scale of the price. `cumulative`: a running total or a row number. Its level depends on
    where the data start, which a network can only learn by heart, so the feature is the change since the row before.
    """

    name: str
    title: str
    group: str
    inputs: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    outputs: tuple[str, ...]
    overlay: bool
    cumulative: bool

    @property
    def roles(self) -> frozenset[str]:
        """The OHLCV roles that a series must have."""
        return frozenset(self.inputs) - {TARGET}


@cache
def entries() -> Mapping[str, Entry]:
    """All indicators as {name: entry}, ordered by group, then name. Read only."""
    import talib

    groups = talib.get_function_groups()
    found = {
        name: _entry(name, title)
        for group, title in bounds.GROUPS.items()
        for name in sorted(groups[group])
        if name not in bounds.LEFT_OUT
    }
    return MappingProxyType(found)


def _entry(name: str, group: str) -> Entry:
    """What TA-Lib says about one function, in our words."""
    from talib import abstract

    info = abstract.Function(name).info
    cumulative = name in bounds.CUMULATIVE
    on_the_price = "Output scale same as input" in info["function_flags"] and name not in bounds.NOT_ON_THE_PRICE
    return Entry(
        name=name,
        title=info["display_name"],
        group=group,
        inputs=_inputs(info["input_names"]),
        parameters=tuple(_parameter(name, key, default) for key, default in info["parameters"].items()),
        outputs=tuple(info["output_names"]),
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


def available(entry: Entry, series: Series) -> bool:
    """Whether the series has every column that the indicator reads. One fed by the target is always available."""
    return entry.roles <= series.roles.keys()


def for_series(series: Series) -> list[Entry]:
    """The indicators that can be computed for the series, in the catalogue's order."""
    return [entry for entry in entries().values() if available(entry, series)]


def find(name: str) -> Entry:
    """The indicator of that name, in small or capital letters. BadSetting, with the nearest names, if there is none."""
    known, wanted = entries(), name.strip().upper()
    if wanted in known:
        return known[wanted]
    if wanted in bounds.LEFT_OUT:
        raise BadSetting(f"{wanted} is not offered: {bounds.LEFT_OUT[wanted]}.")
    near = [entry.name for entry in known.values() if len(wanted) > 2 and wanted in entry.title.upper()]
    near = near or difflib.get_close_matches(wanted, known, n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near[:4])}?" if near else "The catalogue lists all names."
    raise BadSetting(f"There is no indicator “{name[:40]}”. {hint}")


def resolve(pick: Pick) -> dict[str, float]:
    """Every parameter of the pick as {name: value}, defaults filled in, whole numbers as int.

    Raises BadSetting for an unknown indicator or parameter, and for a value out of its bounds.
    """
    entry = find(pick.name)
    names = [parameter.name for parameter in entry.parameters]
    for name in pick.parameters:
        if name not in names:
            has = f"it has {', '.join(names)}" if names else "it has none"
            raise BadSetting(f"{entry.name} has no parameter “{name}”; {has}.")
    return {p.name: _checked(entry, p, pick.parameters.get(p.name, p.default)) for p in entry.parameters}


def _checked(entry: Entry, parameter: Parameter, value: float) -> float:
    """The value as int or float, refused out of bounds."""
    said = f"{entry.name}: {parameter.name} ({number(value)})"
    if not parameter.low <= value <= parameter.high:
        raise BadSetting(f"{said} must be {number(parameter.low)} to {number(parameter.high)}.")
    if parameter.whole and value != int(value):
        raise BadSetting(f"{said} must be a whole number.")
    return int(value) if parameter.whole else float(value)


def parse(text: str) -> tuple[Pick, ...]:
    """Picks from a line such as `RSI(14),MACD,BBANDS(20,2,2)`; numbers are positional, in TA-Lib's order.

    Raises BadSetting, in words, for anything that is not such a list.

    >>> [pick.name for pick in parse("rsi(14), MACD")]
    ['RSI', 'MACD']
    """
    picks, rest = [], text.strip()
    while rest:
        found = re.match(r"(\w+)\s*(?:\(([^()]*)\))?\s*(?:,\s*|$)", rest)
        if found is None:
            raise BadSetting(f"“{rest[:40]}” is not a list of indicators. Write for example RSI(14),MACD,SMA(20).")
        picks.append(_pick(found[1], found[2] or ""))
        rest = rest[found.end() :]
    return tuple(picks)


def _pick(name: str, arguments: str) -> Pick:
    """One pick from its name and the text between its brackets."""
    entry = find(name)
    values = [part.strip() for part in arguments.split(",")] if arguments.strip() else []
    if len(values) > len(entry.parameters):
        takes = f"takes only {', '.join(p.name for p in entry.parameters)}" if entry.parameters else "takes no numbers"
        raise BadSetting(f"{entry.name} {takes}; given: {arguments.strip()[:40]}.")
    parameters = {}
    for parameter, value in zip(entry.parameters, values, strict=False):
        if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", value, re.ASCII | re.IGNORECASE):
            raise BadSetting(f"{entry.name}: {parameter.name} (“{value[:40]}”) must be a number.")
        parameters[parameter.name] = _checked(entry, parameter, float(value))
    return Pick(name=entry.name, parameters=parameters)


def columns(pick: Pick) -> tuple[str, ...]:
    """The names of the feature columns, in the order of TA-Lib's outputs.

    A kind of average appears only when it is not the default, by name, so that names stay short and distinct.

    >>> columns(Pick(name="MACD"))
    ('MACD_12_26_9', 'MACD_12_26_9_signal', 'MACD_12_26_9_hist')
    >>> columns(Pick(name="OBV"))
    ('OBV_diff',)
    """
    entry = find(pick.name)
    base = "_".join([entry.name, *_shown(entry, resolve(pick))])
    tail = "_diff" if entry.cumulative else ""
    if len(entry.outputs) == 1:
        return (base + tail,)
    ends = [output.removeprefix(entry.name.lower()) for output in entry.outputs]
    return tuple(f"{base}_{end}{tail}" if end else base + tail for end in ends)


def on_the_price(pick: Pick) -> tuple[str, ...]:
    """Those of the pick's columns that are levels on the scale of the price; a direction beside them is none.

    >>> on_the_price(Pick(name="SMA")), on_the_price(Pick(name="RSI"))
    (('SMA_30',), ())
    """
    return tuple(c for c in columns(pick) if not c.endswith("_trend")) if find(pick.name).overlay else ()


def label(pick: Pick) -> str:
    """The pick as a person reads it: `RSI (14)`, `BBANDS (20, 2, 2)`, `OBV (change)`."""
    entry = find(pick.name)
    shown = [*_shown(entry, resolve(pick)), *(["change"] if entry.cumulative else [])]
    return f"{entry.name} ({', '.join(shown)})" if shown else entry.name


def _shown(entry: Entry, values: Mapping[str, float]) -> list[str]:
    """The parameters that a name mentions."""
    shown = []
    for parameter in entry.parameters:
        value = values[parameter.name]
        if not parameter.is_average_kind:
            shown.append(number(value))
        elif value != parameter.default:
            shown.append(bounds.MOVING_AVERAGES[int(value)])
    return shown


def average_kind(value: float) -> str:
    """The name of a kind of moving average: `SMA`, `EMA` ..."""
    return bounds.MOVING_AVERAGES[int(value)].upper()


def number(value: float) -> str:
    """A number without needless zeros: `14`, `0.5`."""
    return format(value, ".15g")


def warm_up(pick: Pick) -> int:
    """The rows at the start that have no value: TA-Lib's lookback, and one more for a change."""
    entry = find(pick.name)
    return _lookback(entry.name, tuple(resolve(pick).items())) + entry.cumulative


def as_json() -> list[dict]:
    """The catalogue as the command line prints it, each indicator with its default parameters.

    The target stands as `close`, its usual role. No indicator is known ahead of time.
    """
    return [
        {
            "name": entry.name,
            "title": entry.title,
            "group": entry.group,
            "inputs": ["close" if role == TARGET else role for role in entry.inputs],
            "parameters": [
                {key: getattr(p, key) for key in ("name", "default", "low", "high")} for p in entry.parameters
            ],
            "outputs": list(columns(Pick(name=entry.name))),
            "overlay": entry.overlay,
            "warm_up": warm_up(Pick(name=entry.name)),
            "known_ahead": False,
        }
        for entry in entries().values()
    ]
