"""Rows and values that a series lacks: where they are, and what stands in their place."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from lstm_core.data import grid
from lstm_core.data.grid import Grid
from lstm_core.data.words import counted, time

if TYPE_CHECKING:
    from lstm_core.data.series import Dataset

FEWEST = 10  # rows of a series
SHOWN = 5


@dataclass(frozen=True)
class Gaps:
    """What a dataset lacks: `rows` missing from its calendar, `values` of the target missing in rows that are there.

    `longest` is the length of the longest stretch without a gap, `largest` are the widest gaps as (first missing row,
    last missing row, how many), `choice` is what `gaps=None` comes down to.
    """

    rows: int
    values: int
    longest: int
    by_position: bool
    largest: tuple[tuple[object, object, int], ...]
    choice: str


class Settled(NamedTuple):
    """A frame without gaps, its rows whose target was not measured, its rows that lean on a later one, and notes."""

    frame: pd.DataFrame
    made_up: np.ndarray
    peeking: np.ndarray
    notes: list[str]


def found(dataset: "Dataset", target: str) -> Gaps:
    """What the dataset lacks from its first measured target row on."""
    times = dataset.frame.index
    measured = np.isfinite(dataset.frame[target].to_numpy(dtype=float))
    at = np.flatnonzero(measured)
    if not len(at):
        return Gaps(0, len(times), 0, True, (), "fill")
    times, measured = times[at[0] :], measured[at[0] :]
    laid = grid.of(times)
    at = np.flatnonzero(measured)
    steps = np.diff(laid.positions[at])
    widest = [before for before in np.argsort(-steps, kind="stable")[:SHOWN] if steps[before] > 1]
    return Gaps(
        rows=laid.size - len(times),
        values=int(len(times) - len(at)),
        longest=len(longest(laid.positions[at])),
        by_position=laid.by_position,
        largest=tuple(
            (laid.time(times, before + 1), laid.time(times, after - 1), int(after - before) - 1)
            for before, after in laid.positions[at][np.column_stack([widest, np.add(widest, 1)]).astype(int)]
        ),
        choice=choice(laid, measured),
    )


def choice(laid: Grid, measured: np.ndarray) -> str:
    """What to do where nobody chose: the least that is made up, without cutting the series to pieces.

    Fill below a fifth of missing rows. Above it keep the longest stretch if that is a third of what was measured; else
    fill while at least half was measured, since closing up would bend the season.
    """
    count = int(measured.sum())
    missing = 1 - count / laid.size
    if laid.by_position or missing < 0.2:
        return "fill"
    if len(longest(laid.positions[measured])) >= max(count / 3, FEWEST):
        return "longest"
    return "fill" if missing <= 0.5 else "drop"


def longest(positions: np.ndarray) -> range:
    """The longest run of positions that follow each other, as a range into them; the first of equal ones.

    >>> longest(np.array([0, 1, 4, 5, 6, 9]))
    range(2, 5)
    """
    starts = np.concatenate([[0], np.flatnonzero(np.diff(positions) != 1) + 1, [len(positions)]])
    best = int(np.argmax(np.diff(starts)))
    return range(int(starts[best]), int(starts[best + 1]))


def settled(frame: pd.DataFrame, target: str, how: str | None, known_ahead: Collection[str] = ()) -> Settled:
    """The frame (rows, columns), complete in its first row, without gaps: settled as `how` says, or by `choice`.

    Raises BadSetting where more rows would be made up than make sense.
    """
    laid, measured = grid.of(frame.index), frame[target].notna().to_numpy()
    chosen = how or choice(laid, measured)
    notes = []
    if laid.kind == "irregular":
        notes.append("The times keep to no even step: rows count by position, one after the other.")
    if how is None and chosen != "fill":
        notes.append(
            f"{1 - measured.sum() / laid.size:.0%} of the calendar has no “{target}”: more than is worth making up."
        )
    if chosen in ("drop", "longest"):
        return left_out(frame, target, laid, chosen, notes)
    whole = grid.expanded(frame, laid)
    missing = whole.isna().to_numpy()
    made_up = missing[:, whole.columns.get_loc(target)]
    filled, peeking = whole.ffill(), np.zeros(len(whole), bool)
    if chosen == "interpolate":
        filled, peeking = on_a_line(whole, missing, known_ahead)
    inserted = laid.size - len(frame)
    within = int(missing.sum()) - inserted * frame.shape[1]
    how_filled = (
        "on a straight line in time between their neighbours"
        if chosen == "interpolate"
        else "with the last known (a later one would look ahead)"
    )
    if inserted:
        notes.append(f"Filled {counted(inserted, 'row')} missing from the calendar {how_filled}.")
    if within:
        notes.append(f"Filled {counted(within, 'missing value')} {how_filled}.")
    if peeking.any():
        notes.append(f"No forecast starts at {counted(int(peeking.sum()), 'row')} that would give a later value away.")
    if made_up.any():
        notes.append(
            f"Forecasts of {counted(int(made_up.sum()), 'row')} where “{target}” was not measured are not scored."
        )
    return Settled(filled, made_up, peeking, notes)


def left_out(frame: pd.DataFrame, target: str, laid: Grid, how: str, notes: list[str]) -> Settled:
    """The rows with a measured target, all of them or the longest stretch; other columns take the last known value."""
    at = np.flatnonzero(frame[target].notna())
    absent = laid.size - len(frame)
    if how == "longest":
        run = longest(laid.positions[at])
        at = at[run.start : run.stop]
        if len(at) < len(frame):
            first, last = (time(frame.index[row]) for row in (at[0], at[-1]))
            notes.append(
                f"Left out {counted(len(frame) - len(at), 'row')} outside the longest stretch without a gap, which has"
                f" {counted(len(at), 'row')} from {first} to {last}."
            )
    elif len(at) < len(frame):
        notes.append(f"Left out {counted(len(frame) - len(at), 'row')} without a value of “{target}”.")
    if how == "drop" and laid.size > len(at):
        over = f", also over {counted(absent, 'row')} missing from the calendar" if absent else ""
        notes.append(f"The rows close up over the gaps{over}.")
    kept = frame.ffill().iloc[at]
    if filled := int(frame.iloc[at].isna().to_numpy().sum()):
        notes.append(f"Filled {counted(filled, 'missing value')} of other columns with the last known.")
    return Settled(kept, np.zeros(len(at), bool), np.zeros(len(at), bool), notes)


def on_a_line(
    whole: pd.DataFrame, missing: np.ndarray, known_ahead: Collection[str]
) -> tuple[pd.DataFrame, np.ndarray]:
    """Missing values on a line in time, those at the end the last known, and the rows (rows,) that lean on a later one.

    A column that is known ahead gives nothing away.
    """
    times = whole.index
    place = grid.stamps_of(times) if isinstance(times, pd.DatetimeIndex) else times.to_numpy()
    values, peeking = whole.to_numpy(dtype=float, copy=True), np.zeros(len(whole), bool)
    for at in np.flatnonzero(missing.any(axis=0)):
        holes, known = np.flatnonzero(missing[:, at]), np.flatnonzero(~missing[:, at])
        values[holes, at] = np.interp(place[holes] - place[0], place[known] - place[0], values[known, at])
        if whole.columns[at] not in known_ahead:
            peeking[holes[holes < known[-1]]] = True
    return pd.DataFrame(values, index=times, columns=whole.columns), peeking
