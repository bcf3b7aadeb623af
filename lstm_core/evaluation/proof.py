"""How we know that nothing looks ahead: tried on the person's own series and features, while they wait."""

import time
from dataclasses import dataclass, replace

import numpy as np

from lstm_core.data.series import Series
from lstm_core.evaluation import preparing, statistical
from lstm_core.evaluation.preparing import Prepared
from lstm_core.features import build, catalogue, causality
from lstm_core.specs import Features, Split, Window

MOST_ROWS = 20_000  # a longer series is tried on its end: the same code runs on every row
CUTS = 5


@dataclass(frozen=True)
class Proof:
    """What was tried, in one sentence; how many values were compared; the names of what differed, none for a pass."""

    tried: str
    values: int
    differing: tuple[str, ...]
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether everything was equal, bit for bit."""
        return not self.differing


def prefix(series: Series, features: Features, season: int) -> Proof:
    """Every feature computed on the first rows only equals the first rows of the feature computed on all.

    `season` settles periods that are still to be found. Raises as `build.build` does.
    """
    start, tail = time.perf_counter(), end(series)
    settled = catalogue.settled(features, season)
    first = build.warm_up(tail, settled) + 1
    cuts = np.unique(np.linspace(first, len(tail) - 1, CUTS).astype(int)).tolist()
    differing = causality.prefix_equal(tail, settled, cuts)
    columns = len(build.names(tail, settled))
    values = sum(cut - first + 1 for cut in cuts) * columns
    said = (
        f"Each of the {columns:,} features was computed again as if the series had ended at {len(cuts)} earlier rows:"
        f" every value must be the same{of_the_end(series)}."
    )
    return Proof(said, values, tuple(differing), time.perf_counter() - start)


def border(series: Series, features: Features, window: Window, split: Split, scaling: str) -> Proof:
    """Noise in place of every value behind the training part changes nothing that training is given.

    Compared are the season, the scaling's numbers and every feature row of the training windows. Raises as
    `preparing.of` does.
    """
    start = time.perf_counter()
    clean, noisy, behind = both(series, features, window, split, scaling)
    one, other = fitted(clean), fitted(noisy)
    differing = tuple(name for name, value in one.items() if not np.array_equal(value, other[name]))
    said = (
        f"Every value behind the training part ({behind:,} rows) was replaced by noise: the season, the scaling and all"
        f" feature rows of the training part must stay the same{of_the_end(series)}."
    )
    return Proof(said, sum(np.size(value) for value in one.values()), differing, time.perf_counter() - start)


def arima(series: Series, features: Features, window: Window, split: Split, scaling: str) -> Proof:
    """Noise in place of every value behind the training part leaves ARIMA's orders and coefficients as they were.

    It is fitted twice, as for ARIMA + LSTM. Raises as `preparing.of` and `statistical.fit` do.
    """
    start = time.perf_counter()
    clean, noisy, behind = both(series, features, window, split, scaling)
    one, other = (coefficients(made) for made in (clean, noisy))
    differing = tuple(name for name in one.keys() | other.keys() if not np.array_equal(one.get(name), other.get(name)))
    said = (
        f"Every value behind the training part ({behind:,} rows) was replaced by noise, and ARIMA was chosen and fitted"
        f" again: its orders, coefficients and seasonal pattern must stay the same{of_the_end(series)}."
    )
    return Proof(said, sum(np.size(value) for value in one.values()), differing, time.perf_counter() - start)


def both(
    series: Series, features: Features, window: Window, split: Split, scaling: str
) -> tuple[Prepared, Prepared, int]:
    """The series prepared as it is and with noise behind the training part, and how many rows that makes."""
    tail = end(series)
    if len(tail) < len(series):
        split = Split()  # the borders of the whole series may lie before its end
    clean = preparing.of(tail, features, window, split, scaling)
    behind = len(clean.table.frame) - clean.parts.train.stop
    noisy = replace(tail, frame=noise_after(tail, len(tail) - behind), ahead=None)
    return clean, preparing.of(noisy, features, window, split, scaling), behind


def coefficients(made: Prepared) -> dict[str, np.ndarray]:
    """What ARIMA finds in the training part, by name."""
    model = statistical.fit("arima", made.table.frame.iloc[: made.parts.train.stop, 0].to_numpy(), made.season)
    found = {f"coefficient {name}": np.array(value) for name, value in model.found["coef"].items()}
    return found | {"orders": np.array(model.found["arma"]), "seasonal pattern": model.pattern}


def fitted(made: Prepared) -> dict[str, np.ndarray]:
    """All that is fitted on the training part, and its rows, by name."""
    rows = {name: column.to_numpy() for name, column in made.training_rows.items()}
    numbers = {"season": made.season, "scaling": np.stack([made.scaling.centre, made.scaling.spread])}
    return numbers | {f"feature {name}": values for name, values in rows.items()}


def noise_after(series: Series, row: int):
    """The frame with positive noise in every column from that row on."""
    frame = series.frame.copy()
    size = max(1.0, float(np.abs(series.values[:row]).max()))
    frame.iloc[row:] = np.random.default_rng(0).uniform(0.5, 2.0, frame.iloc[row:].shape) * size
    return frame


def end(series: Series) -> Series:
    """The last `MOST_ROWS` of a longer series."""
    cut = slice(-MOST_ROWS, None)
    marks = {name: None if mark is None else mark[cut] for name, mark in
             (("made_up", series.made_up), ("peeking", series.peeking))}  # fmt: skip
    return replace(series, frame=series.frame.iloc[cut], **marks)


def of_the_end(series: Series) -> str:
    """What to add to a sentence about a series that was tried on its end only."""
    return f" (tried on the last {MOST_ROWS:,} of {len(series):,} rows)" if len(series) > MOST_ROWS else ""
