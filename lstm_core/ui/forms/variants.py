"""The same indicator a second time: with other numbers, since two equal ones would tell the network nothing."""

from collections.abc import Iterable, Iterator

from lstm_core.features import catalogue
from lstm_core.features.entries import Entry
from lstm_core.specs import Pick


def another(entry: Entry, chosen: Iterable[Pick], like: Pick | None = None) -> Pick | None:
    """A pick of the entry that is not among the chosen, as near to `like` or its defaults as can be; None if none is.

    >>> another(catalogue.find("RSI"), [Pick(name="RSI")]).parameters["timeperiod"]
    28.0
    """
    taken = {catalogue.columns(pick) for pick in chosen if pick.name == entry.name}
    return next((pick for pick in candidates(entry, like) if catalogue.columns(pick) not in taken), None)


def candidates(entry: Entry, like: Pick | None) -> Iterator[Pick]:
    """The defaults, then one setting after the other changed: a number doubled up to its bound, another choice."""
    base = catalogue.resolve(like or Pick(name=entry.name))
    yield Pick(name=entry.name, parameters=base)
    for parameter in entry.parameters:
        kept = base[parameter.name]
        values = parameter.choices or doubled(kept, parameter.high)
        if not parameter.is_average_kind:
            yield from (Pick(name=entry.name, parameters=base | {parameter.name: value}) for value in values)


def doubled(value: float, high: float) -> Iterator[float]:
    """Twice the value, four times ... up to `high`.

    >>> list(doubled(14, 100))
    [28, 56, 100]
    """
    while value < high:
        value = min(high, max(2, 2 * value))
        yield value
