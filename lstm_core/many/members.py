"""A member of a group as data, as an experiment, and as the series itself."""

import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from lstm_core import specs
from lstm_core.data import library
from lstm_core.data import series as regular
from lstm_core.data.series import Dataset, Series
from lstm_core.errors import LabError
from lstm_core.evaluation import preparing
from lstm_core.many import sources
from lstm_core.many.asked import Group, Member, Recipe
from lstm_core.specs import Data, Experiment, Features


def opener(home: Path) -> Callable[[str], Dataset]:
    """Opens kept datasets by their hash, each once."""
    return functools.cache(lambda sha: library.load(home, sha))


def data(member: Member, recipe: Recipe, dataset: Dataset) -> Data:
    """The member's own columns of its dataset; all others are ignored, and rows before its first and behind its last.

    Where its columns are all that the dataset has, none is ignored: roles are then found as ever.
    """
    target, there = member.own(member.target), dataset.frame.columns
    alone = len(there) > 1 and (member.columns or not dataset.roles)
    own = {target, *member.columns.values(), *map(member.own, recipe.features.columns)} if alone else set(there)
    roles = {member.own(column): role for column, role in recipe.roles.items() if member.own(column) in own}
    roles = {column: "ignore" for column in there if column not in own} | sources.prices(member) | roles
    if roles.get(target) in ("ignore", "known_ahead"):
        del roles[target]
    bounds = {"start": later(recipe.preparation.start, member.start), "end": sooner(recipe.preparation.end, member.end)}
    return specs.checked(
        Data,
        dataset=member.dataset,
        name=f"{member.name} · {dataset.name}"[:200] if member.name != target else dataset.name[:200],
        target=target,
        roles=roles,
        preparation=recipe.preparation.model_copy(update=bounds),
    )


def series(member: Member, recipe: Recipe, dataset: Dataset) -> Series:
    """The member as a series, under its own name. Raises LabError as `data.series.of` does."""
    asked = data(member, recipe, dataset)
    return regular.of(dataset, asked.target, asked.roles, asked.preparation)


def features(member: Member, recipe: Recipe) -> Features:
    """The recipe's features with the member's own columns, its target not among them."""
    own = tuple(member.own(column) for column in recipe.features.columns if column != member.target)
    return recipe.features.model_copy(update={"columns": own})


def experiment(member: Member, recipe: Recipe, dataset: Dataset) -> Experiment:
    """The member's experiment. A series that can't be prepared gets it without the calendar: its run will say why."""
    own = features(member, recipe)
    if recipe.calendar:
        try:
            own = preparing.with_calendar(series(member, recipe, dataset), own, recipe.window, recipe.split)
        except LabError:
            own = features(member, recipe)
    return recipe.on(data(member, recipe, dataset), own)


def told(home: Path, group: Group) -> Iterator[tuple[str, tuple[Series, Features] | LabError]]:
    """Each member's name with its series and features, or why it can't be one.

    All have the same waves of the calendar, those that the longest series shows: one network needs the same inputs.
    """
    opened, recipe, found = opener(home), group.recipe, {}
    for member in group.members:
        try:
            found[member.name] = series(member, recipe, opened(member.dataset))
        except LabError as refused:
            yield member.name, refused
    waves = ()
    if recipe.calendar and found:
        longest, plain = max(found.values(), key=len), recipe.features.model_copy(update={"columns": ()})
        try:
            waves = preparing.with_calendar(longest, plain, recipe.window, recipe.split).indicators
        except LabError:
            waves = ()  # it has no parts, which its own row will say
    for member in group.members:
        if member.name in found:
            own = features(member, recipe)
            own = own.model_copy(update={"indicators": waves or own.indicators})
            yield member.name, (found[member.name], own)


def later(one: str | None, other: str | None) -> str | None:
    """The later of two times or of two row numbers; None is the beginning."""
    return max(filter(None, (one, other)), key=place_beside(one, other), default=None)


def sooner(one: str | None, other: str | None) -> str | None:
    """The sooner of two times or of two row numbers; None is the end.

    >>> sooner("2020", "2020-04-30T12:00:00"), later("9", "10"), sooner(None, "7"), later(None, None)
    ('2020', '10', '7', None)
    """
    return min(filter(None, (one, other)), key=place_beside(one, other), default=None)


def place_beside(*both: str | None) -> Callable[[str], object]:
    """How to compare them: as row numbers where both are, else as times."""
    return int if all(at is None or at.isdigit() for at in both) else pd.Timestamp
