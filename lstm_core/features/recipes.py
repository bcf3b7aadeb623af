"""One pick bound to the columns of a series: what it reads, and its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_core.data.series import Series
from lstm_core.errors import BadSetting
from lstm_core.features import catalogue
from lstm_core.features.entries import ROW, TARGET, TIME, Setting
from lstm_core.specs import Pick


@dataclass(frozen=True)
class Recipe:
    """How to compute one pick: `function` takes one array (rows,) for each of the `inputs`.

    Those are columns of the series, or for a feature that is known ahead the names of a clock's arrays (see `clock`).
    """

    name: str
    function: Callable
    inputs: tuple[str, ...]
    parameters: Mapping[str, Setting]
    warm_up: int
    cumulative: bool
    known_ahead: bool
    columns: tuple[str, ...]

    def outputs(self, values: Mapping[str, np.ndarray]) -> list[np.ndarray]:
        """One array (rows,) per output as the function gives it: neither masked, nor differenced."""
        answer = self.function(*(values[column] for column in self.inputs), **self.parameters)
        return list(answer) if isinstance(answer, tuple) else [answer]

    def table(self, values: Mapping[str, np.ndarray]) -> np.ndarray:
        """(rows, outputs), finite but for the warm-up rows, which are NaN.

        A value that is not defined (a division by zero, say, of a constant series) counts as 0. The warm-up is the
        lookback, never a search for the first value, so that a prefix of the series has the same one.
        """
        rows = np.column_stack(self.outputs(values)).astype("float64", copy=False)
        if self.cumulative:
            with np.errstate(invalid="ignore"):  # infinity less infinity
                rows = np.diff(rows, axis=0, prepend=np.nan)
        rows[~np.isfinite(rows)] = 0.0
        rows[: self.warm_up] = np.nan
        return rows

    def last(self, values: Mapping[str, np.ndarray], length: int) -> np.ndarray:
        """The last rows (pieces, outputs) of `table`, for pieces of `length` rows each that lie end to end."""
        ends = [answer.reshape(-1, length)[:, -2:].astype("float64") for answer in self.outputs(values)]
        with np.errstate(invalid="ignore"):
            rows = np.column_stack([end[:, -1] - end[:, 0] if self.cumulative else end[:, -1] for end in ends])
        rows[~np.isfinite(rows)] = 0.0
        return rows


def of(series: Series, pick: Pick) -> Recipe:
    """The pick bound to the series. BadSetting when the series lacks what it reads, or its period is not known yet."""
    entry = catalogue.find(pick.name)
    missing = [role for role in entry.inputs if role in entry.roles - series.roles.keys()]
    if missing:
        raise BadSetting(
            f"{entry.name} needs the columns {', '.join(missing)}, which “{series.name}” does not have. "
            "Leave it out, or choose an indicator of the target alone."
        )
    if not entry.fits(series):
        raise BadSetting(
            f"{entry.name} never changes along “{series.name}” (every {series.frequency.label}). Leave it out."
        )
    if catalogue.is_open(pick):
        raise BadSetting(f"{entry.name} needs a period in rows: 2 to {entry.parameters[0].high}.")
    roles = {TARGET: series.target, TIME: TIME, ROW: ROW, **series.roles}
    return Recipe(
        name=entry.name,
        function=entry.function,
        inputs=tuple(roles[role] for role in entry.inputs),
        parameters=catalogue.resolve(pick),
        warm_up=catalogue.warm_up(pick),
        cumulative=entry.cumulative,
        known_ahead=entry.known_ahead,
        columns=catalogue.columns(pick),
    )


def clock(series: Series, start: int, beyond: int) -> dict[str, pd.Index | np.ndarray]:
    """Times and positions of the rows from `start` to `beyond` rows behind the last: what calendar features read."""
    times = series.frame.index
    if beyond:
        times = times.append(series.frequency.after(times[-1], beyond))
    return {TIME: times[start:], ROW: np.arange(start, len(series) + beyond)}


def values(series: Series) -> dict[str, np.ndarray]:
    """Every column (rows,) as the contiguous floats that TA-Lib wants."""
    return {column: np.ascontiguousarray(series.frame[column], dtype="float64") for column in series.frame.columns}
