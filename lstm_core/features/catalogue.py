"""Every feature that can be chosen: found by name or words, its settings checked, its columns named."""

import bisect
import difflib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from lstm_core.data.series import Series
from lstm_core.errors import BadSetting
from lstm_core.features import bounds, calendars, indicators, plain
from lstm_core.features.entries import TARGET, Entry, Parameter, Setting
from lstm_core.specs import Features, Pick


@cache
def entries() -> Mapping[str, Entry]:
    """All features as {name: entry}, TA-Lib's by group and name, then our own and the calendar's. Read only."""
    return MappingProxyType({**indicators.entries(), **plain.entries(), **calendars.entries()})


def for_series(series: Series) -> list[Entry]:
    """The entries that can be computed for the series, in the catalogue's order."""
    return [entry for entry in entries().values() if entry.fits(series)]


def search(words: str, series: Series) -> list[Entry]:
    """The series' entries in which every word occurs, in name, title, group or line; the nearest names first.

    Nothing asked for finds them all.
    """
    asked = words.upper().split()
    found = []
    for entry in for_series(series):
        places = [entry.name, entry.title.upper(), f"{entry.group} {entry.about}".upper()]
        if all(any(word in place for place in places) for word in asked):
            rank = [min(at for at, place in enumerate(places) if word in place) for word in asked]
            begins = any(text.startswith(" ".join(asked)) for text in (entry.name, entry.about.upper()))
            found.append((sum(rank), not begins, entry))
    return [entry for *_, entry in sorted(found, key=lambda one: one[:2])]


def find(name: str) -> Entry:
    """The indicator of that name, in small or capital letters. BadSetting, with the nearest names, if there is none."""
    known, wanted = entries(), name.strip().upper()
    if wanted in known:
        return known[wanted]
    if wanted in bounds.LEFT_OUT:
        raise BadSetting(f"{wanted} is not offered: {bounds.LEFT_OUT[wanted]}.")
    if wanted in bounds.ELSEWHERE:
        raise BadSetting(f"{wanted} is called {bounds.ELSEWHERE[wanted]} here. Choose that.")
    near = [entry.name for entry in known.values() if len(wanted) > 2 and wanted in entry.title.upper()]
    near = near or difflib.get_close_matches(wanted, known, n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near[:4])}?" if near else "The catalogue lists all names."
    raise BadSetting(f"There is no indicator “{name[:40]}”. {hint}")


def resolve(pick: Pick) -> dict[str, Setting]:
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


def _checked(entry: Entry, parameter: Parameter, value: Setting) -> Setting:
    """The value as int, float or one of the choices, refused out of bounds."""
    if parameter.choices:
        if value not in parameter.choices:
            near = difflib.get_close_matches(str(value), parameter.choices, n=3, cutoff=0.5) or parameter.choices[:3]
            raise BadSetting(
                f"{entry.name}: {parameter.name} (“{value}”) must be one of {len(parameter.choices)} known codes, such"
                f" as {', '.join(dict.fromkeys([parameter.default, *near]))}."
            )
        return value
    if isinstance(value, str):
        raise BadSetting(f"{entry.name}: {parameter.name} (“{value}”) must be a number.")
    said = f"{entry.name}: {parameter.name} ({number(value)})"
    if not parameter.low <= value <= parameter.high:
        raise BadSetting(f"{said} must be {number(parameter.low)} to {number(parameter.high)}.")
    if parameter.whole and value != int(value):
        raise BadSetting(f"{said} must be a whole number.")
    return int(value) if parameter.whole else float(value)


def settled(features: Features, season: int) -> Features:
    """The features with a period of 0 replaced by the found season.

    Raises BadSetting where one is needed and none was found (a season of 1).
    """
    return features.model_copy(update={"indicators": tuple(_settled(pick, season) for pick in features.indicators)})


def _settled(pick: Pick, season: int) -> Pick:
    if not is_open(pick):
        return pick
    if season < 2:
        raise BadSetting(
            f"No season was found in the training part for {find(pick.name).name}: give its period, or leave it out."
        )
    return pick.model_copy(update={"parameters": {**pick.parameters, "period": float(season)}})


def is_open(pick: Pick) -> bool:
    """Whether the pick's period is still to be found."""
    return resolve(pick).get("period") == 0


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


def written(picks: Iterable[Pick]) -> str:
    """The line that `parse` makes these picks from, each number written out.

    >>> written(parse("rsi,BBANDS(20)"))
    'RSI(14),BBANDS(20,2,2,0)'
    """
    told = []
    for pick in picks:
        values = [value if isinstance(value, str) else number(value) for value in resolve(pick).values()]
        told.append(f"{pick.name}({','.join(values)})" if values else pick.name)
    return ",".join(told)


def _pick(name: str, arguments: str) -> Pick:
    """One pick from its name and the text between its brackets."""
    entry = find(name)
    values = [part.strip() for part in arguments.split(",")] if arguments.strip() else []
    if len(values) > len(entry.parameters):
        takes = f"takes only {', '.join(p.name for p in entry.parameters)}" if entry.parameters else "takes no numbers"
        raise BadSetting(f"{entry.name} {takes}; given: {arguments.strip()[:40]}.")
    parameters = {}
    for parameter, value in zip(entry.parameters, values, strict=False):
        if parameter.choices:
            parameters[parameter.name] = _checked(entry, parameter, value.upper()[:20])
            continue
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
    given = resolve(pick)
    base = "_".join([entry.name, *_shown(entry, given)])
    tail = "_diff" if entry.cumulative else ""
    if len(entry.outputs) == 1:
        return (base + tail,)
    ends = [output.removeprefix(entry.name.lower()) for output in entry.given(given)]
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


def _shown(entry: Entry, values: Mapping[str, Setting]) -> list[str]:
    """The parameters that a name mentions."""
    shown = []
    for parameter in entry.parameters:
        value = values[parameter.name]
        if parameter.choices:
            shown.append(value)
        elif parameter.name == "period" and value == 0:
            shown.append("season")
        elif not parameter.is_average_kind:
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
    """The rows at the start that have no value."""
    return find(pick.name).lookback(**resolve(pick))


def longest(pick: Pick, rows: int) -> tuple[str, int] | None:
    """The pick's only period by title and its largest value with a warm-up below `rows`; None if there is no such."""
    periods = [p for p in find(pick.name).parameters if p.whole and not p.is_average_kind]
    if len(periods) != 1:
        return None
    allowed = range(int(periods[0].low), int(periods[0].high) + 1)
    fitting = bisect.bisect_left(
        allowed,
        rows,
        key=lambda value: warm_up(pick.model_copy(update={"parameters": {**pick.parameters, periods[0].name: value}})),
    )
    return (periods[0].title.lower(), allowed[fitting - 1]) if fitting else None


def as_json() -> list[dict]:
    """The catalogue as the command line prints it, each entry with its default parameters.

    The target stands as `close`, its usual role.
    """
    return [
        {
            "name": entry.name,
            "title": entry.title,
            "group": entry.group,
            "about": f"{entry.about} {entry.reason}".strip(),
            "inputs": ["close" if role == TARGET else role for role in entry.inputs],
            "parameters": [
                {key: getattr(p, key) for key in ("name", "default", "low", "high")}
                | ({"choices": list(p.choices)} if p.choices else {})
                for p in entry.parameters
            ],
            "outputs": list(columns(Pick(name=entry.name))),
            "overlay": entry.overlay,
            "warm_up": warm_up(Pick(name=entry.name)),
            "known_ahead": entry.known_ahead,
        }
        for entry in entries().values()
    ]
