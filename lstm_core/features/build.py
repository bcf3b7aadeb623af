"""The feature table: the target, companion columns, indicators, and what is known ahead."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_core.data.series import Series
from lstm_core.errors import BadSetting, TooLittleData
from lstm_core.features import catalogue, recipes
from lstm_core.specs import Features, Pick

CHANGES = ("difference", "log_return")
"""Forms of the target that need the row before."""


@dataclass(frozen=True)
class FeatureTable:
    """What the network may see. Guaranteed: float64, no NaN, no infinity, the target first, every value causal.

    `frame` (rows, 1 + features) keeps the series' index without its first `warm_up` rows; `before` is the target's
    value in the row before its first. `levels` names the features that are levels in the target's own units: prices of
    the same bar, and indicators drawn on the price. `known_ahead` names those whose row t holds their value of row
    t + `ahead`; of them `held` end so early that their last value stands in for missing ones, and `planned` are those
    that each step's own row must tell: of smooth waves a linear layer can turn one row into every other.
    """

    frame: pd.DataFrame
    warm_up: int
    levels: tuple[str, ...] = ()
    known_ahead: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    ahead: int = 0
    before: float = float("nan")


def names(series: Series, features: Features) -> tuple[str, ...]:
    """The columns of the feature table, the target first.

    Raises BadSetting for a companion column that the series lacks, and for anything chosen twice.
    """
    known = series.frame.columns
    for column in features.columns:
        if column == series.target:
            raise BadSetting(f"“{column}” is the target, which is always a feature. Leave it out of the columns.")
        if column not in known:
            raise BadSetting(f"There is no column “{column}” in “{series.name}”; it has {', '.join(map(str, known))}.")
    every = (series.target, *features.columns, *(c for pick in features.indicators for c in catalogue.columns(pick)))
    twice = next((column for position, column in enumerate(every) if column in every[:position]), None)
    if twice is not None:
        raise BadSetting(f"The feature “{twice}” is chosen twice. Leave one of the two out.")
    return every


def warm_up(series: Series, features: Features) -> int:
    """The rows at the start that the table drops: the longest warm-up, and one at least where changes are learnt."""
    return max([int(series.learn_as in CHANGES), *(catalogue.warm_up(pick) for pick in features.indicators)])


def build(series: Series, features: Features, ahead: int = 0) -> FeatureTable:
    """The target, the chosen columns, the indicators and the calendar, side by side.

    With `ahead`, the steps that the network answers at once, the row t of a feature known ahead holds its value of row
    t + ahead: a window of that many rows or more then holds the values at all steps to come. Raises BadSetting as
    `names` does and when an indicator does not fit the series, TooLittleData when the warm-up leaves no row.
    """
    columns, dropped = names(series, features), warm_up(series, features)
    bound = [recipes.of(series, pick) for pick in features.indicators]
    check(series, features, len(series))
    values = recipes.values(series)
    rows = np.empty((len(series) - dropped, len(columns)))
    for at, column in enumerate((series.target, *features.columns)):
        rows[:, at] = values[column][dropped:]
    at = 1 + len(features.columns)
    for recipe in bound:
        if not recipe.known_ahead:
            rows[:, at : at + len(recipe.columns)] = recipe.table(values)[dropped:]
        at += len(recipe.columns)
    known = known_ahead(series, features)
    rows[:, [columns.index(column) for column in known]] = known_rows(series, features, ahead)[dropped:]
    return FeatureTable(
        pd.DataFrame(rows, index=series.frame.index[dropped:], columns=list(columns)),
        dropped,
        _levels(series, features),
        known,
        held(series, features, ahead),
        planned(series, features),
        ahead,
        float(series.values[max(0, dropped - 1)]),
    )


def known_ahead(series: Series, features: Features) -> tuple[str, ...]:
    """The columns of the table that are known before their time: those marked so, and the calendar's."""
    marked = [column for column in features.columns if column in series.known_ahead]
    picked = [pick for pick in features.indicators if catalogue.find(pick.name).known_ahead]
    return (*marked, *(column for pick in picked for column in catalogue.columns(pick)))


