"""Feature rows along forecast paths: every indicator computed again as if the series had gone on like that."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from lstm_core.data.series import Series
from lstm_core.features import build, recipes
from lstm_core.features.recipes import Recipe
from lstm_core.specs import Features

TRIED, TRIED_FLAT, FLAT = 64, 8, 30
CLOSE = 1e-10
# Built on a cycle's length in whole rows, which now and then differs by one: no trial shows how far back they look.
HIDDEN = frozenset({"HT_DCPERIOD", "HT_DCPHASE", "HT_PHASOR", "HT_SINE", "HT_TRENDLINE", "HT_TRENDMODE", "MAMA"})
PIECE = 1 << 21  # rows laid end to end at once: memory, not speed


@dataclass(frozen=True)
class Continuation:
    """A series that goes on from any origins, each along its own path.

    `moving` names the columns that the paths hold, the target first. Known columns take their true rows; every other
    column is held at its last value, for nothing is known of it. `tails` has for each indicator the number of last
    rows that its value rests on, found by trial on the series itself; None stands for all of them.
    """

    series: Series
    features: Features
    moving: tuple[str, ...]
    values: Mapping[str, np.ndarray]
    known: np.ndarray
    bound: tuple[Recipe, ...]
    tails: tuple[int | None, ...]

    @property
    def whole(self) -> bool:
        """Whether some indicator needs the whole history of every path, which takes long."""
        return None in self.tails

    def rows(self, paths: np.ndarray, origins: np.ndarray) -> np.ndarray:
        """The feature row at the end of each path: (origins, 1 + features), columns as in `build.build` with 1 ahead.

        `origins` (origins,) are positions in the series; `paths` (origins, steps, moving) are the values behind each.
        The indicators equal those of the series continued like that. TooLittleData for an origin within the warm-up.
        """
        columns, (count, steps, _) = build.names(self.series, self.features), paths.shape
        plain = (self.series.target, *self.features.columns)
        answer = np.empty((count, len(columns)))
        for at, column in enumerate(plain):
            answer[:, at] = self.values[column][origins]
            if column in self.moving and steps:
                answer[:, at] = paths[:, -1, self.moving.index(column)]
        if count and self.bound:
            build.check(self.series, self.features, int(origins.min()) + 1 + steps)
        for recipe, tail in zip(self.bound, self.tails, strict=True):
            at = columns.index(recipe.columns[0])
            answer[:, at : at + len(recipe.columns)] = self.last(recipe, tail, paths, origins)
        known = build.known_ahead(self.series, self.features)
        answer[:, [columns.index(column) for column in known]] = self.known[origins + steps]
        return answer

    def last(self, recipe: Recipe, tail: int | None, paths: np.ndarray, origins: np.ndarray) -> np.ndarray:
        """The recipe's values at the end of each path (origins, outputs), from the last `tail` rows, or from all."""
        steps, answer = paths.shape[1], np.empty((len(origins), len(recipe.columns)))
        short = origins + 1 + steps < (tail or np.inf)
        for at in np.flatnonzero(short):
            length = int(origins[at]) + 1 + steps
            answer[at] = recipe.last(self.ended(recipe, length, paths[at : at + 1], origins[at : at + 1]), length)[0]
        enough = np.flatnonzero(~short)
        for start in range(0, len(enough), PIECE // (tail or 1)):
            some = enough[start : start + PIECE // tail]
            answer[some] = recipe.last(self.ended(recipe, tail, paths[some], origins[some]), tail)
        return answer

    def ended(self, recipe: Recipe, length: int, paths: np.ndarray, origins: np.ndarray) -> dict[str, np.ndarray]:
        """The last `length` rows of each path, end to end, of every column that the recipe reads."""
        steps = paths.shape[1]
        past = max(0, length - steps)
        after = np.arange(1 + steps - (length - past), 1 + steps)
        read = {}
        for column in dict.fromkeys(recipe.inputs):
            values, rows = self.values[column], np.empty((len(origins), length))
            if past:
                rows[:, :past] = sliding_window_view(values, past)[origins + 1 - past]
            if column in self.moving:
                rows[:, past:] = paths[:, after - 1, self.moving.index(column)]
            elif column in self.series.known_ahead:
                rows[:, past:] = values[np.minimum(origins[:, None] + after, len(values) - 1)]
            else:
                rows[:, past:] = values[origins, None]
            read[column] = rows.ravel()
        return read


def of(series: Series, features: Features, beyond: int, companions: tuple[str, ...] = ()) -> Continuation:
    """The series, ready to go on, to `beyond` rows behind its last at most; `companions` move along with the target."""
    bound = [recipes.of(series, pick) for pick in features.indicators]
    values = recipes.values(series)
    values |= {column: build.along(series, column, beyond) for column in series.known_ahead}
    made = Continuation(
        series=series,
        features=features,
        moving=(series.target, *companions),
        values=values,
        known=build.known_rows(series, features, 1, beyond),
        bound=tuple(recipe for recipe in bound if not recipe.known_ahead),
        tails=(),
    )
    return replace(made, tails=tuple(tail(made, recipe) for recipe in made.bound))


def tail(continuation: Continuation, recipe: Recipe) -> int | None:
    """The fewest last rows, growing by half, from which the recipe gives the values that it has on the whole series.

    Tried at many origins, laid end to end in no order as they will be, and at a few that go on without moving, where
    averages that adapt to the movement remember longest. None when only all rows do.
    """
    series, first = continuation.series, recipe.warm_up + 2
    if len(series) <= first or recipe.name in HIDDEN:
        return None
    random = np.random.default_rng(0)
    whole = recipe.table({column: continuation.values[column][: len(series)] for column in recipe.inputs})
    scale = np.maximum(np.abs(np.nanmean(whole, axis=0)), np.nanstd(whole, axis=0))
    origins = random.permutation(np.unique(np.linspace(first, len(series) - 1, TRIED).astype(int)))
    still = origins[:TRIED_FLAT]
    flat = np.stack([np.full((len(still), FLAT), continuation.values[c][still, None]) for c in continuation.moving], -1)
    none = np.empty((len(origins), 0, len(continuation.moving)))
    expected = [whole[origins], continuation.last(recipe, None, flat, still)]
    length = first
    while length < len(series) // 2:
        told = [continuation.last(recipe, length, none, origins), continuation.last(recipe, length, flat, still)]
        if all(
            (np.abs(a - b) <= CLOSE * np.maximum(np.abs(b), scale)).all() for a, b in zip(told, expected, strict=True)
        ):
            return length
        length += length // 2
    return None
