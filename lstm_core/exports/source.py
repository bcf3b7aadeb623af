"""What the stand-alone script reads: a run's series with the rows ahead, and the lines that compute its features."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_core.data import exports
from lstm_core.data.series import Series
from lstm_core.features import build, calendars, recipes
from lstm_core.features.recipes import Recipe
from lstm_core.specs import Features

CLOCKS = {
    "HOUR": "(time - time.normalize()) / pd.Timedelta(days=1)",
    "WEEKDAY": "time.dayofweek / 7",
    "MONTH": "(time.month - 1) / 12",
    "DAY_OF_YEAR": "(time.dayofyear - 1) / 365.2425",
}


@dataclass(frozen=True)
class Line:
    """One line of the script that computes columns; `needs` names the library it calls, if any."""

    code: str
    needs: str = ""


def rows(series: Series, features: Features, beyond: int) -> pd.DataFrame:
    """The columns that the features read, over the series' rows and `beyond` more; there, what is not known is empty.

    Column names are as in a CSV file that a spreadsheet may open.
    """
    read = [series.target, *features.columns]
    for recipe in (recipes.of(series, pick) for pick in features.indicators):
        read += [column for column in recipe.inputs if column in series.frame.columns]
    times = series.frame.index.append(series.frequency.after(series.frame.index[-1], beyond))
    table = {}
    for column in dict.fromkeys(read):
        values = np.full(len(times), np.nan)
        values[: len(series)] = series.frame[column]
        if column in series.known_ahead and column != series.target:
            values = build.along(series, column, beyond)
        table[exports.safe(column)] = values
    return pd.DataFrame(table, index=times.rename("rows" if "time" in table else "time"))


def lines(series: Series, features: Features) -> Iterator[Line]:
    """The lines that fill `columns`, a dict, in the order of the feature table.

    They know `past` (the rows up to the origin), `rows` (those ahead too), `time` and `row` of the latter, and AHEAD.
    """
    for column in (series.target, *features.columns):
        name = repr(exports.safe(column))
        known = column in series.known_ahead
        yield Line(
            f"columns[{column!r}] = rows[{name}].shift(-AHEAD)" if known else f"columns[{column!r}] = past[{name}]"
        )
    for pick in features.indicators:
        yield from of_pick(recipes.of(series, pick))


def of_pick(recipe: Recipe) -> Iterator[Line]:
    """The lines of one pick."""
    names = [f"columns[{column!r}]" for column in recipe.columns]
    if recipe.name in CLOCKS:
        yield from waves(names, CLOCKS[recipe.name], 1)
    elif recipe.name == "FOURIER":
        period, order = recipe.parameters["period"], recipe.parameters["order"]
        yield from waves(names, f"row % {period} / {period}", order)
    elif recipe.name in calendars.CYCLES:
        _, seconds, _ = calendars.CYCLES[recipe.name]
        yield from waves(names, f"cycle(time, {seconds!r})", recipe.parameters["order"])
    elif recipe.name == "HOLIDAY":
        country = repr(recipe.parameters["country"])
        yield Line(f"{names[0]} = ahead(time.normalize().isin(public_holidays({country}, time)))", "holidays")
    elif recipe.name in ("LAG", "SEASONAL_LAG"):
        (apart,) = recipe.parameters.values()
        yield Line(f"{names[0]} = past[{exports.safe(recipe.inputs[0])!r}].shift({apart})")
    elif recipe.name == "ZSCORE":
        column, period = exports.safe(recipe.inputs[0]), recipe.parameters["timeperiod"]
        yield Line(f"{names[0]} = z_score(past[{column!r}], {period})")
    else:
        given = [f"past[{exports.safe(column)!r}]" for column in recipe.inputs]
        given += [f"{name}={value!r}" for name, value in recipe.parameters.items()]
        call = f"talib.{recipe.name}({', '.join(given)})"
        if len(names) == 1:
            yield Line(f"{names[0]} = {call}", "talib")
        else:
            yield Line(f"found = {call}", "talib")
            yield Line(f"columns |= zip({list(recipe.columns)!r}, found)")
        if recipe.cumulative:
            yield from (Line(f"{name} = {name}.diff()") for name in names)


def waves(names: list[str], share: str, order: int) -> Iterator[Line]:
    """Sine and cosine of each order of a clock's hand."""
    for at in range(order):
        angle = f"2 * np.pi * {at + 1} * ({share})" if at else f"2 * np.pi * ({share})"
        for name, wave in zip(names[2 * at :], ("sin", "cos"), strict=False):
            yield Line(f"{name} = ahead(np.{wave}({angle}))")
