"""The feature table: the target, companion columns, and indicators."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_core.data.series import Series
from lstm_core.errors import BadSetting, TooLittleData
from lstm_core.features import catalogue
from lstm_core.specs import Features, Pick


@dataclass(frozen=True)
class FeatureTable:
    """What the network may see. Guaranteed: float64, no NaN, no infinity, the target first, every value causal.

    `frame` (rows, 1 + features) keeps the series' index without its first `warm_up` rows. `levels` names the features
    that are levels in the target's own units: prices of the same bar, and indicators drawn on the price.
    """

    frame: pd.DataFrame
    warm_up: int
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Recipe:
    """How to compute one pick: `function` takes one array (rows,) for each of the `inputs`, columns of the series."""

    function: Callable
    inputs: tuple[str, ...]
    parameters: Mapping[str, float]
    warm_up: int
    cumulative: bool
    columns: tuple[str, ...]

    def outputs(self, values: Mapping[str, np.ndarray]) -> list[np.ndarray]:
        """One array (rows,) per output as TA-Lib gives it: neither masked, nor differenced."""
        answer = self.function(*(values[column] for column in self.inputs), **self.parameters)
        return list(answer) if isinstance(answer, tuple) else [answer]

    def table(self, values: Mapping[str, np.ndarray]) -> np.ndarray:
        """(rows, outputs), finite but for the warm-up rows, which are NaN.

        A value that is not defined (a division by zero, say, of a constant series) counts as 0. The warm-up is the
        lookback, never a search for the first value, so that a prefix of the series has the same one.
        """
        rows = np.column_stack(self.outputs(values)).astype("float64")
        if self.cumulative:
            with np.errstate(invalid="ignore"):  # infinity less infinity
                rows = np.diff(rows, axis=0, prepend=np.nan)
        rows[~np.isfinite(rows)] = 0.0
        rows[: self.warm_up] = np.nan
        return rows

    def last(self, values: Mapping[str, np.ndarray]) -> list[float]:
        """The last row (outputs,) of `table`; the rows must be more than the warm-up."""
        answers = self.outputs(values)
        if self.cumulative:
            return [float(answer[-1]) - float(answer[-2]) for answer in answers]
        return [float(answer[-1]) for answer in answers]


def _recipe(series: Series, pick: Pick) -> _Recipe:
    """The pick bound to the columns of the series. BadSetting when the series lacks one."""
    import talib

    entry = catalogue.find(pick.name)
    if not catalogue.available(entry, series):
        missing = [role for role in entry.inputs if role in entry.roles - series.roles.keys()]
        raise BadSetting(
            f"{entry.name} needs the columns {', '.join(missing)}, which “{series.name}” does not have. "
            "Leave it out, or choose an indicator of the target alone."
        )
    return _Recipe(
        function=getattr(talib, entry.name),
        inputs=tuple(series.target if role == catalogue.TARGET else series.roles[role] for role in entry.inputs),
        parameters=catalogue.resolve(pick),
        warm_up=catalogue.warm_up(pick),
        cumulative=entry.cumulative,
        columns=catalogue.columns(pick),
    )


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


def warm_up(features: Features) -> int:
    """The rows at the start that the table drops: the longest warm-up of its indicators."""
    return max((catalogue.warm_up(pick) for pick in features.indicators), default=0)


def build(series: Series, features: Features) -> FeatureTable:
    """The target, the chosen columns and the indicators, side by side.

    Raises BadSetting as `names` does and when an indicator does not fit the series, TooLittleData when the warm-up
    leaves no row.
    """
    columns, dropped = names(series, features), warm_up(features)
    recipes = [_recipe(series, pick) for pick in features.indicators]
    _enough(series, features, len(series))
    values = _values(series)
    plain = np.column_stack([values[column] for column in (series.target, *features.columns)])
    rows = np.hstack([plain, *(recipe.table(values) for recipe in recipes)])[dropped:]
    frame = pd.DataFrame(rows, index=series.frame.index[dropped:], columns=list(columns))
    return FeatureTable(frame, dropped, _levels(series, features))


def _levels(series: Series, features: Features) -> tuple[str, ...]:
    """The features in the target's own units: prices beside a price, and what is drawn on the target's own scale."""
    prices = {column for role, column in series.roles.items() if role != "volume"}
    priced = series.target in prices
    beside = [column for column in features.columns if priced and column in prices]
    drawn = [pick for pick in features.indicators if priced or not catalogue.find(pick.name).roles]
    return (*beside, *(column for pick in drawn for column in catalogue.on_the_price(pick)))


def indicator(series: Series, pick: Pick) -> pd.DataFrame:
    """One indicator over all rows (rows, outputs), NaN in its warm-up: what a preview draws."""
    recipe = _recipe(series, pick)
    return pd.DataFrame(recipe.table(_values(series)), index=series.frame.index, columns=list(recipe.columns))


def last_rows(series: Series, features: Features, paths: np.ndarray, origins: np.ndarray) -> np.ndarray:
    """The feature row at the end of each forecast path: (origins, 1 + features), columns as in `build`.

    `origins` (origins,) are positions in `series.frame`, each at or after the warm-up; `paths` (origins, steps) are
    the target's forecasts for the rows behind each of them. After its origin the target follows the path; every
    other column is held at its last value, OHLCV columns too, for nothing is known of them. The indicators equal
    those that `build` gives for the series continued like that. TooLittleData for an origin within the warm-up.
    """
    columns, (count, steps) = names(series, features), paths.shape
    recipes = [_recipe(series, pick) for pick in features.indicators]
    origins = np.asarray(origins, dtype=np.intp)
    answer = np.empty((count, len(columns)))
    values = _values(series)
    plain = (series.target, *features.columns)
    for position, column in enumerate(plain):
        answer[:, position] = values[column][origins]
    if steps:
        answer[:, 0] = paths[:, -1]
    if not recipes or not count:
        return answer

    _enough(series, features, int(origins.min()) + 1 + steps)
    needed = {column for recipe in recipes for column in recipe.inputs}
    known = {column: values[column] for column in needed}
    room = {column: np.concatenate([known[column], np.empty(steps)]) for column in needed}
    indicators = answer[:, len(plain) :]
    for row, (origin, path) in enumerate(zip(origins.tolist(), paths, strict=True)):
        end = origin + 1 + steps
        behind = slice(origin + 1, min(end, len(series)))
        for column in needed:
            room[column][origin + 1 : end] = path if column == series.target else known[column][origin]
        ended = {column: room[column][:end] for column in needed}
        indicators[row] = [value for recipe in recipes for value in recipe.last(ended)]
        for column in needed:
            room[column][behind] = known[column][behind]
    indicators[~np.isfinite(indicators)] = 0.0
    return answer


def _values(series: Series) -> dict[str, np.ndarray]:
    """Every column (rows,) as the contiguous floats that TA-Lib wants."""
    return {column: np.ascontiguousarray(series.frame[column], dtype="float64") for column in series.frame.columns}


def _enough(series: Series, features: Features, rows: int) -> None:
    """Refuses so few rows that the warm-up takes them all."""
    longest = max(features.indicators, key=catalogue.warm_up, default=None)
    if longest is not None and rows <= catalogue.warm_up(longest):
        needed = catalogue.warm_up(longest)
        raise TooLittleData(
            f"{catalogue.label(longest)} has no value in its first {needed:,} rows, and “{series.name}” has {rows:,} "
            f"here: at least {needed + 1:,} are needed. Choose shorter periods, or bring a longer series."
        )