def planned(series: Series, features: Features) -> tuple[str, ...]:
    """Those columns of `known_ahead` that are no waves of a fixed period."""
    waves = [pick for pick in features.indicators if catalogue.find(pick.name).is_waves]
    turning = {column for pick in waves for column in catalogue.columns(pick)}
    return tuple(column for column in known_ahead(series, features) if column not in turning)


def known_rows(series: Series, features: Features, ahead: int, beyond: int = 0) -> np.ndarray:
    """The columns of `known_ahead` for the series' rows and `beyond` more: row t holds the values of row t + ahead."""
    marked = [column for column in features.columns if column in series.known_ahead]
    parts = [along(series, column, ahead + beyond)[ahead:, None] for column in marked]
    calendar = [pick for pick in features.indicators if catalogue.find(pick.name).known_ahead]
    if calendar:
        clock = recipes.clock(series, ahead, ahead + beyond)
        parts += [recipes.of(series, pick).table(clock) for pick in calendar]
    return np.hstack([np.empty((len(series) + beyond, 0)), *parts])


def along(series: Series, column: str, beyond: int) -> np.ndarray:
    """A column known ahead, over the series' rows and `beyond` more; where its values end the last one is held."""
    behind = pd.Series(np.nan, range(beyond))
    if series.ahead is not None and column in series.ahead:
        given = series.ahead[column].to_numpy(dtype="float64")[:beyond]
        behind[: len(given)] = given
    return pd.concat([pd.Series(series.frame[column].to_numpy(dtype="float64")), behind]).ffill().to_numpy()


def held(series: Series, features: Features, steps: int) -> tuple[str, ...]:
    """Those of the chosen marked columns whose values end before `steps` rows behind the data."""
    chosen = [column for column in features.columns if column in series.known_ahead]
    if series.ahead is None:
        return tuple(chosen) if steps else ()
    return tuple(
        column
        for column in chosen
        if column not in series.ahead or series.ahead[column].iloc[:steps].notna().sum() < steps
    )


def _levels(series: Series, features: Features) -> tuple[str, ...]:
    """The features in the target's own units: prices beside a price, and what is drawn on the target's own scale."""
    prices = {column for role, column in series.roles.items() if role != "volume"}
    priced = series.target in prices
    beside = [column for column in features.columns if priced and column in prices and column not in series.known_ahead]
    drawn = [pick for pick in features.indicators if priced or not catalogue.find(pick.name).roles]
    return (*beside, *(column for pick in drawn for column in catalogue.on_the_price(pick)))


def indicator(series: Series, pick: Pick) -> pd.DataFrame:
    """One indicator over all rows (rows, outputs), NaN in its warm-up: what a preview draws."""
    recipe = recipes.of(series, pick)
    read = recipes.clock(series, 0, 0) if recipe.known_ahead else recipes.values(series)
    return pd.DataFrame(recipe.table(read), index=series.frame.index, columns=list(recipe.columns))


def check(series: Series, features: Features, rows: int, where: str = "") -> None:
    """Refuses, with the bound, a feature that has no value within so few `rows`, those of `where` in words."""
    longest = max(features.indicators, key=catalogue.warm_up, default=None)
    if longest is None or rows > catalogue.warm_up(longest):
        return
    needed, most = catalogue.warm_up(longest), catalogue.longest(longest, rows)
    advice = f"Choose {most[0]} {most[1]} or less" if most else "Choose shorter periods"
    raise TooLittleData(
        f"{catalogue.label(longest)} has no value in its first {needed:,} rows, and {where or f'“{series.name}”'} has"
        f" {rows:,}: at least {needed + 1:,} are needed. {advice}, or bring a longer series."
    )
