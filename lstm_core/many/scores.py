"""One row for each series: its errors on the test part, those of the simple methods, and its skill."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lstm_core.evaluation import baselines, intervals, metrics
from lstm_core.evaluation.verdict import SAME

if TYPE_CHECKING:
    from lstm_core.runs.record import Record

COLUMNS = (
    "series", "rows", "baseline", "skill", "mae", "baseline_mae", "mase", "baseline_mase", "seasonal_mase", "coverage",
    "why",
)  # fmt: skip
"""`baseline` is the simple method that was best on the series' validation part; `skill` is 1 - mae / baseline_mae, and
`why` says of a series without scores what became of it."""


def of_backtest(tested: pd.DataFrame, ours: str) -> pd.DataFrame:
    """The scores of every series of a backtest that names them, by its `multi_step` rows."""
    return table(of_rows(str(name), rows, ours) for name, rows in tested.groupby("series", sort=False, observed=True))


def of_rows(name: str, rows: pd.DataFrame, ours: str) -> dict:
    """The scores of one series."""
    error = (rows.actual - rows.forecast).abs()
    mae = error.groupby([rows.part, rows.model], observed=True).mean()
    baseline = min(baselines.NAMES, key=lambda model: (np.isnan(mae["validation", model]), mae["validation", model]))
    scale, test = float(rows["scale"].iloc[0]), mae["test"]
    own = rows[(rows.part == "test") & (rows.model == ours)]
    return {
        "series": name,
        "baseline": baseline,
        "skill": skill(test[ours], test[baseline], float(own.actual.abs().mean())),
        "mae": test[ours],
        "baseline_mae": test[baseline],
        "mase": scaled(test[ours], scale),
        "baseline_mase": scaled(test[baseline], scale),
        "seasonal_mase": scaled(test["seasonal_naive"], scale),
        "coverage": metrics.coverage(*(own[name].to_numpy(float) for name in ("actual", "lower", "upper"))),
    }


def of_run(name: str, record: "Record") -> dict:
    """The scores of a series that has a run of its own, from what the run told; or why there are none."""
    verdict = record.verdict
    if verdict is None:
        return {"series": name, "why": record.error or record.stage or record.state.value.capitalize()}
    ours = record.asked.get("network", {}).get("kind", "lstm")
    told = {
        (score.get("model"), score.get("metric")): score.get("value")
        for score in record.scores
        if (score.get("part"), score.get("mode"), score.get("step")) == ("test", "multi_step", None)
    }
    return {
        "series": name,
        "baseline": verdict.baseline,
        "skill": verdict.skill,
        "mae": told.get((ours, "mae")),
        "baseline_mae": told.get((verdict.baseline, "mae")),
        "mase": told.get((ours, "mase")),
        "baseline_mase": told.get((verdict.baseline, "mase")),
        "seasonal_mase": told.get(("seasonal_naive", "mase")),
        "coverage": told.get((ours, "coverage")),
    }


def left_out(reasons: dict[str, str]) -> pd.DataFrame:
    """Rows of series that have no scores, with the reason."""
    return table({"series": name, "why": why} for name, why in reasons.items())


def table(rows: Iterable[dict]) -> pd.DataFrame:
    """Rows of scores as a table; numbers that are not defined are NaN, words that are not there None."""
    made = pd.DataFrame(list(rows), columns=list(COLUMNS))
    words = ["series", "baseline", "why"]
    numbers = made.drop(columns=words).astype("float64")
    return pd.concat([made[words].astype(object).where(made[words].notna(), None), numbers], axis=1)[list(COLUMNS)]


def with_bands(tested: pd.DataFrame, ours: str, level: float = intervals.LEVEL) -> tuple[pd.DataFrame, pd.Series]:
    """The backtest with a band around `ours` on test rows, and the half widths by step in units of a series' scale.

    Split-conformal as `intervals.radius`, on the validation errors of all series together, each in units of its own
    `scale`: one series has too few origins of its own. Without enough of them, and where nothing ever changes, no band.
    """
    mine = tested.model == ours
    past = tested[mine & (tested.part == "validation") & (tested["scale"] > 0)]
    errors = (past.actual - past.forecast) / past["scale"]
    radii = errors.groupby(past.step).apply(lambda one: intervals.radius(one.to_numpy(), level))
    return banded(tested, mine & (tested.part == "test"), radii, level), radii


def ahead_with_bands(future: pd.DataFrame, ours: str, radii: pd.Series, level: float = intervals.LEVEL) -> pd.DataFrame:
    """The future with the band of `ours`, from the half widths that `with_bands` gives."""
    return banded(future, future.model == ours, radii, level)


def banded(rows: pd.DataFrame, which: pd.Series, radii: pd.Series, level: float) -> pd.DataFrame:
    """The rows with `lower`, `upper` and `level` where it is said so, and the band has a width."""
    half = np.where(which, rows.step.map(radii) * rows["scale"], np.nan)
    half = np.where(half > 0, half, np.nan)
    lower, upper = rows.forecast - half, rows.forecast + half
    return rows.assign(lower=lower, upper=upper, level=np.where(np.isfinite(half), level, np.nan))


def together(scored: pd.DataFrame, without: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    """Series with scores and those without as one table, in that order, what it does not name behind."""
    whole = pd.concat([scored, without], ignore_index=True) if len(without) else scored
    place = {name: at for at, name in enumerate(order)}
    return whole.sort_values(
        "series", key=lambda names: names.map(lambda name: place.get(name, len(place))), kind="stable"
    )


def skill(ours: float, theirs: float, size: float) -> float:
    """1 - ours / theirs: above 0 ours errs less; not defined where theirs is exact but for rounding."""
    if not theirs > 1e-9 * size:
        return np.nan
    return 0.0 if abs(ours - theirs) <= SAME * theirs else float(1 - ours / theirs)


def scaled(mae: float, scale: float) -> float:
    """MASE from a mean absolute error; not defined for a constant training part."""
    return float(mae / scale) if scale > 0 else np.nan
